import { describe, expect, it } from "vitest";
import type { ChangedFile } from "../../../src/policy/facts.ts";
import { changesGate } from "../../../src/policy/gates/changes.ts";
import { sentence, sentenceWithFix } from "../../../src/render/reason.ts";
import { aFile, someFacts } from "../../support/builders.ts";

const used = { name: "rule", area: undefined };
const changelog = { if: ["src/**"], then: ["CHANGELOG.md"] };
const apart = { if: ["docs/plans/**"], not_with: ["docs/specs/**"] };

function judge(changes: Readonly<Record<string, unknown>>, files: readonly ChangedFile[], isComplete = true) {
  return changesGate.bind({ changes }).judge(someFacts({ files: { files, isComplete } }), used);
}

/** `path`, `removed path` or `old → new`. */
function file(text: string): ChangedFile {
  const [from, to] = text.split(" → ");
  if (to !== undefined) return aFile({ path: to, previousPath: from, status: "renamed" });
  const removed = text.replace(/^removed /, "");
  return aFile({ path: removed, status: removed === text ? "modified" : "removed" });
}

describe("files that change with others", () => {
  it.for([
    { name: "nothing of them changes", files: ["README.md"], state: "pass", code: "changes-not-meant" },
    { name: "nothing changes at all", files: [], state: "pass", code: "changes-not-meant" },
    { name: "both change", files: ["src/a.ts", "CHANGELOG.md"], state: "pass", code: "changed-with" },
    { name: "only the others change", files: ["CHANGELOG.md"], state: "pass", code: "changes-not-meant" },
    { name: "they change alone", files: ["src/a.ts", "README.md"], state: "fail", code: "changed-alone" },
    { name: "they are removed", files: ["removed src/a.ts"], state: "fail", code: "changed-alone" },
    { name: "one is moved in", files: ["lib/a.ts → src/a.ts"], state: "fail", code: "changed-alone" },
    { name: "one is moved away", files: ["src/a.ts → lib/a.ts"], state: "fail", code: "changed-alone" },
    {
      name: "the other is removed, which is no entry",
      files: ["src/a.ts", "removed CHANGELOG.md"],
      state: "fail",
      code: "changed-alone",
    },
    {
      name: "the other is moved away",
      files: ["src/a.ts", "CHANGELOG.md → OLD.md"],
      state: "fail",
      code: "changed-alone",
    },
    {
      name: "the other comes by a move",
      files: ["src/a.ts", "NEWS.md → CHANGELOG.md"],
      state: "pass",
      code: "changed-with",
    },
  ])("$name → $state", ({ files, state, code }) => {
    expect(judge(changelog, files.map(file))).toMatchObject({ state, reason: { code } });
  });
});

describe("a change without a line", () => {
  const asked = { if: ["src/**"], then: ["log/**"] };
  const bare = { path: "log/a", patch: undefined, changedLines: 0 };
  const emptyBlob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

  it.for<{ name: string; entry: Partial<ChangedFile>; state: string }>([
    { name: "of the file's mode, or in a binary file", entry: bare, state: "no-data" },
    { name: "of its type", entry: { ...bare, status: "changed" }, state: "no-data" },
    { name: "that nobody counted", entry: { ...bare, changedLines: undefined }, state: "no-data" },
    { name: "which is none", entry: { ...bare, status: "unchanged" }, state: "fail" },
    { name: "in a new empty file", entry: { ...bare, status: "added", blobSha: emptyBlob }, state: "fail" },
    {
      name: "in an empty file that was moved there",
      entry: { ...bare, status: "renamed", previousPath: "b", blobSha: emptyBlob },
      state: "fail",
    },
    { name: "in a new binary file", entry: { ...bare, status: "added" }, state: "pass" },
    { name: "in a copy", entry: { ...bare, status: "copied", previousPath: "log/b" }, state: "pass" },
    { name: "in a file that was moved there", entry: { ...bare, status: "renamed", previousPath: "b" }, state: "pass" },
    {
      name: "in one that was there already",
      entry: { ...bare, status: "renamed", previousPath: "log/b" },
      state: "fail",
    },
    { name: "that GitHub shows, because there are too many", entry: { ...bare, changedLines: 20_000 }, state: "pass" },
  ])("$name → $state", ({ entry, state }) => {
    expect(judge(asked, [file("src/a.ts"), aFile(entry)]).state).toBe(state);
    // Another answer is enough.
    expect(judge(asked, [file("src/a.ts"), aFile(entry), file("log/c")]).state).toBe("pass");
    expect(judge(asked, [aFile(entry)])).toMatchObject({ state: "pass", reason: { code: "changes-not-meant" } });
  });

  it("says which file it is, and what to do", () => {
    expect(sentenceWithFix(judge(asked, [file("src/a.ts"), aFile(bare)]).reason)).toBe(
      "GitHub shows no changed line of `log/a`, so it cannot be told whether more than its mode changed. " +
        "Change `log/**` in lines that GitHub shows, or have the gate waived.",
    );
  });
});

describe("files that change apart from others", () => {
  it.for([
    { name: "nothing of them changes", files: ["docs/specs/a.md"], state: "pass", code: "changes-not-meant" },
    { name: "they change alone", files: ["docs/plans/a.md", "src/a.ts"], state: "pass", code: "changed-apart" },
    { name: "both change", files: ["docs/plans/a.md", "docs/specs/a.md"], state: "fail", code: "changed-together" },
    {
      name: "one of each is removed",
      files: ["removed docs/plans/a.md", "removed docs/specs/a.md"],
      state: "fail",
      code: "changed-together",
    },
    {
      name: "one becomes another",
      files: ["docs/plans/a.md → docs/specs/a.md"],
      state: "fail",
      code: "changed-together",
    },
    {
      name: "the other is moved away",
      files: ["docs/plans/a.md", "docs/specs/a.md → docs/a.md"],
      state: "fail",
      code: "changed-together",
    },
  ])("$name → $state", ({ files, state, code }) => {
    expect(judge(apart, files.map(file))).toMatchObject({ state, reason: { code } });
  });

  it("are those that are not the others, where one glob lies within the other", () => {
    const within = { if: ["docs/**"], not_with: ["docs/specs/**"] };
    expect(judge(within, [file("docs/specs/a.md")]).state).toBe("pass");
    expect(judge(within, [file("docs/specs/a.md"), file("docs/b.md")]).state).toBe("fail");
  });

  it("may have to change with third ones too", () => {
    const both = { if: ["a"], then: ["b"], not_with: ["c"] };
    expect(judge(both, ["a", "b"].map(file))).toMatchObject({ state: "pass", reason: { code: "changed-with" } });
    expect(judge(both, ["a"].map(file))).toMatchObject({ state: "fail", reason: { code: "changed-alone" } });
    expect(judge(both, ["a", "b", "c"].map(file))).toMatchObject({
      state: "fail",
      reason: { code: "changed-together" },
    });
  });
});

describe("a list of files that is not whole", () => {
  it.for([
    { name: "nothing is known", changes: changelog, files: ["x"], state: "no-data" },
    { name: "the answer may be among the others", changes: changelog, files: ["src/a.ts"], state: "no-data" },
    {
      name: "the answer is there, whatever the others are",
      changes: changelog,
      files: ["src/a.ts", "CHANGELOG.md"],
      state: "pass",
    },
    {
      name: "the answer is there, and nothing that asks for it",
      changes: changelog,
      files: ["CHANGELOG.md"],
      state: "pass",
    },
    {
      name: "what must stay apart may be among the others",
      changes: apart,
      files: ["docs/plans/a.md"],
      state: "no-data",
    },
    {
      name: "what must stay apart is together already",
      changes: apart,
      files: ["docs/plans/a.md", "docs/specs/a.md"],
      state: "fail",
    },
    {
      name: "an answer does not tell that nothing else is there",
      changes: { ...apart, then: ["x"] },
      files: ["x"],
      state: "no-data",
    },
  ])("$name → $state", ({ changes, files, state }) => {
    const verdict = judge(changes, files.map(file), false);
    expect(verdict.state).toBe(state);
    expect(sentence(verdict.reason)).not.toContain("Nothing in");
  });

  it("has a verdict in one look at each file, also of 10,000", () => {
    let looks = 0;
    const counted = Array.from({ length: 3_000 }, (_, at) => {
      const { path, ...rest } = file(`src/${at}/index.ts`);
      return {
        ...rest,
        get path() {
          looks += 1;
          return path;
        },
      };
    });
    const facts = someFacts({ files: { files: counted, isComplete: false } });
    looks = 0;
    const verdict = changesGate.bind({ changes: { ...changelog, not_with: ["x/**"] } }).judge(facts, used);
    expect(verdict.state).toBe("no-data");
    expect(looks).toBe(3_000);
  });
});

it("a failure names the files and what to do, ten of them at most", () => {
  const many = Array.from({ length: 12 }, (_, at) => file(`src/${at}.ts`));
  expect(sentenceWithFix(judge({ if: ["src/**"], then: ["a", "b"] }, many).reason)).toMatch(
    /^`src\/0\.ts`, .*`src\/9\.ts` and 2 more changed, and nothing in `a` and `b` did\. Change `a` or `b` as well\.$/,
  );
  expect(sentenceWithFix(judge(apart, ["docs/plans/a.md", "docs/specs/b.md"].map(file)).reason)).toBe(
    "`docs/plans/a.md` and `docs/specs/b.md` changed in one pull request. Put `docs/specs/b.md` into another pull request.",
  );
});

describe("a rule that cannot be meant", () => {
  it.for([
    { name: "nothing follows", changes: { if: ["a"] }, path: ["changes"] },
    { name: "a glob that matches nothing", changes: { if: ["/a"], then: ["b"] }, path: ["changes", "if", 0] },
    { name: "another one", changes: { if: ["a"], then: ["b", "c/"] }, path: ["changes", "then", 1] },
    { name: "a third one", changes: { if: ["a"], not_with: ["a**b"] }, path: ["changes", "not_with", 0] },
    {
      name: "what is no cause",
      changes: { if: ["a/**"], then: ["b"], not_with: ["a/**"] },
      path: ["changes", "not_with", 0],
    },
    {
      name: "too many alternatives",
      changes: { if: Array.from({ length: 20 }, (_, at) => `${at}/{a,b,c,d,e,f,g,h,i,j,k}`), then: ["a"] },
      path: ["changes", "if"],
    },
  ])("$name", ({ changes, path }) => {
    expect(changesGate.problems({ changes })).toMatchObject([{ path }]);
  });

  it("is none of these", () =>
    expect(changesGate.problems({ changes: { ...changelog, not_with: ["x"] } })).toEqual([]));
});
