import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findUses } from "../../../src/policy/pins/find-uses.ts";
import { judgeUse } from "../../../src/policy/pins/judge-use.ts";
import { corpusPath, hasCorpus } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

const sha = "11bd71901bbe5b1630ceea73d27597364c9af683";
const digest = `sha256:${"a1".repeat(32)}`;

describe("a use", () => {
  it.for([
    { value: `actions/checkout@${sha}`, comment: "v4.2.2", state: "ok" },
    { value: `actions/checkout@${sha.toUpperCase()}`, comment: "v4.2.2", state: "ok" },
    { value: `acme/ci/.github/workflows/build.yml@${sha}`, comment: "v1", state: "ok" },
    { value: `github/codeql-action/init@${sha}`, comment: "v3", state: "ok" },
    { value: `actions/checkout@${sha}`, comment: "main", state: "warn-comment" },
    { value: `actions/checkout@${sha}`, comment: "", state: "warn-comment" },
    { value: `actions/checkout@${sha}`, comment: undefined, state: "warn-comment" },
    { value: "actions/checkout@v4", comment: "v4", state: "fail-unpinned" },
    { value: "actions/checkout@heads/main", comment: undefined, state: "fail-unpinned" },
    { value: "actions/checkout@11bd719", comment: "v4", state: "fail-unpinned" },
    // GitHub has no repositories with such ids, so this can only be the name of a tag.
    { value: `actions/checkout@${"ab".repeat(32)}`, comment: "v4", state: "fail-unpinned" },
    { value: `actions/checkout@v${sha.slice(1)}`, comment: "v4", state: "fail-unpinned" },
    { value: `actions/checkout@${sha}@v4`, comment: "v4", state: "fail-malformed" },
    { value: `actions/checkout@${sha} `, comment: "v4", state: "fail-malformed" },
    { value: "actions/checkout", comment: "v4", state: "fail-malformed" },
    { value: `checkout@${sha}`, comment: "v4", state: "fail-malformed" },
    { value: `@${sha}`, comment: "v4", state: "fail-malformed" },
    { value: `a//b@${sha}`, comment: "v4", state: "fail-malformed" },
    { value: `a/b/../../c/d@${sha}`, comment: "v4", state: "fail-malformed" },
    { value: "a/b/../../c/d@v4", comment: "v4", state: "fail-malformed" },
    { value: `a/b/x\\..\\..\\y@${sha}`, comment: "v4", state: "fail-malformed" },
    { value: `a/..@${sha}`, comment: "v4", state: "fail-malformed" },
    { value: `./b/c@${sha}`, comment: "v4", state: "warn-local-ref" },
    { value: `a/./c@${sha}`, comment: "v4", state: "fail-malformed" },
    { value: `a/.github/.x@${sha}`, comment: "v4", state: "ok" },
    { value: "./../../_actions/evil/x/main", comment: undefined, state: "fail-malformed" },
    { value: "./../../evil/x@main", comment: undefined, state: "fail-malformed" },
    { value: "./a/./b", comment: undefined, state: "ok-local" },
    { value: "${{ matrix.action }}", comment: undefined, state: "fail-malformed" },
    { value: "../other/action", comment: undefined, state: "fail-malformed" },
    { value: "", comment: undefined, state: "fail-malformed" },
    { value: undefined, comment: undefined, state: "fail-malformed" },
    { value: "./.github/actions/build", comment: undefined, state: "ok-local" },
    { value: "./", comment: undefined, state: "ok-local" },
    { value: "./action@v1", comment: "v1", state: "warn-local-ref" },
    { value: `docker://alpine@${digest}`, comment: undefined, state: "ok" },
    { value: `docker://ghcr.io/acme/tool:1.2@${digest}`, comment: undefined, state: "ok" },
    { value: `docker://alpine@${digest}0`, comment: undefined, state: "fail-docker" },
    { value: `docker://@${digest}`, comment: undefined, state: "fail-docker" },
    { value: "docker://alpine:3.8", comment: "v3.8", state: "fail-docker" },
    { value: "DOCKER://alpine:3.8", comment: undefined, state: "fail-docker" },
  ] as const)("$value # $comment → $state", ({ value, comment, state }) => {
    expect(judgeUse({ value, comment })).toBe(state);
  });
});

describeCorpus("the table of pins", () => {
  const rows = hasCorpus ? readFileSync(corpusPath("pinning.tsv"), "utf8").trim().split("\n").slice(1) : [];

  it.for(rows.map((row) => row.split("\t")))("%s: %s %s → %s", ([, context, snippet = "", verdict]) => {
    const found = findUses(inContext(context, snippet));
    const states = found.ok ? found.uses.map(judgeUse) : found.problem;
    expect(states).toEqual(verdict === "not-uses" ? [] : [verdict]);
  });

  it("has all its rows", () => expect(rows.length).toBeGreaterThan(20));
});

function inContext(context: string | undefined, snippet: string): string {
  const lines = snippet.split(String.raw`\n`);
  if (context === "reusable") return ["jobs:", "  build:", ...lines.map((line) => `    ${line}`)].join("\n");
  const [first = "", ...rest] = lines;
  const step = context === "text" ? `- ${first}` : first;
  return ["jobs:", "  build:", "    steps:", `      ${step}`, ...rest.map((line) => `        ${line}`)].join("\n");
}
