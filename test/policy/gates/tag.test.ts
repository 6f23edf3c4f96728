import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tagGate } from "../../../src/policy/gates/tag.ts";
import { type TagState, tagKey } from "../../../src/policy/tag.ts";
import { fix, sentence } from "../../../src/render/reason.ts";
import { someFacts } from "../../support/builders.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

const sha = "f45122e".padEnd(40, "0");
const before = "plan-audit-tier-2-complete";

function judge(state: TagState, { tag = before, branch }: { readonly tag?: string; readonly branch?: string } = {}) {
  const gate = tagGate.bind({ tag, ...(branch === undefined ? {} : { branch }) });
  const tags = new Map([[tagKey({ name: tag, branch }), state]]);
  return gate.judge(someFacts({ tags }), { name: "tier-before", area: undefined });
}

describe("a tag", () => {
  it.for<{ name: string; state: TagState; branch?: string; verdict: string; says: string }>([
    {
      name: "at a commit of the base branch",
      state: { state: "found", sha, branch: "main", isReachable: true },
      verdict: "pass",
      says: "The tag `plan-audit-tier-2-complete` is at `f45122e`, which `main` has.",
    },
    {
      name: "at a commit of the branch that is asked for",
      state: { state: "found", sha, branch: "develop", isReachable: true },
      branch: "develop",
      verdict: "pass",
      says: "The tag `plan-audit-tier-2-complete` is at `f45122e`, which `develop` has.",
    },
    {
      name: "at a commit that was squashed away",
      state: { state: "found", sha, branch: "develop", isReachable: false },
      branch: "develop",
      verdict: "fail",
      says: "The tag `plan-audit-tier-2-complete` is at `f45122e`, a commit that `develop` does not have.",
    },
    {
      name: "that nobody made",
      state: { state: "absent" },
      verdict: "fail",
      says: "There is no tag `plan-audit-tier-2-complete`.",
    },
    {
      name: "of a folder",
      state: { state: "no-commit", type: "tree" },
      verdict: "fail",
      says: "The tag `plan-audit-tier-2-complete` names a `tree` and no commit.",
    },
    {
      name: "and a branch that is not there",
      state: { state: "no-branch", branch: "develop" },
      branch: "develop",
      verdict: "no-data",
      says: "There is no branch `develop` to look for the tag `plan-audit-tier-2-complete` on.",
    },
  ])("$name → $verdict", ({ state, branch, verdict: expected, says }) => {
    const verdict = judge(state, branch === undefined ? {} : { branch });
    expect([verdict.state, sentence(verdict.reason)]).toEqual([expected, says]);
  });

  it.for([
    { tag: "v1.0", command: "`git tag -a v1.0 COMMIT && git push origin tag v1.0`" },
    {
      tag: "it's;$(id)",
      command: String.raw`\`git tag -a 'it'\''s;$(id)' COMMIT && git push origin tag 'it'\''s;$(id)'\``,
    },
  ])("that is missing is made by a command that can be copied: $tag", ({ tag, command }) => {
    const told = fix(judge({ state: "absent" }, { tag }).reason);
    expect(told).toBe(
      `Once what it stands for is done, put it on a commit of \`main\`: ${command.replaceAll("\\`", "`")}.`,
    );
  });
});

describe("names", () => {
  it.for([
    { options: { tag: "v1" }, says: [] },
    { options: { tag: "v 1" }, says: ["`v 1` is no name that git takes: it holds a blank or a control character"] },
    {
      options: { tag: "-v1", branch: "main." },
      says: [
        "`-v1` is no name that git takes: it begins with `-`",
        "`main.` is no name that git takes: it ends with a dot",
      ],
    },
  ])("$options", ({ options, says }) => {
    expect(tagGate.problems(options).map((problem) => problem.says)).toEqual(says);
  });
});

describeCorpus("the tags of a real project", () => {
  const Tags = z.object({
    tags: z.array(z.object({ tag: z.string(), commit: z.string(), reachable_from_develop: z.boolean() })),
  });

  it("hold where the branch has what they name, and nowhere else", () => {
    const { tags } = Tags.parse(JSON.parse(readFileSync(corpusPath("programs/sidekicks/tags.json"), "utf8")));
    const judged = tags.map(({ tag, commit, reachable_from_develop: isReachable }) => [
      tag,
      judge({ state: "found", sha: commit, branch: "develop", isReachable }, { tag, branch: "develop" }).state,
    ]);
    expect(judged).toEqual([
      ["plan-readiness-audit-tier-1", "fail"],
      ["plan-readiness-audit-tier-1-baseline", "pass"],
    ]);
  });
});
