import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestArea, digestDiff, firstChangedPath, namedDigests } from "../../../src/policy/area/area-digest.ts";
import { evaluate } from "../../../src/policy/evaluate.ts";
import type { ChangedFile } from "../../../src/policy/facts.ts";
import { aFile, allOf, anArea, aReview, globs, someSigning, someSnapshot } from "../../support/builders.ts";

function digest(...files: readonly ChangedFile[]): string | undefined {
  return digestArea(files, true).digest;
}

function patch(...lines: readonly string[]): string {
  const old = lines.filter((line) => !line.startsWith("+")).length;
  const present = lines.filter((line) => !line.startsWith("-")).length;
  return [`@@ -1,${old} +1,${present} @@`, ...lines].join("\n");
}

const before = aFile({ patch: "@@ -10,2 +10,2 @@ function start() {\n context\n-old\n+new" });

describe("what the area looks like to its signer", () => {
  it.for([
    {
      name: "a rebase that only moves lines",
      file: { patch: "@@ -90,2 +95,2 @@ function stop() {\n context\n-old\n+new" },
      same: true,
    },
    { name: "another blob around the same patch", file: { blobSha: "other" }, same: true },
    { name: "a changed added line", file: { patch: "@@ -10,2 +10,2 @@\n context\n-old\n+newer" }, same: false },
    { name: "a changed removed line", file: { patch: "@@ -10,2 +10,2 @@\n context\n-older\n+new" }, same: false },
    { name: "a changed context line", file: { patch: "@@ -10,2 +10,2 @@\n other\n-old\n+new" }, same: false },
    { name: "white space", file: { patch: "@@ -10,2 +10,2 @@\n context\n-old\n+new " }, same: false },
    { name: "a carriage return", file: { patch: "@@ -10,2 +10,2 @@\n context\n-old\n+new\r" }, same: false },
    {
      name: "no newline at the end",
      file: { patch: "@@ -10,2 +10,2 @@\n context\n-old\n+new\n\\ No newline at end of file" },
      same: false,
    },
    { name: "another status", file: { status: "renamed" }, same: false },
    { name: "another previous path", file: { previousPath: "src/runtime/old.ts" }, same: false },
    { name: "another path", file: { path: "src/runtime/other.ts" }, same: false },
    { name: "a patch that GitHub no longer gives", file: { patch: undefined }, same: false },
  ])("$name → same: $same", ({ file, same }) => {
    expect(digest({ ...before, ...file }) === digest(before)).toBe(same);
  });

  it.for([
    { name: "behind a carriage return", lineEnd: "\r" },
    { name: "behind a line separator", lineEnd: "\u2028" },
    { name: "behind a paragraph separator", lineEnd: "\u2029" },
  ])("nothing hides $name as if it were a position", ({ lineEnd }) => {
    const hidden = (text: string) => aFile({ patch: patch(`+/*${lineEnd}@@ -1 +1 @@*/ ${text}`) });
    expect(digest(hidden("harmless()"))).not.toBe(digest(hidden("evil()")));
  });

  it("binary and very large files count by their blob", () => {
    const binary = { patch: undefined, blobSha: "one" };
    expect(digest(aFile(binary))).toBe(digest(aFile(binary)));
    expect(digest(aFile(binary))).not.toBe(digest(aFile({ ...binary, blobSha: "two" })));
  });

  it.for([
    { name: "fewer lines than announced", cut: "@@ -1,3 +1,3 @@\n a\n-b" },
    { name: "more lines than announced", cut: "@@ -1 +1 @@\n a\n b" },
    { name: "no position at all", cut: "+a" },
    { name: "nothing", cut: "" },
  ])("a patch with $name counts by its blob too", ({ cut }) => {
    expect(digest(aFile({ patch: cut, blobSha: "one" }))).not.toBe(digest(aFile({ patch: cut, blobSha: "two" })));
  });

  it("the order in which GitHub lists files does not matter", () => {
    const [a, b] = [aFile({ path: "a" }), aFile({ path: "b" })];
    expect(digest(a, b)).toBe(digest(b, a));
  });

  it("a new file enters", () => expect(digest(before, aFile({ path: "src/runtime/new.ts" }))).not.toBe(digest(before)));

  it("an incomplete list has no digest", () => expect(digestArea([before], false).digest).toBeUndefined());

  it("is not made of short digests, which could be made to collide", () => {
    const { digest: whole, byPath } = digestArea([before], true);
    expect(whole).toHaveLength(64);
    expect([...byPath.values()].map((each) => each.length)).toEqual([16]);
  });
});

const line = fc.tuple(
  fc.constantFrom(" ", "+", "-"),
  fc.string({ unit: fc.constantFrom("a", "@", " ", "-", "1", "\r", "\u2028") }),
);
const lines = fc.array(line, { minLength: 1, maxLength: 8 }).map((each) => each.map(([sign, text]) => sign + text));

describe("any patch", () => {
  it("keeps its digest when only its positions move", () => {
    fc.assert(
      fc.property(
        lines,
        fc.nat(),
        fc.nat(),
        fc.string({ unit: fc.constantFrom("f", "(", "@", " ") }),
        (each, old, now, near) => {
          const moved = patch(...each)
            .replace("@@ -1,", `@@ -${old},`)
            .replace("+1,", `+${now},`)
            .replace(" @@", ` @@${near}`);
          expect(digest(aFile({ patch: moved }))).toBe(digest(aFile({ patch: patch(...each) })));
        },
      ),
    );
  });

  it("changes its digest with any line", () => {
    fc.assert(
      fc.property(
        lines,
        fc.nat(),
        fc.string({ minLength: 1, unit: fc.constantFrom("x", "@", " ", "\r") }),
        (each, at, added) => {
          const index = at % each.length;
          const changed = each.with(index, (each[index] ?? "") + added);
          expect(digest(aFile({ patch: patch(...changed) }))).not.toBe(digest(aFile({ patch: patch(...each) })));
        },
      ),
    );
  });
});

it("a file is hashed once, however many areas it belongs to", () => {
  const areas = ["a", "b", "c"].map((name) => anArea({ name, files: globs("**"), staleOn: "any_push" }));
  let reads = 0;
  const file: ChangedFile = {
    ...aFile(),
    get patch() {
      reads += 1;
      return before.patch;
    },
  };
  digestDiff(areas, allOf(file), "main");
  expect(reads).toBe(1);
  const snapshot = someSnapshot({ files: allOf(file), signing: someSigning({ areas, reviews: [aReview()] }) });
  evaluate(snapshot, [], { draftsWait: false, now: new Date("2026-11-20T12:00:00Z") });
  expect(reads).toBe(2);
});

describe("the changed file is named", () => {
  const one = digestArea([before], true);
  it.for([
    { name: "changed", now: [aFile({ patch: patch("+other") })], path: "src/runtime/host.ts" },
    { name: "added", now: [before, aFile({ path: "constructor" })], path: "constructor" },
    { name: "added with the name of a prototype", now: [before, aFile({ path: "__proto__" })], path: "__proto__" },
    { name: "gone", now: [], path: "src/runtime/host.ts" },
    { name: "the same", now: [before], path: undefined },
  ])("$name → $path", ({ now, path }) => {
    expect(firstChangedPath(namedDigests(one), digestArea(now, true).byPath)).toBe(path);
  });

  it("of very large areas the ledger keeps no names", () => {
    const many = Array.from({ length: 301 }, (_, index) => aFile({ path: `src/${index}` }));
    expect(namedDigests(digestArea(many, true))).toBeUndefined();
    expect(firstChangedPath(undefined, one.byPath)).toBeUndefined();
  });
});
