import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ChangedFile, Facts, RepositoryDocument } from "../../../src/policy/facts.ts";
import { pinnedGate } from "../../../src/policy/gates/pinned.ts";
import { sentence, sentenceWithFix } from "../../../src/render/reason.ts";
import { aFile, someFacts } from "../../support/builders.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

const used = { name: "pins", area: undefined };
const pinned = [".github/workflows/**", ".github/actions/**"];
const [one, two] = ["11bd71901bbe5b1630ceea73d27597364c9af683", "0a9ddbc000000000000000000000000000000001"];
const ci = ".github/workflows/ci.yml";

function workflow(...uses: readonly string[]): string {
  return ["jobs:", "  build:", "    steps:", ...uses.map((use) => `      - uses: ${use}`)].join("\n");
}

function compositeAction(...uses: readonly string[]): string {
  return ["runs:", "  steps:", ...uses.map((use) => `    - uses: ${use}`)].join("\n");
}

interface Given {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly files?: readonly ChangedFile[];
  readonly isComplete?: boolean;
  readonly documents?: Readonly<Record<string, string | RepositoryDocument | undefined>>;
}

function judge({ options, documents = {}, isComplete = true, files }: Given) {
  const listed = files ?? Object.keys(documents).map((path) => aFile({ path }));
  const found = Object.entries(documents).flatMap(([path, given]) => {
    if (given === undefined) return [];
    return [[path, typeof given === "string" ? { state: "found" as const, text: given } : given] as const];
  });
  const facts: Facts = someFacts({ files: { files: listed, isComplete }, documents: new Map(found) });
  return pinnedGate.bind({ pinned, ...options }).judge(facts, used);
}

describe("changed workflows and actions", () => {
  it("hold when everything in them is pinned with its version, and say how much that is", () => {
    const verdict = judge({ documents: { [ci]: workflow(`actions/checkout@${one} # v4`, "./.github/actions/build") } });
    expect(verdict).toMatchObject({ state: "pass", caveats: [], notes: [], annotations: [] });
    expect(sentence(verdict.reason)).toBe("2 uses in `.github/workflows/ci.yml`: each is pinned or local.");
  });

  it("fail with the file, the line and what to write for each use that can be moved", () => {
    const action = ".github/actions/build/action.yaml";
    const verdict = judge({
      documents: {
        [ci]: workflow(`actions/checkout@${one} # v4`, "actions/setup-node@v4", "docker://alpine:3.8"),
        [action]: "runs:\n  using: composite\n  steps:\n    - uses: acme/tool@main",
      },
    });
    expect(verdict.state).toBe("fail");
    expect([verdict.reason, ...(verdict.details ?? [])].map(sentenceWithFix)).toEqual([
      "Uses that are not pinned as they must be: 3 of 4.",
      "`.github/workflows/ci.yml:5` uses `actions/setup-node@\u200Bv4`, which can be moved to other code. " +
        "Pin it to the commit of `v4`: `actions/setup-node@\u200BSHA # v4`.",
      "`.github/workflows/ci.yml:6` uses the image `alpine:3.8`, and only a digest pins an image. " +
        "Pin it to its digest: `alpine:3.8@\u200Bsha256:DIGEST`.",
      "`.github/actions/build/action.yaml:4` uses `acme/tool@\u200Bmain`, which can be moved to other code. " +
        "Pin it to the commit of `main`: `acme/tool@\u200BSHA # VERSION`.",
    ]);
    expect(verdict.annotations?.map(({ path, startLine, level }) => `${path}:${startLine} ${level}`)).toEqual([
      `${ci}:5 failure`,
      `${ci}:6 failure`,
      `${action}:4 failure`,
    ]);
  });

  it("list ten failures, and count the rest", () => {
    const verdict = judge({ documents: { [ci]: workflow(...Array.from({ length: 300 }, (_, at) => `a/b@v${at}`)) } });
    expect(verdict.details).toHaveLength(11);
    expect(verdict.details?.slice(-1).map(sentence)).toEqual(["290 more are not shown here."]);
    expect(verdict.annotations).toHaveLength(50);
  });

  it.for([
    { name: "other files", files: [aFile({ path: "src/a.ts" })] },
    { name: "code and notes of an action", files: [aFile({ path: ".github/actions/a/index.js" })] },
    { name: "a removed workflow", files: [aFile({ path: ci, status: "removed" })] },
    {
      name: "a workflow that was moved away",
      files: [aFile({ path: "old/ci.yml", previousPath: ci, status: "renamed" })],
    },
    { name: "no file at all", files: [] },
  ])("$name: none of them changes, which is said", ({ files }) => {
    const verdict = judge({ files });
    expect(verdict.state).toBe("pass");
    expect(sentence(verdict.reason)).toBe(
      "No workflow or action under `.github/workflows/**` and `.github/actions/**` changes.",
    );
  });

  it.for(["**/ci.*", ".github/workflows/ci.*", ".github/**/*.y*", "**/c?*", ".github/workflows/{ci,cd}*", "**/ci.ym?"])(
    "are those of %s",
    (glob) => {
      const documents = { [ci]: workflow("a/b@v1"), ".github/workflows/ci.md": workflow("a/b@v1") };
      const verdict = judge({ documents, options: { pinned: [glob] } });
      expect(verdict).toMatchObject({ state: "fail", reason: { parameters: { failed: "1", count: "1" } } });
    },
  );

  it("in which nothing is used hold", () => {
    expect(sentence(judge({ documents: { [ci]: "on: push" } }).reason)).toBe(
      "Nothing is used in `.github/workflows/ci.yml`.",
    );
  });
});

describe("what cannot be read", () => {
  it.for([
    { name: "no YAML", document: "jobs: [", says: /^`\.github\/workflows\/ci\.yml` cannot be read as YAML: / },
    { name: "a bomb", document: "[".repeat(1_000), says: /cannot be read as YAML: `it is nested too deeply`\.$/ },
    {
      name: "too long",
      document: "#".repeat(256 * 1024 + 1),
      says: /has a length of 262145; Gatehouse reads at most 262144\.$/,
    },
    {
      name: "too large to be fetched",
      document: { state: "too-large", bytes: 9e6, limit: 5e6 } as const,
      says: /has a length of 9000000/,
    },
    {
      name: "a link",
      document: { state: "link" } as const,
      says: /is a symbolic link, and what it leads to can change without it\.$/,
    },
    {
      name: "a submodule",
      document: { state: "absent" } as const,
      says: /is no ordinary file at this head\.$/,
    },
    {
      name: "not fetched",
      document: undefined,
      says: /^There is more in the changed .* not read: `\.github\/workflows\/ci\.yml`\.$/,
    },
  ])("$name is no data", ({ document, says }) => {
    const verdict = judge({ files: [aFile({ path: ci })], documents: { [ci]: document } });
    expect(verdict.state).toBe("no-data");
    expect(sentence(verdict.reason)).toMatch(says);
  });

  it("does not hide what fails elsewhere", () => {
    const verdict = judge({ documents: { ".github/workflows/a.yml": "jobs: [", [ci]: workflow("a/b@v1") } });
    expect(verdict.state).toBe("fail");
    expect(verdict.details?.map(({ code }) => code)).toEqual(["pin-missing", "pin-file-unreadable"]);
  });

  it("may be among the files that GitHub does not list", () => {
    const documents = { [ci]: workflow(`actions/checkout@${one} # v4`) };
    expect(judge({ documents, isComplete: false })).toMatchObject({
      state: "no-data",
      reason: { code: "pin-files-unlisted" },
    });
    expect(judge({ documents: { [ci]: workflow("a/b@v1") }, isComplete: false }).state).toBe("fail");
  });

  it("is what goes beyond two megabytes in all, so that the work has an end", () => {
    const large = `${"#".repeat(250 * 1024)}\n`;
    const documents = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`.github/workflows/${at}.yml`, large]));
    const verdict = judge({ documents });
    expect(verdict).toMatchObject({ state: "no-data", reason: { code: "pin-files-unread" } });
    expect(verdict.reason.parameters["files"]).toHaveLength(12);
  });

  it("is most of 10,000 changed workflows", () => {
    const files = Array.from({ length: 3_000 }, (_, at) => aFile({ path: `.github/workflows/${at}.yml` }));
    const verdict = judge({ files, isComplete: false });
    expect(verdict.state).toBe("no-data");
    expect(verdict.details?.map(({ code }) => code)).toEqual(["pin-files-unlisted"]);
    expect(sentence(verdict.reason).length).toBeLessThan(1_000);
  });
});

describe("the comment behind a pin", () => {
  const documents = { [ci]: workflow(`a/b@${one}`, `c/d@${one} # main`, "./x@v1") };

  it("without a version is a warning, after which the gate stands in for nobody", () => {
    const verdict = judge({ documents });
    expect(verdict.state).toBe("pass");
    expect(verdict.caveats?.map(sentence)).toEqual([
      "No version stands behind the pins at `.github/workflows/ci.yml:4` and `.github/workflows/ci.yml:5`.",
      "In the local paths at `.github/workflows/ci.yml:6`, the @ is part of a folder's name and pins nothing.",
    ]);
    expect(
      verdict.annotations?.map(({ startLine, level, reason }) => `${startLine} ${level} ${sentence(reason)}`),
    ).toEqual([
      "4 warning `.github/workflows/ci.yml:4` pins `a/b` and does not say which version that is.",
      "5 warning `.github/workflows/ci.yml:5` pins `c/d`, and `main` behind it is no version.",
      "6 warning `.github/workflows/ci.yml:6` uses `./x@\u200Bv1`, where the @ is part of a folder's name and pins nothing.",
    ]);
  });

  it("without a version fails where versions are asked for", () => {
    const verdict = judge({ documents, options: { comment: "version" } });
    expect(verdict.state).toBe("fail");
    expect(verdict.details?.map(({ code }) => code)).toEqual(["pin-without-comment", "pin-without-version"]);
    expect(verdict.caveats?.map(({ code }) => code)).toEqual(["pins-local-ref"]);
  });

  it("names ten places of each kind, and counts the rest", () => {
    const wrong = Array.from({ length: 14 }, (_, at) => [`a/b${at}@${one} # v4`, `a/b${at}@${two} # v4`]).flat();
    const unversioned = Array.from({ length: 12 }, () => `c/d@${one}`);
    const local = Array.from({ length: 11 }, (_, at) => `./${at}@v1`);
    const verdict = judge({ documents: { [ci]: workflow(...wrong, ...unversioned, ...local) } });
    const [versions, refs, ...conflicts] = verdict.caveats ?? [];
    expect(versions?.parameters["places"]).toHaveLength(10);
    expect(refs?.parameters["places"]).toHaveLength(10);
    expect([versions, refs].map((each) => each && sentence(each))).toEqual([
      expect.stringMatching(/`\.github\/workflows\/ci\.yml:41`, and 2 more\.$/),
      expect.stringMatching(/`\.github\/workflows\/ci\.yml:53`, and 1 more, the @ is part of a folder's name/),
    ]);
    expect(conflicts.map(({ code }) => code)).toEqual([
      ...Array.from({ length: 10 }, () => "pin-two-commits"),
      "pins-more",
    ]);
    expect(conflicts.slice(10).map(sentence)).toEqual(["4 more are not shown here."]);
  });

  it("may be anything where that is said", () => {
    expect(judge({ documents, options: { comment: "any" } }).caveats?.map(({ code }) => code)).toEqual([
      "pins-local-ref",
    ]);
  });

  it.for([
    { name: "one version for two commits", uses: [`a/b@${one} # v4`, `a/b@${two} # v4`], code: "pin-two-commits" },
    {
      name: "of two actions of one repository",
      uses: [`A/b/x@${one} # v4`, `a/b/y@${two} # v4`],
      code: "pin-two-commits",
    },
    { name: "of a moving name too", uses: [`a/b@${one} # stable`, `a/b@${two} # stable`], code: "pin-two-commits" },
    {
      name: "two versions for one commit",
      uses: [`a/b@${one} # v4.1.0`, `a/b@${one} # v4.2.0`],
      code: "pin-two-versions",
    },
    { name: "two commits of two repositories", uses: [`a/b@${one} # v4`, `c/d@${two} # v4`], code: undefined },
    { name: "one release at two lengths", uses: [`a/b@${one} # v4`, `a/b@${one} # v4.2.0`], code: undefined },
    { name: "one pin twice", uses: [`a/b@${one} # v4`, `a/b@${one} # v4`], code: undefined },
  ])("contradicts another: $name → $code", ({ uses, code }) => {
    const conflicts = judge({ documents: { [ci]: workflow(...uses) } }).caveats?.filter((each) =>
      each.code.startsWith("pin-two"),
    );
    expect(conflicts?.map((each) => each.code)).toEqual(code === undefined ? [] : [code]);
  });

  it("names both places of a contradiction, in two files", () => {
    const contradicting = {
      [ci]: workflow(`a/b@${one} # v4`),
      ".github/workflows/b.yml": workflow("./x", `a/b@${two} # v4`),
    };
    const verdict = judge({ documents: contradicting, options: { comment: "version" } });
    expect(verdict.state).toBe("pass");
    expect(verdict.caveats?.map(sentence)).toEqual([
      "`a/b` is said to be `v4` at `.github/workflows/ci.yml:4` and `.github/workflows/b.yml:5`, and these are two different commits.",
    ]);
    expect(verdict.annotations).toMatchObject([{ path: ".github/workflows/b.yml", startLine: 5, level: "warning" }]);
  });
});

describe("an exception", () => {
  const options = { except: ["slsa-framework/slsa-github-generator/*", "docker://alpine*"], comment: "version" };
  const generator = "slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml";

  it("is told with ten of its uses, and the others are counted", () => {
    const uses = Array.from({ length: 13 }, (_, at) => `${generator}@v${at}`);
    const { notes = [] } = judge({ documents: { [ci]: workflow(...uses) }, options });
    expect(notes[0]?.parameters["uses"]).toHaveLength(10);
    expect(notes.map(sentence)).toEqual([expect.stringMatching(/v9`, and 3 more\.$/)]);
  });

  it("needs no pin, and is told every time", () => {
    const documents = { [ci]: workflow(`${generator}@v2.0.0`, "docker://alpine:3.8", `a/b@${one} # v1`) };
    const verdict = judge({ documents, options });
    expect(verdict.state).toBe("pass");
    expect(verdict.notes?.map(sentence)).toEqual([
      `Not asked to be pinned: \`${generator}@\u200Bv2.0.0\` and \`docker://alpine:3.8\`.`,
    ]);
  });

  it.for([
    { use: "slsa-framework/other@v2.0.0" },
    { use: "slsa-framework/slsa-github-generator@v2.0.0" },
    { use: "evil/slsa-framework/slsa-github-generator/x@v2.0.0" },
    { use: generator },
    { use: "slsa-framework/slsa-github-generator/../../evil/x@v2.0.0" },
    { use: "slsa-framework/slsa-github-generator/..\\..\\x@v2.0.0" },
  ])("is not $use", ({ use }) => {
    expect(judge({ documents: { [ci]: workflow(use) }, options }).state).toBe("fail");
  });
});

it("only YAML is asked for, so that the code of an action is never fetched", () => {
  const { wants } = pinnedGate.bind({ pinned: [...pinned, "ci/*", "ci/build.yml", "**", "*", "ci/*.y*"] });
  expect(wants.changed).toEqual([
    ".github/workflows/**/*.{yml,yaml}",
    ".github/actions/**/*.{yml,yaml}",
    "ci/*.{yml,yaml}",
    "ci/build.yml",
    "**/*.{yml,yaml}",
    "*.{yml,yaml}",
    // In the last of these the ending stands before the star.
    "ci/*.y*",
  ]);
});

it("a glob that can match nothing is a problem of the configuration, at its place", () => {
  expect(pinnedGate.problems({ pinned: [".github/**", "/ci/**"] })).toMatchObject([{ path: ["pinned", 1] }]);
});

describeCorpus("the workflows of a real project", () => {
  const Lines = z.array(
    z.object({ file: z.string(), line: z.number(), uses: z.string(), comment: z.string().nullable() }),
  );
  const Summary = z.array(
    z.object({
      ref: z.string(),
      counts: z.record(z.string(), z.number()),
      one_comment_many_shas: z.record(z.string(), z.unknown()),
    }),
  );
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(corpusPath(`programs/zeroclaw/uses/${name}`), "utf8"));

  // The project's own count of comments that are no version, 83 and 34, takes `v1` and `v4` for none.
  it.for([
    {
      ref: "v0.6.9",
      says: /^Uses that are not pinned as they must be: 35 of 125\.$/,
      withoutVersion: 16,
      conflicts: 0,
    },
    { ref: "HEAD", says: /^192 uses in .*: each is pinned or local\.$/, withoutVersion: 15, conflicts: 2 },
  ])("at $ref are found as they were counted there", ({ ref, says, withoutVersion, conflicts }) => {
    const summary = Summary.parse(read("summary.json")).find((each) => each.ref === ref);
    const byFile = Map.groupBy(Lines.parse(read(`uses.${ref}.json`)), ({ file }) => `.github/${file}`);
    const documents = Object.fromEntries(
      [...byFile].map(([path, lines]) => {
        const uses = lines.map(({ uses: use, comment }) => (comment === null ? use : `${use} # ${comment}`));
        return [path, path.startsWith(".github/actions/") ? compositeAction(...uses) : workflow(...uses)];
      }),
    );
    const verdict = judge({ documents });
    const { mutable = 0, sha = 0, local = 0 } = summary?.counts ?? {};
    expect(sentence(verdict.reason)).toMatch(says);
    expect(sentence(verdict.reason)).toContain(String(sha + mutable + local));
    expect(verdict.state).toBe(mutable > 0 ? "fail" : "pass");
    const caveats = (code: string) => verdict.caveats?.filter((each) => each.code === code) ?? [];
    const places = caveats("pins-without-version").flatMap(({ parameters }) => parameters["places"]);
    expect(places).toHaveLength(10);
    expect(caveats("pins-without-version").map(sentence)).toEqual([
      expect.stringMatching(new RegExp(`, and ${withoutVersion - 10} more\\.$`)),
    ]);
    expect(caveats("pin-two-commits")).toHaveLength(conflicts);
    expect(Object.keys(summary?.one_comment_many_shas ?? {})).toHaveLength(conflicts);
  });
});
