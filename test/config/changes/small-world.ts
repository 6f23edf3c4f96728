import fc from "fast-check";
import { areasOf } from "../../../src/config/areas-of.ts";
import type { Config } from "../../../src/config/schema.ts";
import { usedGates } from "../../../src/config/used-gates.ts";
import { collectAreaPeople } from "../../../src/github/facts/people/area-people.ts";
import type { Directory } from "../../../src/github/facts/people/directory.ts";
import { areaKey } from "../../../src/policy/area/area.ts";
import { parseCodeowners } from "../../../src/policy/area/codeowners.ts";
import { judgeAreas } from "../../../src/policy/area/judge-areas.ts";
import { commands } from "../../../src/policy/commands/index.ts";
import { evaluate } from "../../../src/policy/evaluate.ts";
import type { FileList, PullRequest, SigningFacts } from "../../../src/policy/facts.ts";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import type { CompositeState } from "../../../src/policy/verdict.ts";
import {
  aCheck,
  aCommandContext,
  aComment,
  aFile,
  aHead,
  allOf,
  ana,
  aPullRequest,
  aReview,
  aStamp,
  bob,
  carla,
  contributors,
  dan,
  firstHead,
  secondHead,
  someSnapshot,
} from "../../support/builders.ts";

/** What people do with one pull request, whatever the configuration makes of it. */
export interface Script {
  readonly author: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly paths: readonly string[];
  readonly isHeld: boolean;
  readonly said: readonly { readonly by: string; readonly line: string }[];
  readonly approvedBy: readonly string[];
  /** Changed, perhaps once more, after everything was said. */
  readonly pushed: readonly string[];
  readonly contributors: readonly string[];
}

const paths = ["src/a.ts", "docs/b.md", "CODEOWNERS", ".github/gatehouse.yml"];
const codeowners = parseCodeowners("* @bob\n/docs/ @carla\n");
const lines = [
  ...["core", "docs", "code", "more"].map((area) => `/signoff ${area}`),
  "/pass look -- seen",
  "/waive bad until 36h -- it is late",
  "/waive both until 36h -- it is late",
  "/unhold",
];

const anyone = fc.constantFrom("ana", "bob", "carla", "dan");

/** Nobody asks for changes here: that an owner who goes takes that along is told of every owner who goes. */
export const anyScript: fc.Arbitrary<Script> = fc.record({
  author: anyone,
  title: fc.constantFrom("feat: faster", "feat!: faster"),
  labels: fc.subarray(["x"]),
  paths: fc.subarray(paths, { minLength: 1, maxLength: 2 }),
  isHeld: fc.boolean(),
  said: fc.array(fc.record({ by: anyone, line: fc.constantFrom(...lines) }), { maxLength: 6 }),
  approvedBy: fc.uniqueArray(anyone, { maxLength: 2 }),
  pushed: fc.oneof(fc.constant([]), fc.subarray(paths, { minLength: 1, maxLength: 1 })),
  contributors: fc.uniqueArray(anyone, { maxLength: 1 }),
});

/** How the pull request stands in the end where this configuration holds from its beginning. */
export async function playUnder(config: Config, script: Script): Promise<CompositeState> {
  const { author, title, labels, pushed } = script;
  const pullRequest = aPullRequest({ author: personCalled(author), title, labels, headSha: firstHead });
  const files = filesOf(script.paths, []);
  const opened = { pullRequest, files, signing: await signingOf(config, files, script) };
  const ledger: LedgerEntry[] = script.isHeld ? [{ kind: "held", ...aStamp({ actor: carla, comment: 1 }) }] : [];
  for (const [index, { by, line }] of script.said.entries()) {
    ledger.push(...entriesOf(line, { by, comment: index + 2, config, ledger: [...ledger], ...opened }));
  }
  const changed = pushed.length === 0 ? files : filesOf(script.paths, pushed);
  const snapshot = someSnapshot({
    pullRequest: pushed.length === 0 ? pullRequest : { ...pullRequest, headSha: secondHead },
    files: changed,
    signing: pushed.length === 0 ? opened.signing : await signingOf(config, changed, script),
    ledger,
    checks: { checks: [aCheck({ name: "good" }), aCheck({ id: 2, name: "bad", conclusion: "failure" })] },
    proposed: { state: "unchanged" },
  });
  return evaluate(snapshot, usedGates(config, snapshot.pullRequest), { draftsWait: false, now }).state;
}

const now = new Date("2026-11-20T11:00:00Z");

function filesOf(changed: readonly string[], again: readonly string[]): FileList {
  const all = [...new Set([...changed, ...again])];
  const patchOf = (path: string) => `@@ -1 +1 @@\n-old\n+${again.includes(path) ? "newer" : "new"}`;
  return allOf(...all.map((path) => aFile({ path, patch: patchOf(path) })));
}

async function signingOf(config: Config, files: FileList, script: Script): Promise<SigningFacts> {
  const areas = areasOf(config, { now, files: files.files, codeowners });
  const people = [ana, bob, carla, dan];
  const asked = { areas, author: personCalled(script.author), people, isPrivate: false };
  const found = areas.map(async (area) => [areaKey(area), await collectAreaPeople(area, asked, directory)] as const);
  const others = script.approvedBy.filter((by) => by !== script.author);
  return {
    areas,
    people: new Map(await Promise.all(found)),
    reviews: others.map((by, id) => aReview({ id: 70 + id, author: personCalled(by), headSha: firstHead })),
    heads: {
      present: aHead({ sha: firstHead, since: new Date("2026-11-20T08:00:00Z") }, files, [...areas]),
      earlier: [],
    },
    graceMs: 10_000,
    contributors: contributors(...script.contributors.map(personCalled)),
  };
}

interface Saying {
  readonly by: string;
  readonly comment: number;
  readonly config: Config;
  readonly pullRequest: PullRequest;
  readonly files: FileList;
  readonly signing: SigningFacts;
  readonly ledger: readonly LedgerEntry[];
}

/** What the ledger gains by one command. */
function entriesOf(line: string, { by, comment, config, ...scene }: Saying): readonly LedgerEntry[] {
  const [, name, args = ""] = /^\/(\w+) ?(.*)$/.exec(line) ?? [];
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new Error(`there is no command like ${line}`);
  const { source } = aCommandContext();
  const used = usedGates(config, scene.pullRequest);
  return command.decide(
    args,
    aCommandContext({
      ...scene,
      actor: { ...personCalled(by), isMachine: false },
      source: { ...source, ...aComment(comment) },
      areas: judgeAreas({ ...scene, measured: undefined }),
      gates: used.map(({ name: gate, use, area, gate: { kind } }) => ({ name: gate, kind, use, area })),
      heads: scene.signing.heads,
    }),
  ).entries;
}

function personCalled(login: string) {
  const person = [ana, bob, carla, dan].find((each) => each.login === login);
  if (person === undefined) throw new Error(`nobody is called ${login}`);
  return person;
}

/** Nobody is in a team, and everybody may read. */
const directory: Directory = {
  findPerson: (login) => Promise.resolve({ state: "found", id: personCalled(login).id }),
  findBot: () => Promise.resolve({ state: "gone" }),
  check: () => Promise.resolve({ state: "told", answer: true }),
  isMember: () => Promise.resolve({ state: "told", answer: false }),
  memberIds: () => Promise.resolve({ state: "told", answer: [] }),
  mayRead: () => Promise.resolve(true),
};
