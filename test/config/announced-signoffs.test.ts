import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { usedGates } from "../../src/config/used-gates.ts";
import { applicableGates, evaluate, neededFacts, type Report } from "../../src/policy/evaluate.ts";
import type { PullRequest } from "../../src/policy/facts.ts";
import { digestPart } from "../../src/policy/area/area-digest.ts";
import { renderSummary } from "../../src/render/summary.ts";
import {
  aFile,
  allOf,
  ana,
  anArea,
  aPullRequest,
  aSignOff,
  judgedAt,
  people,
  someSigning,
  someSnapshot,
  globs,
} from "../support/builders.ts";

const areas = "areas:\n  api: { owners: [ana], paths: [api/**] }\n  sec: { owners: [ana] }\n";
const signoffs = "title: { required_signoffs: { breaking: [api], security: [sec] } }\n";

function load(text: string): Config {
  const loaded = loadConfig(`version: 1\n${text}`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  return loaded.config;
}

/** The gates that apply, by name and kind. */
function applied(text: string, given: Partial<PullRequest>): readonly string[] {
  const pullRequest = aPullRequest(given);
  const files = allOf(aFile({ path: "docs/a.md" }));
  const gates = applicableGates(usedGates(load(text), pullRequest), { pullRequest, files });
  return gates.map(({ name, use, gate }) => `${use} ${name}: ${gate.kind}`);
}

const breaking = "require breaking-signoff: signoff";
const security = "require security-signoff: signoff";

describe("who must sign what a title announces", () => {
  it.for<{ readonly given: Partial<PullRequest>; readonly asked: readonly string[] }>([
    { given: { title: "feat!: x" }, asked: [breaking] },
    { given: { title: "feat: x", body: "Words.\n\nBREAKING CHANGE: y" }, asked: [breaking] },
    { given: { title: "security: x" }, asked: [security] },
    { given: { title: "Security(a)!: x" }, asked: [breaking, security] },
    { given: { title: "feat: x" }, asked: [] },
    { given: { title: "fix: breaking security" }, asked: [] },
    // On other base branches no gate is required.
    { given: { title: "security!: x", baseBranch: "old" }, asked: [] },
  ])("$given", ({ given, asked }) => {
    const text = `${areas}${signoffs}pull_request: { base: [main] }`;
    expect(applied(text, given)).toEqual(asked);
  });

  it("is asked beside the gate on titles as without it, and after the gates that are named", () => {
    const text = `${areas}${signoffs}pull_request: { require: [title, touched] }`;
    expect(applied(text, { title: "feat!: x" })).toEqual([
      "require title: title",
      "require touched: touched",
      breaking,
    ]);
  });

  it("is nobody where nothing says so", () => {
    expect(applied(`${areas}pull_request: { require: [title] }`, { title: "security!: x" })).toEqual([
      "require title: title",
    ]);
  });

  it("rests on the description for what breaks, and on the title alone for security", () => {
    const needed = (more: string) =>
      neededFacts(usedGates(load(`${areas}title: { required_signoffs: ${more} }`), aPullRequest()));
    expect(needed("{ breaking: [api] }").body).toBe(true);
    expect(needed("{ security: [sec] }").body).toBe(false);
    expect(needed("{ security: [sec] }").areas).toEqual(["sec"]);
  });

  it.for([
    { name: "a gate", text: "gates: { breaking-signoff: { manual: Looked at } }", free: "breaking-title-signoff" },
    {
      name: "a gate and a program",
      text: "gates: { breaking-signoff: { manual: x } }\nprograms: { breaking-title-signoff: { when: { title: 'feat*' }, signoff: [sec] } }",
      free: "breaking-title-signoff-2",
    },
  ])("has a name of its own where $name has it: $free", ({ text, free }) => {
    expect(applied(`${areas}${signoffs}${text}`, { title: "feat!: x" })).toContain(`require ${free}: signoff`);
  });

  it("does not take the name of the guard of the rules, nor that its own", () => {
    const guard = "areas: { breaking-signoff: { owners: [ana], aliases: [governance] } }\n";
    const text = `${guard}title: { required_signoffs: { breaking: [breaking-signoff] } }`;
    const names = usedGates(load(text), aPullRequest({ title: "feat!: x" })).map(({ name }) => name);
    expect(names).toEqual(["breaking-signoff", "breaking-signoff-area", "configuration"]);
  });
});

describe("judged", () => {
  const files = allOf(aFile({ path: "api/v1.ts" }));
  const api = anArea({ name: "api", owners: ["ana"], files: globs("api/**") });
  const sec = anArea({ name: "sec", owners: ["ana"], files: globs() });

  function judge(title: string, { isSigned = false } = {}): Report {
    const config = load(`${areas}${signoffs}pull_request: { require: [touched] }`);
    const pullRequest = aPullRequest({ title });
    const signing = someSigning({ areas: [api, sec], people: people(ana) });
    const { key, digest } = digestPart(api, files);
    const signed = aSignOff({ area: key, areaDigest: digest, word: "api" }, files, api);
    const snapshot = someSnapshot({ pullRequest, files, signing, ledger: isSigned ? [signed] : [] });
    return evaluate(snapshot, usedGates(config, pullRequest), { draftsWait: false, now: judgedAt });
  }

  function statesOf(report: Report): readonly string[] {
    return report.gates.map(({ gate, verdict }) => `${gate} ${verdict.state}`);
  }

  it("a breaking title waits for the area", () => {
    const report = judge("feat!: x");
    expect(statesOf(report)).toEqual(["touched waiting", "breaking-signoff waiting"]);
    expect(report.state).not.toBe("success");
  });

  it("an area that must sign for its files, too, is asked once, and one sign-off is enough", () => {
    const report = judge("feat!: x");
    expect(report.areas.filter(({ area }) => area.name === "api")).toHaveLength(1);
    const signed = judge("feat!: x", { isSigned: true });
    expect(statesOf(signed)).toEqual(["touched pass", "breaking-signoff pass"]);
    expect(signed.state).toBe("success");
  });

  it("the sign-off for the files is none for what is announced elsewhere", () => {
    expect(statesOf(judge("security: x", { isSigned: true }))).toEqual(["touched pass", "security-signoff waiting"]);
  });

  it("a title that announces nothing shows nothing of it", () => {
    const report = judge("feat: x", { isSigned: true });
    expect(statesOf(report)).toEqual(["touched pass"]);
    expect(renderSummary(report)).not.toContain("breaking-signoff");
  });

  it("reads in the summary like this", () => {
    expect(renderSummary(judge("feat!: x"))).toMatchInlineSnapshot(`
      "**⏳ Waiting: 2 of 2 required gates not met: \`touched\` waits for \`api\`; \`breaking-signoff\` waits for \`api\`**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`touched\` | ⏳ waits for a person | 0 of 1 area signed; missing: \`api\`. |
      | \`breaking-signoff\` | ⏳ waits for a person | 0 of 1 area signed; missing: \`api\`. |

      | Area | State | Who | Why |
      | --- | --- | --- | --- |
      | \`api\` | ⏳ not signed | nobody | \`ana\` can comment \`/signoff api\`. |

      Comment \`/help\` for the commands."
    `);
  });
});
