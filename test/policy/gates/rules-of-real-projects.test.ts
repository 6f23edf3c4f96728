import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { ChangedFile, Facts } from "../../../src/policy/facts.ts";
import { gateKinds } from "../../../src/policy/gates/index.ts";
import { aFile, allOf, aPullRequest, someFacts } from "../../support/builders.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

const Gates = z.object({ gates: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** The definition as its author wrote it, judged by the kind that it is of. */
function judge(file: string, gate: string, facts: Facts) {
  const url = new URL(`../../../../shared/examples/${file}.gatehouse.yml`, import.meta.url);
  const { [gate]: definition = {} } = Gates.parse(parse(readFileSync(fileURLToPath(url), "utf8"))).gates;
  const kind = gateKinds.find((each) => Object.hasOwn(definition, each.kind));
  if (kind === undefined) throw new Error(`${gate} is of no known kind`);
  expect(kind.problems(definition)).toEqual([]);
  return kind.bind(definition).judge(facts, { name: gate, area: undefined }).state;
}

function changed(...files: readonly Partial<ChangedFile>[]): Facts {
  return someFacts({ files: allOf(...files.map(aFile)) });
}

function body(text: string): Facts {
  return someFacts({ pullRequest: aPullRequest({ body: text }) });
}

/** One file of which these lines are added or removed. */
function lines(path: string, ...changedLines: readonly string[]): Facts {
  const without = (sign: string) => changedLines.filter((line) => !line.startsWith(sign)).length;
  return changed({ path, patch: [`@@ -1,${without("+")} +1,${without("-")} @@`, ...changedLines].join("\n") });
}

function workflow(use: string): Facts {
  const path = ".github/workflows/release.yml";
  const documents = new Map([[path, { state: "found" as const, text: `jobs:\n  a:\n    uses: ${use}\n` }]]);
  return someFacts({ files: allOf(aFile({ path })), documents });
}

const sha = "11bd71901bbe5b1630ceea73d27597364c9af683";
const plan = "docs/plans/024-rust-pty-sidecar.md";
const audit =
  "## Summary\r\n\r\nResolves the findings.\r\n\r\n## Test plan\r\n\r\n- [x] links\r\n\r\nRefs: ADR-015, Plan-024\r\n";

const cases: readonly {
  readonly file: string;
  readonly gate: string;
  readonly name: string;
  readonly facts: Facts;
  readonly state: string;
}[] = [
  ...[
    {
      name: "the extension surface with an entry",
      facts: changed({ path: "src/extensions_js.rs" }, { path: "CHANGELOG.md" }),
      state: "pass",
    },
    { name: "the extension surface alone", facts: changed({ path: "src/extensions.rs" }), state: "fail" },
    { name: "a schema alone", facts: changed({ path: "docs/schema/v2/manifest.json" }), state: "fail" },
    { name: "other code", facts: changed({ path: "src/main.rs" }), state: "pass" },
  ].map((each) => ({ file: "000-pi", gate: "changelog", ...each })),
  ...[
    {
      name: "a pin with its version",
      facts: workflow(`acme/ci/.github/workflows/a.yml@${sha} # v4.2.2`),
      state: "pass",
    },
    { name: "a pin with a branch", facts: workflow(`acme/ci/.github/workflows/a.yml@${sha} # stable`), state: "fail" },
    { name: "a tag", facts: workflow("acme/ci/.github/workflows/a.yml@v4"), state: "fail" },
    {
      name: "the generator, which refuses a pin",
      facts: workflow("slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0"),
      state: "pass",
    },
  ].map((each) => ({ file: "002-zeroclaw", gate: "pinned", ...each })),
  ...[
    {
      name: "one more release workflow",
      facts: changed({ path: ".github/workflows/release-beta-on-push.yml", status: "added" }),
      state: "fail",
    },
    {
      name: "one that comes back by a move",
      facts: changed({ path: ".github/workflows/pub-aur.yaml", previousPath: "old.yaml", status: "renamed" }),
      state: "fail",
    },
    {
      name: "the one there is",
      facts: changed({ path: ".github/workflows/release-stable-manual.yml" }),
      state: "pass",
    },
    {
      name: "another new workflow",
      facts: changed({ path: ".github/workflows/daily-audit.yml", status: "added" }),
      state: "pass",
    },
  ].map((each) => ({ file: "002-zeroclaw", gate: "release-in-one-file", ...each })),
  ...[
    { name: "a heading for it", facts: body(audit), state: "pass" },
    { name: "only a sentence about it", facts: body("The Test plan follows."), state: "fail" },
    { name: "no description", facts: body(""), state: "fail" },
  ].map((each) => ({ file: "003-sidekicks", gate: "test-plan", ...each })),
  ...[
    { name: "two of them", facts: body(audit), state: "pass" },
    { name: "one", facts: body("Refs: BL-109"), state: "pass" },
    { name: "another kind", facts: body("Refs: #118"), state: "fail" },
    { name: "more behind them", facts: body("Refs: ADR-015 and others"), state: "fail" },
  ].map((each) => ({ file: "003-sidekicks", gate: "refs", ...each })),
  ...[
    { name: "a heading is gone", facts: lines(plan, "-### Phase 2"), state: "fail" },
    { name: "a heading is another", facts: lines(plan, "-## Goal", "+## Goals"), state: "fail" },
    { name: "a line is gone", facts: lines(plan, "-- old task"), state: "pass" },
    { name: "a heading elsewhere is gone", facts: lines("docs/specs/017.md", "-## Goal"), state: "pass" },
    {
      name: "a plan is gone",
      facts: changed({ path: plan, status: "removed", patch: "@@ -1 +0,0 @@\n-## Goal" }),
      state: "fail",
    },
  ].map((each) => ({ file: "003-sidekicks", gate: "g1-skeleton", ...each })),
  ...[
    { name: "a number", facts: lines(plan, "+Shipped in PR #118."), state: "fail" },
    { name: "a number that is taken out", facts: lines(plan, "-Shipped in PR #118."), state: "pass" },
    { name: "a number that stood there", facts: lines(plan, " Shipped in PR #118.", "+More."), state: "pass" },
  ].map((each) => ({ file: "003-sidekicks", gate: "g5-no-pr-refs", ...each })),
  ...[
    { name: "an id of a finding", facts: lines("docs/architecture/state.md", "+See F-017-2."), state: "fail" },
    { name: "an id of another kind", facts: lines("docs/architecture/state.md", "+See NS-05."), state: "pass" },
    { name: "outside the documents", facts: lines("tools/audit.ts", "+// F-017-2"), state: "pass" },
  ].map((each) => ({ file: "003-sidekicks", gate: "no-ephemeral", ...each })),
  ...[
    { name: "a new invariant", facts: lines(plan, "+### I-024-7"), state: "waiting" },
    { name: "a new phase", facts: lines(plan, "+### Phase 4"), state: "waiting" },
    { name: "other records asked for", facts: lines(plan, "+| **Required ADRs** | [ADR-001] |"), state: "waiting" },
    { name: "a new task", facts: lines(plan, "+- [ ] T4.2"), state: "pass" },
    { name: "a phase that went", facts: lines(plan, "-### Phase 4"), state: "pass" },
  ].map((each) => ({ file: "003-sidekicks", gate: "flip-triggers", ...each })),
  ...[
    { name: "a plan", facts: changed({ path: plan }), state: "pass" },
    { name: "a plan and its spec", facts: changed({ path: plan }, { path: "docs/specs/024.md" }), state: "fail" },
    { name: "a spec", facts: changed({ path: "docs/specs/024.md" }), state: "pass" },
  ].map((each) => ({ file: "003-sidekicks", gate: "one-lifecycle", ...each })),
];

describeCorpus("the rules of real projects mean what their authors mean", () => {
  it.for(cases)("$gate: $name → $state", ({ file, gate, facts, state }) => {
    expect(judge(file, gate, facts)).toBe(state);
  });
});
