import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandBraces } from "../../../src/policy/text/braces.ts";
import { globProblem } from "../../../src/policy/text/glob-problem.ts";
import { matchGlobs } from "../../../src/policy/text/glob.ts";

/** The definition, without regard for time. */
function isMatch([part, ...rest]: readonly string[], path: readonly string[]): boolean {
  if (part === undefined) return path.length === 0;
  const [segment, ...below] = path;
  if (part === "**") return isMatch(rest, path) || (segment !== undefined && isMatch([part, ...rest], below));
  const pattern = new RegExp(`^${part.replaceAll("*", ".*").replaceAll("?", ".")}$`);
  return segment !== undefined && pattern.test(segment) && isMatch(rest, below);
}

describe("a path belongs to a glob", () => {
  it.for([
    { glob: "src/runtime/**", path: "src/runtime/host.ts", belongs: true },
    { glob: "src/runtime/**", path: "src/runtime/a/b/c.ts", belongs: true },
    { glob: "src/runtime/**", path: "src/runtime/.hidden", belongs: true },
    { glob: "vendor/lib/**", path: "vendor/lib", belongs: true },
    { glob: "src/runtime/**", path: "src/runtime2/host.ts", belongs: false },
    { glob: "src/*.ts", path: "src/a.ts", belongs: true },
    { glob: "src/*.ts", path: "src/a/b.ts", belongs: false },
    { glob: "**/*.md", path: "README.md", belongs: true },
    { glob: "**/*.md", path: "docs/a/b.md", belongs: true },
    { glob: "**/test/**/*.ts", path: "a/test/b/c.ts", belongs: true },
    { glob: "**/test/**/*.ts", path: "a/tests/b/c.ts", belongs: false },
    { glob: "*", path: "README.md", belongs: true },
    { glob: "*", path: "src/a.ts", belongs: false },
    { glob: "**", path: "src/a.ts", belongs: true },
    { glob: "src/?.ts", path: "src/a.ts", belongs: true },
    { glob: "src/?.ts", path: "src/é.ts", belongs: true },
    { glob: "src/?.ts", path: "src/ab.ts", belongs: false },
    { glob: "{src,lib}/*.{ts,js}", path: "lib/a.js", belongs: true },
    { glob: "{src,lib}/*.{ts,js}", path: "test/a.js", belongs: false },
    { glob: "a/{b/{c,d},e}/x", path: "a/b/d/x", belongs: true },
    { glob: "{src/a,lib}/x", path: "src/a/x", belongs: true },
    { glob: "{src/{a,b},lib}/{x,y/z}", path: "src/b/y/z", belongs: true },
    { glob: "{src/{a,b},lib}/{x,y/z}", path: "lib/b/x", belongs: false },
    { glob: "{**,a}/b", path: "x/y/b", belongs: true },
    { glob: "{a,**}/b", path: "b", belongs: true },
    { glob: "a/{*,b}{*,c}", path: "a/x/y", belongs: true },
    { glob: "a{,b}/c", path: "a/c", belongs: true },
    { glob: "a{,b}/c", path: "abc", belongs: false },
    { glob: "a{b,c/d", path: "a{b,c/d", belongs: true },
    { glob: "**/a/*", path: "b/a", belongs: false },
    { glob: "**/a/**/b", path: "a/b", belongs: true },
    { glob: "a*a", path: "a", belongs: false },
    { glob: "a**a/b", path: "aa/b", belongs: true },
    { glob: "pages/[id].tsx", path: "pages/[id].tsx", belongs: true },
    { glob: "pages/[id].tsx", path: "pages/i.tsx", belongs: false },
    { glob: "a+(b)", path: "a+(b)", belongs: true },
    { glob: "Src/a.ts", path: "src/a.ts", belongs: false },
    { glob: "src/a.ts", path: "src/a.ts\n", belongs: false },
  ])("$glob · $path → $belongs", ({ glob, path, belongs }) => {
    expect(matchGlobs([glob])(path)).toBe(belongs);
  });

  it("no glob, no path", () => expect(matchGlobs([])("src/a.ts")).toBe(false));

  it("as the plain definition says", () => {
    const segment = fc.constantFrom("a", "ab", "*", "a*", "*b", "**", "?", "*a*b*");
    const pattern = fc.array(segment, { minLength: 1, maxLength: 5 });
    const path = fc.array(fc.constantFrom("a", "b", "ab", "aab", "abc", "c"), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(pattern, path, (parts, segments) => {
        expect(matchGlobs([parts.join("/")])(segments.join("/"))).toBe(isMatch(parts, segments));
      }),
      { numRuns: 2_000 },
    );
  });

  it("alternatives mean what the globs mean that they stand for", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "*",
      "**",
      "?",
      "/",
      "{a,b}",
      "{a/b,b}",
      "{*,a}",
      "{**,a/**}",
      "{a{b,},*b}",
    );
    const path = fc.array(fc.constantFrom("a", "b", "ab", "aab"), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), path, (pieces, segments) => {
        const glob = pieces.join("");
        const expected = expandBraces(glob).some((each) => isMatch(each.split("/"), segments));
        expect(matchGlobs([glob])(segments.join("/"))).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  it.for([
    { title: "ends elsewhere", globs: [`${"**/a*a*/".repeat(20)}b`], path: `${"aaaa/".repeat(800)}c` },
    { title: "goes on after it", globs: [`${"**/a*a*/".repeat(20)}**/b/*`], path: `${"aaaa/".repeat(800)}c` },
    {
      title: "is tried with a thousand alternatives",
      globs: Array.from(
        { length: 50 },
        (_, at) => `**/*/{${Array.from({ length: 20 }, (__, n) => `${at}x${n}`).join()}}/*`,
      ),
      path: "a/".repeat(2_000),
    },
  ])("a path made to backtrack that $title is judged all the same", ({ globs, path }) => {
    const isInside = matchGlobs(globs);
    for (let count = 0; count < 100; count += 1) expect(isInside(`${path}${count}`)).toBe(false);
  });
});

describe("a glob that cannot mean what it looks like is refused", () => {
  it.for([
    { glob: "src/**", says: undefined },
    { glob: "**/*.{ts,tsx}", says: undefined },
    { glob: ".github/**", says: undefined },
    { glob: "/src/**", says: "paths begin at the root of the repository" },
    { glob: "./src/**", says: "paths begin at the root of the repository" },
    { glob: "../src/**", says: "it has an empty folder name, `.` or `..`" },
    { glob: "src//a", says: "it has an empty folder name, `.` or `..`" },
    { glob: "{,a}/b", says: "it has an empty folder name, `.` or `..`" },
    { glob: "!src/**", says: "a glob cannot exclude" },
    { glob: "src\\a", says: "paths have `/`, not `\\`" },
    { glob: "src/runtime/", says: "this names no file" },
    { glob: "{src,lib/**", says: "its braces do not pair" },
    { glob: "}a{", says: "its braces do not pair" },
    { glob: "{a,b}".repeat(40), says: "it has more than 20 alternatives" },
    { glob: `{${"a,".repeat(19)}a}`, says: undefined },
    { glob: `{${"a,".repeat(20)}a}`, says: "it has more than 20 alternatives" },
    { glob: "src/**.ts", says: "`**` stands alone between slashes" },
  ])("$glob → $says", ({ glob, says }) => {
    expect(globProblem(glob)?.says).toBe(says);
  });

  it("is judged whatever it is", () => {
    const glob = fc.array(fc.constantFrom("{", "}", ",", "*", "/", "a", "\\", "!"), { maxLength: 60 });
    fc.assert(
      fc.property(glob, (parts) => {
        expect(() => globProblem(parts.join(""))).not.toThrow();
      }),
    );
  });
});
