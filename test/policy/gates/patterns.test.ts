import { describe, expect, it } from "vitest";
import type { ChangedFile, PullRequest } from "../../../src/policy/facts.ts";
import { patternsGate } from "../../../src/policy/gates/patterns.ts";
import { sentence, sentenceWithFix } from "../../../src/render/reason.ts";
import { aFile, aPullRequest, someFacts } from "../../support/builders.ts";

const used = { name: "words", area: undefined };

interface Given {
  readonly pullRequest?: Partial<PullRequest>;
  readonly files?: readonly Partial<ChangedFile>[];
  readonly isComplete?: boolean;
}

function judge(pattern: object | readonly object[], { pullRequest, files = [], isComplete = true }: Given = {}) {
  return patternsGate
    .bind({ patterns: Array.isArray(pattern) ? pattern : [pattern] })
    .judge(someFacts({ pullRequest: aPullRequest(pullRequest), files: { files: files.map(aFile), isComplete } }), used);
}

/** A patch of these lines at the beginning of a file. */
function patch(...lines: readonly string[]): string {
  const without = (sign: string) => lines.filter((line) => !line.startsWith(sign)).length;
  return [`@@ -1,${without("+")} +1,${without("-")} @@`, ...lines].join("\n");
}

describe("the title and the description", () => {
  it.for([
    { pattern: { in: "title", require: "^feat" }, title: "feat: x", state: "pass" },
    { pattern: { in: "title", require: "^feat" }, title: "fix: x", state: "fail" },
    { pattern: { in: "title", forbid: "WIP" }, title: "WIP x", state: "fail" },
    { pattern: { in: "title", forbid: "WIP" }, title: "x", state: "pass" },
    { pattern: { in: "body", require: "^Refs: #\\d+$" }, body: "Why.\n\nRefs: #7\nEnd.", state: "pass" },
    // As a browser sends it.
    { pattern: { in: "body", require: "^Refs: #\\d+$" }, body: "Why.\r\n\r\nRefs: #7\r\nEnd.", state: "pass" },
    { pattern: { in: "body", require: "^Refs: #\\d+$" }, body: "See Refs: #7", state: "fail" },
    { pattern: { in: "body", require: "^Refs: #\\d+$" }, body: "", state: "fail" },
    // The template's example.
    { pattern: { in: "body", require: "^Refs: #\\d+$" }, body: "<!--\nRefs: #7\n-->\nWhy.", state: "fail" },
    { pattern: { in: "body", require: "Refs" }, body: "Why. <!-- Refs -->", state: "fail" },
    { pattern: { in: "body", require: "Refs" }, body: "<!-- a -->Refs<!-- b -->", state: "pass" },
    { pattern: { in: "body", require: "Refs" }, body: "<!--> Refs", state: "pass" },
    { pattern: { in: "body", require: "Refs" }, body: "- <!-- never closed\n\nRefs", state: "fail" },
    { pattern: { in: "body", require: "Refs" }, body: "It reads `<!--`.\n\nRefs", state: "pass" },
    { pattern: { in: "body", require: "Refs" }, body: "It reads `<!--`.\n\n<!--\nRefs", state: "fail" },
    { pattern: { in: "body", require: "ab" }, body: "a<!-- -->b", state: "fail" },
    { pattern: { in: "body", forbid: "secret" }, body: "<!-- secret -->", state: "fail" },
    { pattern: { in: "body", find: "secret", needs: "decision" }, body: "<!-- secret -->", state: "waiting" },
    { pattern: { in: "body", forbid: "(?i)confidential" }, body: "a\nConfidential", state: "fail" },
    { pattern: { in: "body", find: "TODO" }, body: "TODO", state: "pass" },
    { pattern: { in: "body", find: "TODO", needs: "decision" }, body: "TODO", state: "waiting" },
    { pattern: { in: "body", find: "TODO", needs: "decision" }, body: "done", state: "pass" },
  ])("$pattern on $title$body → $state", ({ pattern, title = "x", body = "", state }) => {
    // Not even an unknown list of files matters to them.
    expect(judge(pattern, { pullRequest: { title, body }, isComplete: false }).state).toBe(state);
  });

  it("ask for no files, and for looks at an edited description only where it decides", () => {
    const bound = (place: string) => patternsGate.bind({ patterns: [{ in: place, require: "x" }] });
    expect(bound("title")).toMatchObject({ needs: [], wants: { body: false } });
    expect(bound("body")).toMatchObject({ needs: [], wants: { body: true } });
    expect(bound("added_files")).toMatchObject({ needs: ["files"], wants: { body: false } });
  });

  it("say what is missing and what is there too much", () => {
    const patterns = [
      { in: "title", require: "^feat" },
      { in: "body", require: "^Refs", say: "Every change names its ticket" },
      { in: "title", forbid: "faster" },
    ];
    const { reason, details = [] } = judge(patterns, { pullRequest: { title: "fix: faster" } });
    expect([reason, ...details].map(sentenceWithFix)).toEqual([
      "The title does not match `^feat`. Edit the title.",
      "Rule: `Every change names its ticket`.",
      "The description does not match `^Refs`. Edit the description.",
      "The title matches `faster`, which is forbidden. Edit the title.",
    ]);
  });
});

describe("changed lines", () => {
  const plan = { path: "docs/plan.md", patch: patch("-## Goal", " ", "+# Goal", "+See PR #12") };

  it.for([
    { name: "an added line", pattern: { in: "added_lines", forbid: "PR #\\d+" }, state: "fail", at: "docs/plan.md:3" },
    { name: "a removed line", pattern: { in: "removed_lines", forbid: "^## " }, state: "fail", at: "docs/plan.md:1" },
    {
      name: "an added line is not a removed one",
      pattern: { in: "removed_lines", forbid: "PR" },
      state: "pass",
      at: undefined,
    },
    {
      name: "a removed line is not an added one",
      pattern: { in: "added_lines", forbid: "^## " },
      state: "pass",
      at: undefined,
    },
    {
      name: "no line goes into the next",
      pattern: { in: "added_lines", forbid: "Goal\\s+See" },
      state: "pass",
      at: undefined,
    },
    {
      name: "a file that is meant",
      pattern: { in: "added_lines", paths: ["docs/**"], forbid: "PR" },
      state: "fail",
      at: "docs/plan.md:3",
    },
    {
      name: "a file that is not meant",
      pattern: { in: "added_lines", paths: ["src/**"], forbid: "PR" },
      state: "pass",
      at: undefined,
    },
    {
      name: "a line that is asked for",
      pattern: { in: "added_lines", require: "^# Goal$" },
      state: "pass",
      at: undefined,
    },
    { name: "one that is not there", pattern: { in: "added_lines", require: "^Closes" }, state: "fail", at: undefined },
  ])("$name → $state", ({ pattern, state, at }) => {
    const verdict = judge(pattern, { files: [plan] });
    expect(verdict.state).toBe(state);
    expect(verdict.reason.parameters["places"] ?? []).toEqual(at === undefined ? [] : [at]);
  });

  it("the unchanged lines around them are not searched", () => {
    const around = "@@ -1,2 +1,3 @@\n PR #1\n+new\n PR #2";
    expect(judge({ in: "added_lines", forbid: "PR" }, { files: [{ patch: around }] }).state).toBe("pass");
  });

  it("are marked in the file, the removed ones where they stood, and nowhere in a file that is gone", () => {
    const verdict = judge(
      { in: "removed_lines", forbid: "^## ", say: "Headings stay" },
      {
        files: [plan, { path: "docs/old.md", status: "removed", patch: patch("-## Gone") }],
      },
    );
    expect(verdict.annotations).toMatchObject([{ path: "docs/plan.md", startLine: 1, endLine: 1, level: "failure" }]);
    expect(verdict.annotations?.map((each) => sentence(each.reason))).toEqual(["Rule: `Headings stay`."]);
    expect(verdict.details?.map(sentence)).toEqual([
      "2 removed lines match `^## `, which is forbidden: `docs/plan.md:1` and `docs/old.md:1`.",
    ]);
  });

  it("of a renamed file belong to the name that the file had, or has", () => {
    const moved = { path: "docs/new.md", previousPath: "plans/old.md", status: "renamed", patch: patch("-a", "+b") };
    const isMet = (pattern: object) => judge(pattern, { files: [moved] }).state === "fail";
    expect(isMet({ in: "removed_lines", paths: ["plans/**"], forbid: "a" })).toBe(true);
    expect(isMet({ in: "removed_lines", paths: ["docs/**"], forbid: "a" })).toBe(false);
    expect(isMet({ in: "added_lines", paths: ["docs/**"], forbid: "b" })).toBe(true);
    expect(isMet({ in: "added_lines", paths: ["plans/**"], forbid: "b" })).toBe(false);
  });

  it("ten places are shown and marked, and the rest is counted", () => {
    const files = [{ path: "a", patch: patch(...Array.from({ length: 30 }, () => "+x")) }];
    const verdict = judge({ in: "added_lines", forbid: "x" }, { files });
    expect(verdict.annotations).toHaveLength(10);
    expect(sentence(verdict.reason)).toMatch(
      /^30 added lines match `x`, which is forbidden: `a:1`, .* and `a:10`, and 20 more\.$/,
    );
    // A verdict is kept as long as the pull request, so it does not hold what nobody is shown.
    expect(verdict.reason.parameters["places"]).toHaveLength(10);
    const { notes } = judge({ in: "added_lines", find: "x" }, { files });
    expect(notes?.map(sentence)).toEqual([expect.stringMatching(/`a:10`, and 20 more\.$/)]);
  });

  it("what stands there is not repeated, because it may be a password", () => {
    const verdict = judge({ in: "added_lines", forbid: "key" }, { files: [{ patch: patch("+key=swordfish") }] });
    expect(JSON.stringify(verdict)).not.toContain("swordfish");
  });
});

describe("what GitHub does not show", () => {
  const binary = { path: "docs/a.png", patch: undefined, changedLines: 0 };
  const forbid = { in: "added_lines", forbid: "x" };

  it.for([
    { name: "no line of a binary file", file: binary },
    { name: "no line of a new one", file: { ...binary, status: "added" } },
    { name: "no line of a very large change", file: { ...binary, changedLines: 20_000 } },
    {
      name: "no line of a renamed file that changed much",
      file: { ...binary, status: "renamed", previousPath: "b", changedLines: 20_000 },
    },
    {
      name: "no line of a renamed file of which nothing is counted",
      file: { ...binary, status: "renamed", changedLines: undefined },
    },
    { name: "only the beginning of a change", file: { ...binary, patch: "@@ -0,0 +1,9 @@\n+a" } },
    {
      name: "only the first of several places",
      file: { ...binary, patch: "@@ -1,2 +1,2 @@\n a\n-b\n+c", changedLines: 500 },
    },
  ])("$name: no data, whether it is forbidden, required or to be decided", ({ file }) => {
    expect(judge(forbid, { files: [file] })).toMatchObject({ state: "no-data", reason: { code: "pattern-unread" } });
    expect(judge({ in: "added_lines", require: "x" }, { files: [file] }).state).toBe("no-data");
    expect(judge({ in: "added_lines", find: "x", needs: "decision" }, { files: [file] }).state).toBe("no-data");
    // What only shows something asks for nothing.
    expect(judge({ in: "added_lines", find: "x" }, { files: [file] })).toMatchObject({
      state: "pass",
      caveats: [{ code: "pattern-unread" }],
    });
    expect(judge({ ...forbid, paths: ["src/**"] }, { files: [file] }).state).toBe("pass");
  });

  it.for([
    {
      name: "an empty new file",
      place: "added_lines",
      file: { status: "added", blobSha: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" },
      state: "pass",
    },
    {
      name: "an empty file that is removed",
      place: "removed_lines",
      file: { status: "removed", blobSha: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" },
      state: "pass",
    },
    {
      name: "a file that was emptied",
      place: "removed_lines",
      file: { blobSha: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" },
      state: "no-data",
    },
    { name: "added lines of a removed file", place: "added_lines", file: { status: "removed" }, state: "pass" },
    { name: "removed lines of a new file", place: "removed_lines", file: { status: "added" }, state: "pass" },
  ])("is nothing in $name → $state", ({ place, file, state }) => {
    expect(judge({ in: place, forbid: "x" }, { files: [{ patch: undefined, ...file }] }).state).toBe(state);
  });

  it("is no line of a file that was only renamed, which is said all the same", () => {
    const files = [{ ...binary, status: "renamed", previousPath: "b" }];
    const verdict = judge(forbid, { files });
    expect(verdict.state).toBe("pass");
    expect(verdict.caveats?.map(sentence)).toEqual(["GitHub shows `docs/a.png` as renamed without a changed line."]);
  });

  it("does not hide what is forbidden elsewhere, nor takes away what is there", () => {
    const other = { path: "b", patch: patch("+x") };
    expect(judge(forbid, { files: [binary, other], isComplete: false }).state).toBe("fail");
    expect(judge({ in: "added_lines", require: "x" }, { files: [binary, other], isComplete: false }).state).toBe(
      "pass",
    );
  });

  it("are the files after the 3,000th", () => {
    expect(judge(forbid, { isComplete: false })).toMatchObject({
      state: "no-data",
      reason: { code: "pattern-files-unlisted" },
    });
    expect(judge({ in: "added_files", forbid: "x" }, { isComplete: false }).state).toBe("no-data");
  });
});

describe("added files", () => {
  it.for([
    { name: "an added one", file: { path: "a/x.yml", status: "added" }, state: "fail" },
    { name: "a copy", file: { path: "a/x.yml", status: "copied" }, state: "fail" },
    {
      name: "one that was moved there",
      file: { path: "a/x.yml", previousPath: "b", status: "renamed", patch: undefined },
      state: "fail",
    },
    { name: "one that was moved away", file: { path: "b", previousPath: "a/x.yml", status: "renamed" }, state: "pass" },
    { name: "a changed one", file: { path: "a/x.yml", status: "modified" }, state: "pass" },
    { name: "a removed one", file: { path: "a/x.yml", status: "removed" }, state: "pass" },
    { name: "a binary one elsewhere", file: { path: "b.png", status: "added", patch: undefined }, state: "pass" },
    { name: "one with a line feed in its name", file: { path: "b/x\n.yml", status: "added" }, state: "fail" },
  ])("$name → $state", ({ file, state }) => {
    expect(judge({ in: "added_files", forbid: "^a/x\\.yml$|^b/.*\\.yml$" }, { files: [file] }).state).toBe(state);
  });

  it("of certain folders can be forbidden as such", () => {
    const pattern = { in: "added_files", paths: ["legacy/**"], forbid: ".*" };
    expect(judge(pattern, { files: [{ path: "legacy/a", status: "added" }] }).state).toBe("fail");
    expect(judge(pattern, { files: [{ path: "src/a", status: "added" }] }).state).toBe("pass");
  });
});

describe("what is found", () => {
  const files = [{ path: "docs/plan.md", patch: patch("+### Phase 1", "+x", "+### Phase 2") }];

  it("is shown, and nothing more is asked", () => {
    const verdict = judge({ in: "added_lines", find: "^### Phase", say: "Phases" }, { files });
    expect(verdict.state).toBe("pass");
    expect(verdict.notes?.map(sentence)).toEqual([
      "Rule: `Phases`.",
      "2 added lines match `^### Phase`: `docs/plan.md:1` and `docs/plan.md:3`.",
    ]);
    expect(verdict.annotations?.map(({ level }) => level)).toEqual(["notice", "notice"]);
  });

  it("waits for somebody where it needs a decision, and says which command that is", () => {
    const verdict = judge({ in: "added_lines", find: "^### Phase", needs: "decision" }, { files });
    expect(verdict.state).toBe("waiting");
    expect([verdict.reason, ...(verdict.details ?? [])].map(sentenceWithFix)).toEqual([
      "2 added lines match `^### Phase`: `docs/plan.md:1` and `docs/plan.md:3`.",
      "Somebody has to decide about that. An owner who has decided can comment `/waive words until 7d -- DECISION`.",
    ]);
  });
});

it("of several patterns the worst decides and is told first", () => {
  const waits = { in: "title", find: "x", needs: "decision" };
  const fails = { in: "title", forbid: "x" };
  const unknown = { in: "added_files", forbid: "x" };
  const holds = { in: "title", require: "x" };
  const given = { pullRequest: { title: "x" }, isComplete: false };
  expect(judge([holds], given)).toMatchObject({ state: "pass", reason: { code: "patterns-hold" } });
  expect(judge([holds, waits], given)).toMatchObject({ state: "waiting", reason: { code: "pattern-text-found" } });
  expect(judge([waits, unknown], given)).toMatchObject({
    state: "no-data",
    reason: { code: "pattern-files-unlisted" },
  });
  expect(judge([waits, unknown, fails], given)).toMatchObject({
    state: "fail",
    reason: { code: "pattern-text-forbidden" },
  });
});
