import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goReader } from "../../../src/advisories/lockfiles/go.ts";
import { showReach, showReading } from "./show-reading.ts";

const read = (text: string) => showReading(goReader, text);

describe("go.mod", () => {
  it.for([
    {
      why: "one line and a block, direct and not",
      text: "module m.example/app\n\ngo 1.23\n\nrequire a.example/one v1.2.3\n\nrequire (\n\tb.example/two/v2 v2.0.1\n\tc.example/three v0.1.0 // indirect\n)\n",
      is: [
        "a.example/one 1.2.3 registry",
        "b.example/two/v2 2.0.1 registry",
        "c.example/three 0.1.0 registry",
        "m.example/app local → a.example/one 1.2.3, b.example/two/v2 2.0.1",
      ],
    },
    {
      why: "a major version without a module of its own, and a commit without a version",
      text: "module m\nrequire (\n\ta v2.0.2+incompatible\n\tb v0.0.0-20210630005230-0f9fa26af87c\n)\n",
      is: [
        "a 2.0.2+incompatible registry",
        "b 0.0.0-20210630005230-0f9fa26af87c registry",
        "m local → a 2.0.2+incompatible, b 0.0.0-20210630005230-0f9fa26af87c",
      ],
    },
    {
      why: "a module that is replaced by another is that one",
      text: "module m\nrequire a v1.0.0\nreplace a => fork.example/a v1.0.1\n",
      is: ["fork.example/a 1.0.1 registry", "m local → fork.example/a 1.0.1"],
    },
    {
      why: "a version that is replaced wins over the module that is replaced as a whole",
      text: "module m\nrequire (\n\ta v1.0.0\n\ta v2.0.0\n)\nreplace (\n\ta v1.0.0 => one v1.1.1\n\ta => any v9.9.9\n)\n",
      is: ["one 1.1.1 registry", "any 9.9.9 registry", "m local → one 1.1.1, any 9.9.9"],
    },
    {
      why: "a replacement of another version changes nothing",
      text: "module m\nrequire a v1.0.0\nreplace a v2.0.0 => b v3.0.0\n",
      is: ["a 1.0.0 registry", "m local → a 1.0.0"],
    },
    {
      why: "a folder in the place of a module is not looked up",
      text: "module m\nrequire a v1.0.0 // indirect\nreplace a => ../a\n",
      is: ["a 1.0.0 path", "m local"],
    },
    {
      why: "no other directive is a package",
      text: "module m\ngo 1.25\ntoolchain go1.25.1\ngodebug default=go1.24\ngodebug (\n\tx=1\n)\nexclude a v1.0.0\nretract [v1.0.0, v1.9.9] // broken\nretract (\n\tv2.0.0\n)\ntool b/cmd/x\ntool (\n\tc/cmd/y\n)\nignore ./static\n",
      is: ["m local"],
    },
    {
      why: "texts in quotes and in backquotes",
      text: 'module "m"\nrequire "a\\b" `v1.0.0`\nrequire `c` "v1.1.0"//indirect\n',
      is: ["ab 1.0.0 registry", "c 1.1.0 registry", "m local → ab 1.0.0, c 1.1.0"],
    },
    {
      why: "only Go's own way of saying indirect counts",
      text: "module m\nrequire (\n\ta v1.0.0 // indirect; for tests\n\tb v1.0.0 // indirectly\n\tc v1.0.0 //indirect\n\td v1.0.0 // indirect\t\n)\n",
      is: [
        "a 1.0.0 registry",
        "b 1.0.0 registry",
        "c 1.0.0 registry",
        "d 1.0.0 registry",
        "m local → b 1.0.0, c 1.0.0",
      ],
    },
    {
      why: "comments above, behind and inside",
      text: "// Deprecated: no.\nmodule m // name\n\nrequire ( // why\n\t// and this\n\ta v1.0.0// glued\n) // end\nrequire ()\n",
      is: ["a 1.0.0 registry", "m local → a 1.0.0"],
    },
    {
      why: "a version that is none is listed, and the others are read",
      text: "module m\nrequire a master\nrequire b v1.0.0\n",
      is: ["a master registry", "b 1.0.0 registry", "m local → a master, b 1.0.0"],
    },
    {
      why: "a module without a name",
      text: "require __proto__ v1.0.0\n",
      is: ["__proto__ 1.0.0 registry", "main local → __proto__ 1.0.0"],
    },
    { why: "no dependencies", text: "module m\n\ngo 1.19\n", is: ["m local"] },
    {
      why: "Windows line endings",
      text: "module m\r\nrequire (\r\n\ta v1.0.0 // indirect\r\n)\r\n",
      is: ["a 1.0.0 registry", "m local"],
    },
  ])("$why", ({ text, is }) => {
    expect(read(text)).toEqual(is);
  });

  it.for([
    { why: "an empty file", text: "", is: /^line 1: is empty$/ },
    { why: "comments only", text: "// module m\n", is: /^line 1: is empty$/ },
    {
      why: "merge conflict markers",
      text: "module m\n<<<<<<< HEAD\nrequire a v1.0.0\n=======\n",
      is: /^line 2: holds merge conflict markers$/,
    },
    {
      why: "a block that never ends",
      text: "module m\n\nrequire (\n\ta v1.0.0\n",
      is: /^line 3: begins a block require that never ends$/,
    },
    { why: "a line cut off", text: "module m\nrequire (\n\ta\n)\n", is: /^line 3: requires no module at a version$/ },
    { why: "a replacement cut off", text: "module m\nreplace a =>\n", is: /^line 2: replaces no module by another$/ },
    {
      why: "an arrow too early",
      text: "module m\nreplace => a v1.0.0\n",
      is: /^line 2: replaces no module by another$/,
    },
    {
      why: "something behind a block",
      text: "module m\nrequire (\n) a\n",
      is: /^line 3: has something behind the end of a block$/,
    },
    { why: "a quote that stays open", text: 'module "m\n', is: /^line 1: cannot be read from character 7 on$/ },
    {
      why: "a directive from the future",
      text: "module m\nvendor x\n",
      is: /^line 2: has the directive vendor, which is not known yet$/,
    },
    {
      why: "another kind of file",
      text: "this is no go.mod\n",
      is: /^line 1: has the directive this, which is not known yet$/,
    },
    {
      why: "a line of megabytes",
      text: `module ${"a/".repeat(5_001)}`,
      is: /^line 1: is longer than 10000 characters$/,
    },
    {
      why: "more modules than anybody has",
      text: `module m\n${"require a v1.0.0\n".repeat(20_000)}`,
      is: /^line 1: is too large to read: 20001 packages and 20000 dependencies, of 20000 and 200000 at most$/,
    },
  ])("$why is a problem, with its line", ({ text, is }) => {
    expect(read(text)).toMatch(is);
  });

  it.for([
    { why: "Go 1.16", text: "module m\n\ngo 1.16\n\nrequire a v1.0.0\n", is: 3 },
    { why: "no version of Go, which means 1.16", text: "module m\nrequire a v1.0.0\n", is: 1 },
    { why: "Go 1.9, which is before 1.17", text: "go 1.9\nrequire a v1.0.0\n", is: 1 },
    { why: "two versions of Go", text: "go 1.17\ngo 1.16\nrequire a v1.0.0\n", is: 2 },
    { why: "a version that is none", text: "go latest\nrequire a v1.0.0\n", is: 1 },
    { why: "Go 1.17", text: "go 1.17\nrequire a v1.0.0\n", is: undefined },
    { why: "a candidate of Go 1.17", text: "go 1.17rc1\nrequire a v1.0.0\n", is: undefined },
    { why: "Go 1.26.5", text: "go 1.26.5\nrequire a v1.0.0\n", is: undefined },
    { why: "a Go 2 to come", text: "go 2.0\nrequire a v1.0.0\n", is: undefined },
    { why: "a module that needs none", text: "module m\n", is: undefined },
  ])("whether everything that is built is listed: $why", ({ text, is }) => {
    const reading = goReader.parse(text, new Map());
    if (reading.state === "problem") throw new Error(reading.message);
    const words =
      'does not list everything that is built, as from Go 1.17 on; "go mod tidy -go=1.17", or of a later version, puts it right';
    expect(reading.inventory.gap).toBe(is === undefined ? undefined : `line ${is}: ${words}`);
  });

  it("marks a module that stands in for another, whose version only the replacement says", () => {
    const text =
      "module m\nrequire (\n\ta v1.0.0\n\tb v1.0.0\n\tc v1.0.0\n)\nreplace a => fork v1.1.0\nreplace b => b v1.2.0\n";
    const reading = goReader.parse(text, new Map());
    if (reading.state === "problem") throw new Error(reading.message);
    const replaced = reading.inventory.packages.filter(({ isReplaced }) => isReplaced);
    expect(replaced.map(({ name, version }) => `${name} ${version}`)).toEqual(["fork 1.1.0", "b 1.2.0"]);
  });

  it("leads to direct modules only, because what needs the others stands nowhere", () => {
    expect(showReach(goReader, "module m\nrequire a v1.0.0\nrequire b v2.0.0 // indirect\n")).toEqual({
      a: "direct: m → a 1.0.0",
      b: "transitive: ",
    });
  });

  it("never throws, whatever the lines hold", () => {
    const part = fc.constantFrom(
      "require",
      "replace",
      "(",
      ")",
      "=>",
      "a.b/c",
      "v1.0.0",
      "//",
      '"',
      "`",
      "\\",
      " ",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        expect(() => read(parts.join(" "))).not.toThrow();
      }),
    );
  });

  it.for([
    { path: "go.mod", is: true },
    { path: "tools/go.mod", is: true },
    { path: "go.sum", is: false },
    { path: "cargo.mod", is: false },
    { path: "go.mod/readme", is: false },
  ])("$path is a go.mod: $is", ({ path, is }) => {
    expect(goReader.matches(path)).toBe(is);
  });
});
