import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Codeowners, ownersOf, parseCodeowners } from "../../../src/policy/area/codeowners.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

function owns(pattern: string, path: string): boolean {
  return ownersOf(parseCodeowners(`${pattern} @ana`), path).length > 0;
}

describe("a pattern", () => {
  it.for([
    // A name alone is meant at any depth, as a file and as a folder.
    { pattern: "*", path: "a", isOwned: true },
    { pattern: "*", path: "a/b/c.rs", isOwned: true },
    { pattern: "*.js", path: "a.js", isOwned: true },
    { pattern: "*.js", path: "a/b.js", isOwned: true },
    { pattern: "*.js", path: "a/b.json", isOwned: false },
    { pattern: "*.js", path: "lib.js/b.rs", isOwned: true },
    { pattern: "Cargo.toml", path: "crates/x/Cargo.toml", isOwned: true },
    { pattern: "Cargo.toml", path: "crates/x/MyCargo.toml", isOwned: false },
    { pattern: "logs", path: "build/logs/day/one", isOwned: true },
    // A slash before its end ties it to the root.
    { pattern: "/logs", path: "logs/one", isOwned: true },
    { pattern: "/logs", path: "build/logs/one", isOwned: false },
    { pattern: "build/logs", path: "build/logs/one", isOwned: true },
    { pattern: "build/logs", path: "x/build/logs/one", isOwned: false },
    { pattern: "build/logs", path: "build/logs2/one", isOwned: false },
    // A slash at its end means what is inside.
    { pattern: "apps/", path: "apps/a", isOwned: true },
    { pattern: "apps/", path: "x/apps/a/b", isOwned: true },
    { pattern: "apps/", path: "apps", isOwned: false },
    { pattern: "/docs/", path: "docs/a/b", isOwned: true },
    { pattern: "/docs/", path: "x/docs/a", isOwned: false },
    { pattern: "/build/logs/", path: "build/logs/a/b", isOwned: true },
    // One star at the end stays in its folder.
    { pattern: "docs/*", path: "docs/start.md", isOwned: true },
    { pattern: "docs/*", path: "docs/build/trouble.md", isOwned: false },
    { pattern: "docs/*", path: "x/docs/start.md", isOwned: false },
    { pattern: "/*", path: "a", isOwned: true },
    { pattern: "/*", path: "a/b", isOwned: false },
    { pattern: "docs/*.md", path: "docs/a.md", isOwned: true },
    { pattern: "docs/*.md", path: "docs/x/a.md", isOwned: false },
    { pattern: "a/*/c", path: "a/b/c/d", isOwned: true },
    { pattern: "a/*/c", path: "a/b/b/c", isOwned: false },
    // Two stars cross folders, and at the end mean what is inside.
    { pattern: "**/logs", path: "logs/a", isOwned: true },
    { pattern: "**/logs", path: "deeply/nested/logs/a", isOwned: true },
    { pattern: "/a/**", path: "a/b/c", isOwned: true },
    { pattern: "/a/**", path: "a", isOwned: false },
    { pattern: "/a/**/c", path: "a/c", isOwned: true },
    { pattern: "/a/**/c", path: "a/b/b/c", isOwned: true },
    { pattern: "/a/**/c", path: "a/b/cc", isOwned: false },
    { pattern: "**", path: "a/b", isOwned: true },
    { pattern: "a**b/", path: "axxb/c", isOwned: true },
    // Letters that mean something elsewhere.
    { pattern: "a?c", path: "abc", isOwned: true },
    { pattern: "a?c", path: "ac", isOwned: false },
    { pattern: "a?c", path: "a😀c", isOwned: true },
    { pattern: "a/?/c", path: "a/b/c", isOwned: true },
    { pattern: "my\\ docs/", path: "my docs/a", isOwned: true },
    { pattern: "a\\*", path: "a*", isOwned: true },
    { pattern: "a\\*", path: "ab", isOwned: false },
    { pattern: "a\\?c", path: "abc", isOwned: false },
    { pattern: "c\\#/", path: "c#/a", isOwned: true },
    { pattern: "c#/", path: "c#/a", isOwned: true },
    { pattern: "/{{name}}/", path: "{{name}}/a", isOwned: true },
    { pattern: "a{b,c}", path: "ab", isOwned: false },
    { pattern: "$route.tsx", path: "app/$route.tsx", isOwned: true },
    { pattern: "/(group)/page.tsx", path: "(group)/page.tsx", isOwned: true },
    { pattern: "\\[id\\].tsx", path: "app/[id].tsx", isOwned: true },
    { pattern: "/Docs/", path: "docs/a", isOwned: false },
  ])("$pattern · $path → $isOwned", ({ pattern, path, isOwned }) => expect(owns(pattern, path)).toBe(isOwned));
});

describe("T46: patterns and paths that are made to keep us busy", () => {
  it.for([
    { name: "stars in a name", pattern: `/${"*a".repeat(500)}`, path: "a".repeat(4_000), isOwned: true },
    { name: "stars in a name, in vain", pattern: `/${"*a".repeat(500)}b`, path: "a".repeat(4_000), isOwned: false },
    { name: "question marks", pattern: `/${"*?a".repeat(200)}b`, path: "a".repeat(4_000), isOwned: false },
    { name: "folders", pattern: `/${"**/a/".repeat(200)}b`, path: "a/".repeat(2_000), isOwned: false },
  ])("$name", ({ pattern, path, isOwned }) => expect(owns(pattern, path)).toBe(isOwned));
});

describe("a file", () => {
  const owners = (text: string) => ownersOf(parseCodeowners(text), "src/a.rs");
  it.for([
    { name: "the last line that matches counts alone", text: "* @ana\nsrc/ @bob\ndocs/ @cid", owners: ["bob"] },
    { name: "a line without owners takes them away", text: "* @ana\n/src/a.rs", owners: [] },
    { name: "and a comment behind it is no owner", text: "* @ana\n/src/a.rs # @bob", owners: [] },
    { name: "comments are skipped", text: "# * @ana\n  # x\n\n* @bob #@cid\n#", owners: ["bob"] },
    { name: "a comment follows right behind an owner", text: "* @bob#@cid", owners: ["bob"] },
    {
      name: "people, teams and addresses",
      text: "*\t@Ana  @acme/core-team\tdocs@example.com @al_acme",
      owners: ["Ana", "@acme/core-team", "docs@example.com", "al_acme"],
    },
    { name: "the same owner twice", text: "* @ana @ANA", owners: ["ana"] },
    { name: "one spelling for the whole file", text: "docs/ @Ana @Acme/X\n* @ana @acme/x", owners: ["Ana", "@Acme/X"] },
    { name: "Windows line ends and a byte order mark", text: "\uFEFF* @ana\r\n/src/ @bob\r\n", owners: ["bob"] },
    { name: "nothing", text: "", owners: [] },
    { name: "3 MB less a byte", text: `* @ana\n#${"a".repeat(3 * 1024 * 1024 - 9)}`, owners: ["ana"] },
    { name: "3 MB", text: `* @ana\n#${"a".repeat(3 * 1024 * 1024 - 8)}`, owners: [] },
    { name: "10,000 rules", text: `${"/x @bob\n".repeat(9_999)}* @ana`, owners: ["ana"] },
    { name: "10,001 rules", text: `${"/x @bob\n".repeat(10_000)}* @ana`, owners: [] },
  ])("$name", ({ text, owners: expected }) => expect(owners(text)).toEqual(expected));
});

describe("a line that GitHub cannot read is skipped and told", () => {
  it.for([
    { line: "!src/ @bob", says: "!src/ is no pattern, GitHub knows no ! here" },
    { line: "\\#src @bob", says: "\\#src is no pattern, GitHub takes what begins with # for a comment" },
    { line: "src/[ab].rs @bob", says: "src/[ab].rs is no pattern, GitHub knows no [ ] here" },
    { line: "[Section]", says: "[Section] is no pattern, GitHub knows no [ ] here" },
    { line: "***/*.rs @bob", says: "***/*.rs is no pattern, GitHub knows no ***" },
    { line: "src\\", says: "src\\ is no pattern, nothing follows the last \\" },
    { line: "src//a.rs @bob", says: "src//a.rs is no pattern, it has an empty folder name, . or .." },
    { line: "./src @bob", says: "./src is no pattern, it has an empty folder name, . or .." },
    { line: "/ @bob", says: "/ is no pattern, it has an empty folder name, . or .." },
    { line: "src/ bob", says: "bob is no login, team or e-mail address" },
    { line: "src/ @bob @", says: "@ is no login, team or e-mail address" },
    { line: "src/ @acme/a/b", says: "@acme/a/b is no login, team or e-mail address" },
    { line: "src/ docs@", says: "docs@ is no login, team or e-mail address" },
  ])("$line", ({ line, says }) => {
    const codeowners = parseCodeowners(`* @ana\n${line}`);
    expect(codeowners.problems).toEqual([{ line: 2, says }]);
    expect(ownersOf(codeowners, "src/a.rs")).toEqual(["ana"]);
  });

  it("what is told of it is short", () => {
    const [problem] = parseCodeowners(`!${"a".repeat(1_000_000)} @bob`).problems;
    expect(problem?.says.length).toBeLessThan(200);
  });
});

describe("any file", () => {
  const folder = fc.constantFrom("src", "docs", "a", "b", "a.rs");
  const path = fc.array(folder, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
  const part = fc.constantFrom("src", "docs", "a", "*", "**", "*.rs", "?");
  const pattern = fc
    .tuple(fc.constantFrom("", "/"), fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom("", "/"))
    .map(([root, names, end]) => `${root}${names.join("/")}${end}`);
  const line = fc.tuple(pattern, fc.constantFrom("@ana", "@bob", "@acme/x", "")).map((words) => words.join(" "));
  const lines = fc.array(line, { maxLength: 8 });
  const all = (text: readonly string[]): Codeowners => parseCodeowners(text.join("\n"));

  it("what its last line owns is its owner's, whatever stands before", () => {
    fc.assert(
      fc.property(lines, line, path, (before, last, file) => {
        const [one = ""] = last.split(" ");
        const expected = owns(one, file) ? ownersOf(all([last]), file) : ownersOf(all(before), file);
        expect(ownersOf(all([...before, last]), file)).toEqual(expected);
      }),
    );
  });

  it("a comment, a blank line or a broken one changes nothing anywhere", () => {
    const idle = fc.constantFrom("", "  ", "# * @cid", "![x] @cid", "[a] @cid", "*** @cid", "* cid");
    fc.assert(
      fc.property(lines, idle, lines, path, (before, nothing, after, file) => {
        expect(ownersOf(all([...before, nothing, ...after]), file)).toEqual(ownersOf(all([...before, ...after]), file));
      }),
    );
  });

  it("any text can be read", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), path, (text, file) => {
        const { rules, problems } = parseCodeowners(text);
        expect(rules.length + problems.length).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
        expect(ownersOf({ rules, problems }, file)).toBeInstanceOf(Array);
      }),
    );
  });
});

// Worked out by hand from GitHub's rules.
describeCorpus("the CODEOWNERS of a real project", () => {
  const codeowners = parseCodeowners(readFileSync(corpusPath("programs/zeroclaw/CODEOWNERS.trimmed"), "utf8"));

  it("is read without a problem", () => {
    expect(codeowners.problems).toEqual([]);
    expect(codeowners.rules).toHaveLength(26);
  });

  it.for([
    { path: "README.md", owners: "JordanTheJet Audacity88" },
    { path: "src/main.rs", owners: "JordanTheJet Audacity88" },
    { path: "crates/zeroclaw-runtime/src/lib.rs", owners: "Audacity88" },
    { path: "crates/zeroclaw-runtime/Cargo.toml", owners: "JordanTheJet" },
    { path: "crates/zeroclaw-runtime/src/skills/mod.rs", owners: "JordanTheJet Audacity88" },
    { path: "crates/zeroclaw-runtime/src/security/policy.rs", owners: "Audacity88 tidux JordanTheJet" },
    { path: "crates/zeroclaw-runtime-extra/lib.rs", owners: "JordanTheJet Audacity88" },
    { path: "crates/zeroclaw-config/src/lib.rs", owners: "Audacity88 tidux" },
    { path: "crates/zeroclaw-providers/src/a.rs", owners: "tidux Audacity88" },
    { path: "crates/zeroclaw-hardware/src/a.rs", owners: "tidux" },
    { path: "web/src/index.ts", owners: "JordanTheJet IftekharUddin" },
    { path: "website/index.html", owners: "JordanTheJet Audacity88" },
    { path: "apps/desktop/main.rs", owners: "tidux" },
    { path: "apps/zerocode/main.rs", owners: "tidux Audacity88" },
    { path: "apps/zerocode/Cargo.toml", owners: "JordanTheJet" },
    { path: "crates/zeroclaw-channels/src/slack.rs", owners: "Audacity88 tidux" },
    { path: "crates/zeroclaw-channels/src/matrix.rs", owners: "tidux Audacity88" },
    { path: "crates/zeroclaw-channels/src/git/mod.rs", owners: "Audacity88 Nillth" },
    { path: "crates/zeroclaw-channels/Cargo.toml", owners: "Audacity88 tidux JordanTheJet" },
    { path: "crates/zeroclaw-plugins/src/lib.rs", owners: "JordanTheJet Audacity88" },
    { path: "docs/book/src/intro.md", owners: "Audacity88 tidux" },
    { path: "docs/book/src/foundations/a.md", owners: "Audacity88 tidux JordanTheJet" },
    { path: "docs/book/src/maintainers/a.md", owners: "Audacity88 IftekharUddin" },
    { path: ".github/workflows/ci.yml", owners: "Audacity88 tidux JordanTheJet" },
    { path: ".github/CODEOWNERS", owners: "Audacity88 tidux JordanTheJet" },
    { path: "SECURITY.md", owners: "Audacity88 tidux JordanTheJet" },
    { path: "docs/SECURITY.md", owners: "Audacity88 tidux" },
    { path: "Cargo.lock", owners: "JordanTheJet" },
    { path: "fuzz/Cargo.lock", owners: "JordanTheJet" },
    { path: "deny.toml", owners: "Audacity88 tidux JordanTheJet" },
    { path: "crates/deny.toml", owners: "JordanTheJet Audacity88" },
  ])("$path → $owners", ({ path, owners }) => expect(ownersOf(codeowners, path).join(" ")).toBe(owners));
});
