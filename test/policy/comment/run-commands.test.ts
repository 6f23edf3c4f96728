import { describe, expect, it } from "vitest";
import { commands } from "../../../src/policy/commands/index.ts";
import { parsedLengthLimit } from "../../../src/policy/comment/parse-markdown.ts";
import {
  commandLimit,
  neededForCommands,
  readCommands,
  runCommands,
} from "../../../src/policy/comment/run-commands.ts";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import { aCommandContext, aNamedGate, anArea, aPullRequest, aStamp, carla, someAreas } from "../../support/builders.ts";

function run(body: string, context = aCommandContext()) {
  const read = readCommands(body, commands);
  if (read.state !== "lines") throw new Error(`the comment is ${read.state}`);
  return runCommands(read.lines, context);
}

function answers(body: string, context = aCommandContext()) {
  return run(body, context).answered.map(({ decision }) => decision.reasons.map(sentenceWithFix).join(" "));
}

describe("a comment asks", () => {
  it.for([
    { body: "nothing here", state: "none" },
    { body: "/lgtm", state: "none" },
    { body: "/retest", state: "none" },
    { body: "/tests", state: "none" },
    { body: "/gate", state: "lines" },
    { body: "/status", state: "lines" },
    { body: "> /lgtm", state: "none" },
    { body: "/signoff runtime", state: "lines" },
    { body: "/sign-off runtime", state: "lines" },
    { body: "/signof runtime", state: "lines" },
    { body: "> /signoff runtime", state: "quoted" },
    { body: "> /signof runtime", state: "none" },
    { body: "> /signoff runtime\n\n/help", state: "lines" },
    { body: "/help\n".repeat(commandLimit), state: "lines" },
    { body: "/help\n".repeat(commandLimit + 1), state: "too-many" },
    { body: "/lgtm\n".repeat(commandLimit + 1), state: "none" },
    { body: `${"/lgtm\n".repeat(100)}/help`, state: "lines" },
    { body: `/lgtm\n${"a".repeat(parsedLengthLimit)}`, state: "none" },
  ])("$body → $state", ({ body, state }) => expect(readCommands(body, commands).state).toBe(state));

  it.for(
    (
      "approve assign backport cancel cc check cherry-pick close deploy easycla kind label lgtm lifecycle merge milestone " +
      "ok-to-test override pin rebase release remove reopen rerun retest review run sign skip test triage unassign unpin update"
    ).split(" "),
  )("/%s belongs to other bots", (name) => {
    expect(readCommands(`/${name} runtime`, commands).state).toBe("none");
  });

  it("too much at once, and nothing of it is run", () => {
    expect(readCommands("/help\n".repeat(30), commands)).toEqual({ state: "too-many", count: 30 });
  });

  it("in a text too long to be parsed, and is told to ask again", () => {
    expect(answers(`/signoff runtime\n${"a".repeat(parsedLengthLimit)}`)).toEqual([
      "This comment is longer than 10000 characters or nested too deeply, so its commands were not run. Comment `/signoff runtime` by itself.",
    ]);
  });
});

describe("a near miss is answered with the nearest command and what was typed behind it", () => {
  it.for([
    { body: "/signof runtime", says: "There is no such command here. Did you mean `/signoff runtime`?" },
    { body: "/retile feat: x", says: "There is no such command here. Did you mean `/retitle feat: x`?" },
    { body: "/rechek", says: "There is no such command here. Did you mean `/recheck`?" },
    { body: "/hodl", says: "There is no such command here. Did you mean `/hold`?" },
    { body: "/pas canary -- ok", says: "There is no such command here. Did you mean `/pass canary -- ok`?" },
    { body: "/halp", says: "There is no such command here. Did you mean `/help`?" },
    { body: "/remove-signof runtime", says: "There is no such command here. Did you mean `/unsignoff runtime`?" },
    { body: "/statsu", says: "There is no such command here. Did you mean `/gates`?" },
  ])("$body", ({ body, says }) => {
    expect(answers(body)).toEqual([says]);
    expect(run(body).entries).toEqual([]);
  });
});

describe("several lines", () => {
  it("each have their own answer; one refusal does not undo the others", () => {
    const outcome = run("/signoff runtime\n/signoff nonsense\n/help");
    expect(outcome.answered.map(({ line, decision }) => [line, decision.outcome])).toEqual([
      ["/signoff runtime", "done"],
      ["/signoff nonsense", "refused"],
      ["/help", "done"],
    ]);
    expect(outcome.entries.map((entry) => "area" in entry && entry.area)).toEqual(["runtime"]);
  });

  it("about one area leave one entry, the last", () => {
    const { entries } = run("/signoff runtime -- first\n/signoff runtime -- second");
    expect(entries.map((entry) => "note" in entry && entry.note)).toEqual(["second"]);
  });

  it.for([
    { body: "/retitle fix: a\n/retitle fix: b", title: "fix: b" },
    { body: "/retitle fix: a\n/retitle nonsense", title: "fix: a" },
    { body: "/retitle fix: a\n/retitle feat(runtime): faster start", title: undefined },
    { body: "/retitle feat(runtime): faster start", title: undefined },
    { body: "/help", title: undefined },
  ])("$body → the title becomes $title", ({ body, title }) => {
    expect(run(body, aCommandContext({ actor: { ...carla, isMachine: false } })).title).toBe(title);
  });
});

describe("of several titles in one comment", () => {
  const context = aCommandContext({ permission: "maintain" });
  const outdone = "A later line of this comment sets the title.";

  it("only the line that counts is told of as done", () => {
    const { answered } = run("/retitle fix: a\n/retitle fix: b\n/retitle nonsense", context);
    expect(answered.map(({ decision }) => decision.reasons.map(sentenceWithFix).join(" "))).toEqual([
      outdone,
      "The title is now `fix: b`.",
      expect.stringContaining("No type found."),
    ]);
  });

  it.for([
    { body: "/retitle --force stuff", recorded: ["stuff"] },
    { body: "/retitle fix: a\n/retitle --force stuff", recorded: ["stuff"] },
    { body: "/retitle --force more\n/retitle --force stuff", recorded: ["stuff"] },
    { body: "/retitle --force stuff\n/retitle nonsense", recorded: ["stuff"] },
    { body: "/retitle --force stuff\n/retitle fix: a", recorded: [] },
    { body: "/retitle --force stuff\n/retitle feat(runtime): faster start", recorded: [] },
  ])("what was never set by force is not recorded as if: $body → $recorded", ({ body, recorded }) => {
    expect(run(body, context).entries.map((entry) => entry.kind === "retitled" && entry.to)).toEqual(recorded);
  });
});

describe("what is looked up for", () => {
  it.for([
    { body: "/help", isAuthor: false, needs: [] },
    { body: "/recheck", isAuthor: false, needs: [] },
    { body: "/signof", isAuthor: false, needs: [] },
    { body: "/gates", isAuthor: false, needs: [] },
    { body: "/hold", isAuthor: true, needs: [] },
    { body: "/hold", isAuthor: false, needs: ["areas", "permission"] },
    { body: "/resolve a", isAuthor: false, needs: ["areas"] },
    { body: "/signoff runtime", isAuthor: false, needs: ["areas"] },
    { body: "/retitle x", isAuthor: true, needs: [] },
    { body: "/retitle x", isAuthor: false, needs: ["areas", "permission"] },
    { body: "/retitle --force x", isAuthor: true, needs: ["permission"] },
    { body: "/retitle --force x", isAuthor: false, needs: ["permission"] },
  ])("$body, author: $isAuthor → $needs", ({ body, isAuthor, needs }) => {
    const read = readCommands(body, commands);
    expect(read.state === "lines" && [...neededForCommands(read.lines, { isAuthor })]).toEqual(needs);
  });
});

describe("every command", () => {
  const areas = someAreas({ areas: [anArea(), anArea({ name: "api" }), anArea({ name: "governance" })] });
  const gates = [aNamedGate({ name: "coverage", area: "runtime" }), aNamedGate({ name: "canary", kind: "manual" })];
  const ledger: readonly LedgerEntry[] = [
    { kind: "held", ...aStamp() },
    { kind: "concern", ...aStamp(), name: "latency" },
  ];

  it.for(commands.flatMap(({ name, examples }) => examples.map((example) => ({ name, example }))))(
    "/$name accepts its example $example",
    ({ example }) => {
      const context = aCommandContext({ areas, gates, ledger, permission: "triage" });
      expect(run(example, context).answered.map(({ decision }) => decision.outcome)).toEqual(["done"]);
    },
  );

  it.for(commands)("/$name says how it is written and who may", ({ name, usage, summary, who, examples }) => {
    expect(usage.startsWith(`/${name}`)).toBe(true);
    expect(examples.length).toBeGreaterThan(0);
    expect(summary).toMatch(/\.$/);
    expect(who).toMatch(/\.$/);
  });

  it("has names of its own", () => {
    const names = commands.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  const harmless = new Set(["help", "gates", "recheck"]);
  it.for(commands.filter(({ name }) => !harmless.has(name)))(
    "/$name changes nothing once it is closed",
    ({ name, examples }) => {
      const pullRequest = aPullRequest({ isOpen: false });
      const context = aCommandContext({ areas, gates, ledger, permission: "admin", pullRequest });
      for (const example of examples.filter((each) => !/ (?:help|status)$/.test(each))) {
        const { entries, title, answered } = run(example, context);
        expect([entries, title]).toEqual([[], undefined]);
        const codes = answered.flatMap(({ decision }) => decision.reasons.map(({ code }) => code));
        expect(codes).toEqual([name === "retitle" ? "retitle-closed" : "pull-request-closed"]);
      }
    },
  );

  it.for(commands)("T13: /$name records nothing that a bot says", ({ examples }) => {
    const bot = { id: 77, login: "helper[bot]", isMachine: true };
    const context = aCommandContext({ areas, gates, ledger, permission: "admin", actor: bot });
    expect(examples.flatMap((example) => run(example, context).entries)).toEqual([]);
  });
});

describe("T40: a token in a comment", () => {
  const token = `ghp_${"a1B2".repeat(9)}`;
  it.for([
    { body: `/signoff runtime -- with ${token}` },
    { body: `/hold until ${token} is gone` },
    { body: `/concern leak -- ${token}` },
    { body: `/signoff ${token}` },
    { body: `/retitle fix: drop ${token}` },
    { body: `/signof runtime ${token}` },
    { body: `/unhold ${token}` },
    { body: `/signoff runtime -- ${token}\n${"a".repeat(parsedLengthLimit)}` },
    { body: `/retitle --force ${token}` },
  ])("is neither kept nor shown: $body", ({ body }) => {
    const outcome = run(body, aCommandContext({ permission: "maintain" }));
    expect(JSON.stringify(outcome)).not.toContain(token);
    expect(JSON.stringify(outcome)).toContain("[redacted]");
  });

  it.for([{ body: `/retitle fix: drop ${token}` }, { body: `/retitle --force drop ${token}` }])(
    "leaves no gap in a title: $body is refused",
    ({ body }) => {
      const outcome = run(body, aCommandContext({ permission: "maintain" }));
      expect([outcome.title, outcome.entries]).toEqual([undefined, []]);
      expect(outcome.answered.map(({ decision }) => decision.reasons.map(sentenceWithFix).join(" "))).toEqual([
        expect.stringContaining("something looks like a token or a password"),
      ]);
    },
  );

  it("and words that are none become the title as they were written", () => {
    const title = "fix(auth): token refresh-on-expiration";
    expect(run(`/retitle ${title}`, aCommandContext({ permission: "triage" })).title).toBe(title);
  });
});

it("65,536 characters of commands run none, and are answered once", () => {
  const body = "/signoff runtime\n".repeat(4_096).slice(0, 65_536);
  const outcome = run(body);
  expect([outcome.answered.length, outcome.entries, outcome.title]).toEqual([1, [], undefined]);
});

it("a comment may waive a gate and rule on another of the same name: neither is lost", () => {
  const gates = [aNamedGate({ name: "canary", kind: "manual" })];
  const areas = someAreas({ areas: [anArea(), anArea({ name: "governance" })] });
  const { entries } = run("/fail canary\n/waive canary until 1d -- known", aCommandContext({ areas, gates }));
  expect(entries.map(({ kind }) => kind)).toEqual(["ruled", "waived"]);
});
