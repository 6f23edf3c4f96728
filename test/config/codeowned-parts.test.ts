import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { areasOf } from "../../src/config/areas-of.ts";
import { loadConfig } from "../../src/config/load.ts";
import { type Area, areaKey, filesOfArea } from "../../src/policy/area/area.ts";
import { parseCodeowners } from "../../src/policy/area/codeowners.ts";
import type { ChangedFile } from "../../src/policy/facts.ts";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";

const core = "areas: { core: { codeowners: true } }";

function changed(path: string, previousPath?: string): ChangedFile {
  return { path, previousPath, status: "modified", patch: undefined, blobSha: "b" };
}

function areasFor(config: string, codeowners: string | undefined, files: readonly ChangedFile[]): readonly Area[] {
  const loaded = loadConfig(`version: 1\n${config}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const parsed = codeowners === undefined ? undefined : parseCodeowners(codeowners);
  return areasOf(loaded.config, { now: new Date(0), files, codeowners: parsed });
}

/** `area: owners: files` of each area with files or a problem. */
function shares(config: string, codeowners: string | undefined, files: readonly ChangedFile[]): readonly string[] {
  return areasFor(config, codeowners, files).map((area) => {
    const touched = filesOfArea(area, files).map(({ path }) => path);
    return `${area.name}: ${area.problem ?? area.owners.join(" ")}: ${touched.join(" ")}`;
  });
}

const missing = "the base branch has no CODEOWNERS that GitHub reads; add .github/CODEOWNERS, or give the area owners";

describe("an area of code owners", () => {
  const file = "* @ana\n/src/ @bob @cid\n/api/ @cid @BOB\n/web/ @dan\n/docs/generated/\n";
  it.for([
    {
      name: "is one for each set of owners",
      files: ["a", "src/a", "web/a"],
      says: ["ana: a", "bob cid: src/a", "dan: web/a"],
    },
    { name: "is one for a set in another order", files: ["api/a", "src/a"], says: ["cid bob: api/a src/a"] },
    { name: "asks nobody about files without owners", files: ["docs/generated/a", "web/a"], says: ["dan: web/a"] },
    { name: "keeps its name where it asks nobody", files: ["docs/generated/a"], says: [": "] },
    { name: "keeps its name without any file", files: [], says: [": "] },
  ])("$name", ({ files, says }) => {
    expect(
      shares(
        core,
        file,
        files.map((path) => changed(path)),
      ),
    ).toEqual(says.map((each) => `core: ${each}`));
  });

  it("T21: a file that was moved belongs to the owners of both places", () => {
    expect(shares(core, file, [changed("web/a", "src/a")])).toEqual(["core: bob cid: web/a", "core: dan: web/a"]);
    expect(shares(core, file, [changed("docs/generated/a", "web/a")])).toEqual(["core: dan: docs/generated/a"]);
  });

  it("its sign-offs keep their key whichever of its files are changed", () => {
    const keys = (paths: readonly string[]) =>
      areasFor(
        core,
        file,
        paths.map((path) => changed(path)),
      ).map((area) => areaKey(area));
    expect(keys(["api/a"])).toEqual(keys(["src/a"]));
    expect(keys(["api/a", "src/a"])).toEqual(keys(["src/b"]));
  });

  it("a set of one may sign with evidence, a set of two may not sign their own", () => {
    const [one, two] = areasFor(core, file, [changed("a"), changed("src/a")]);
    expect([one?.selfSignoff, two?.selfSignoff]).toEqual(["with_evidence", "deny"]);
  });
});

describe("which files code owners are asked about", () => {
  const file = "* @ana\n/src/ @bob\n";
  const files = ["README.md", "src/a", "src/runtime/a", "api/a"].map((path) => changed(path));
  it.for([
    {
      name: "all that no other area's globs cover",
      config: "areas: { runtime: { owners: [eve], paths: [src/runtime/**, api/**] }, core: { codeowners: true } }",
      says: ["runtime: eve: api/a src/runtime/a", "core: ana: README.md", "core: bob: src/a"],
    },
    {
      name: "those in its own globs, also where others cover them",
      config: "areas: { runtime: { owners: [eve], paths: [src/**] }, core: { codeowners: true, paths: [src/**] } }",
      says: ["runtime: eve: src/a src/runtime/a", "core: bob: src/a src/runtime/a"],
    },
    {
      name: "no less because somebody must always sign",
      config: "areas: { release: { owners: [eve], required: always }, core: { codeowners: true, paths: [api/**] } }",
      says: ["release: eve: README.md api/a src/a src/runtime/a", "core: ana: api/a"],
    },
  ])("$name", ({ config, says }) => expect(shares(config, file, files)).toEqual(says));

  it("T27: CODEOWNERS and the configuration are governance's", () => {
    const rules = [".github/CODEOWNERS", ".github/gatehouse.yml", "a"].map((path) => changed(path));
    const config = "areas: { governance: { owners: [eve] }, core: { codeowners: true } }";
    expect(shares(config, file, rules)).toEqual([
      "governance: eve: .github/CODEOWNERS .github/gatehouse.yml",
      "core: ana: a",
    ]);
  });
});

describe("owners that cannot be known close the area", () => {
  const places = [".github/CODEOWNERS", "a", "src/a"].map((path) => changed(path));
  it.for([
    { name: "no CODEOWNERS", file: undefined, says: [`${missing}: a src/a`] },
    { name: "an empty one", file: "# later", says: ["CODEOWNERS on the base branch names nobody: a src/a"] },
    { name: "one that takes owners away", file: "*\n", says: ["CODEOWNERS on the base branch names nobody: a src/a"] },
    {
      name: "one that is too large",
      file: "a".repeat(3 * 1024 * 1024),
      says: [
        "CODEOWNERS on the base branch names nobody; line 1: it is 3 MB or larger, and GitHub ignores it: a src/a",
      ],
    },
    {
      name: "a broken line, for files that nobody owns",
      file: "/src/ @bob\n/a[b] @ana",
      says: [
        "bob: src/a",
        "CODEOWNERS cannot be read everywhere; line 2: /a[b] is no pattern, GitHub knows no [ ] here: a",
      ],
    },
    {
      name: "a broken line beside owners of everything",
      file: "* @ana\n/a[b] @bob",
      says: ["ana: .github/CODEOWNERS a src/a"],
    },
  ])("$name", ({ file, says }) => expect(shares(core, file, places)).toEqual(says.map((each) => `core: ${each}`)));

  it("but whoever adds or mends CODEOWNERS is not stopped by it", () => {
    const files = [changed(".github/CODEOWNERS")];
    expect(shares(core, undefined, files)).toEqual([`core: ${missing}: `]);
  });
});

describeCorpus("the CODEOWNERS of a real project", () => {
  const text = readFileSync(corpusPath("programs/zeroclaw/CODEOWNERS.trimmed"), "utf8");

  it("splits a change over four places into three areas", () => {
    const files = ["Cargo.lock", "README.md", "crates/zeroclaw-runtime/src/lib.rs", "src/main.rs"];
    expect(
      shares(
        core,
        text,
        files.map((path) => changed(path)),
      ),
    ).toEqual([
      "core: JordanTheJet: Cargo.lock",
      "core: JordanTheJet Audacity88: README.md src/main.rs",
      "core: Audacity88: crates/zeroclaw-runtime/src/lib.rs",
    ]);
  });
});
