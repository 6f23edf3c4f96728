import { parse as parseWithAnother } from "@decimalturn/toml-patch";
import fc from "fast-check";
import { stringify } from "smol-toml";
import { expect, it } from "vitest";
import { addIgnore, removeIgnore } from "../../../../src/policy/advisory/ignores/edit-ignores.ts";
import { parseIgnores } from "../../../../src/policy/advisory/ignores/ignore.ts";

const odd = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '"',
      "'",
      "\\",
      "\n",
      "\r",
      "\t",
      "#",
      "[",
      "]",
      "{",
      "}",
      "=",
      ",",
      ";",
      "\u007f",
      "\u0000",
      "\ud800",
    ),
    fc.string({ minLength: 1, maxLength: 1, unit: "binary" }),
  ),
});
const id = fc.constantFrom("A-1", "A-2", "A-3", "GHSA-1");
const item = fc.oneof(
  id.map((each) => `"${each}"`),
  id.map((each) => `'${each}'`),
  fc.record({ each: id, reason: odd }).map(({ each, reason }) => inlineTable({ id: each, reason })),
  fc.constantFrom('"atty@0.2"', '{ crate = "x", reason = "y" }'),
);
const inFile = (list: string) => `# head\n[advisories]\nyanked = "deny"\nignore = [${list}] # end\n\n[bans]\nx = 1\n`;

/** As people write them: an item a line, or all in one. */
const lines = fc
  .array(fc.tuple(fc.constantFrom("", "    # x\n", "\n"), item, fc.constantFrom("", "  # why; #1")), { maxLength: 5 })
  .map((items) => inFile(`\n${items.map(([above, each, behind]) => `${above}    ${each},${behind}\n`).join("")}`));
const oneLine = fc.array(item, { maxLength: 5 }).map((items) => inFile(items.join(", ")));
const spaces = fc.constantFrom("", " ", "\n", "\n  ", " # x\n", "\n\n    # y\n    ", "\r\n\t");
const asNobodyWrites = fc
  .tuple(fc.array(fc.tuple(spaces, item, spaces), { maxLength: 5 }), spaces, fc.boolean())
  .map(([items, end, hasLastComma]) => {
    const ending = hasLastComma && items.length > 0 ? "," : "";
    return inFile(`${items.map((parts) => parts.join("")).join(",")}${ending}${end}`);
  });
const osvTables = fc
  .array(fc.record({ id, reason: odd }), { maxLength: 4 })
  .map((entries) => entries.map((entry) => stringify({ IgnoredVulns: [entry] })).join("\n# x\n"));

const cargoFiles = (texts: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.record({ file: fc.constant("deny.toml"), text: texts }),
    fc.record({ file: fc.constant(".cargo/audit.toml"), text: texts.filter((text) => !text.includes("{")) }),
  );
const usual = fc.oneof(
  cargoFiles(fc.oneof(lines, oneLine)),
  fc.record({ file: fc.constant("web/osv-scanner.toml"), text: osvTables }),
);
const unusual = cargoFiles(asNobodyWrites);

it.for([
  { why: "as people write it", files: usual, mayRefuse: false },
  { why: "as nobody writes it", files: unusual, mayRefuse: true },
])("in a file $why, an ignore is added once, reads back the same, and all else stays", ({ files, mayRefuse }) => {
  fc.assert(
    fc.property(files, id, odd, ({ file, text }, named, reason) => {
      const wanted = { id: named, reason, until: new Date("2099-01-02T00:00:00Z"), issue: "#7" };
      const before = readAll(file, text);
      const edit = addIgnore(file, text, wanted);
      if (mayRefuse && edit.state === "problem") return;
      if (edit.state !== "edited") throw new Error(JSON.stringify(edit));
      parseWithAnother(edit.text);
      const after = readAll(file, edit.text);
      const [found, ...more] = after.filter((each) => each.id === named);
      expect(more).toEqual([]);
      expect(found?.reason).toBe(reasonIn(file, reason));
      expect(found?.until).toEqual(wanted.until);
      expect(othersOf(after, named)).toEqual(othersOf(before, named));
      expect(addIgnore(file, edit.text, wanted)).toEqual({ state: "unchanged" });
    }),
  );
});

it.for([
  { why: "as people write it", files: usual, mayRefuse: false },
  { why: "as nobody writes it", files: unusual, mayRefuse: true },
])("in a file $why, an ignore is removed, and all else stays", ({ files, mayRefuse }) => {
  fc.assert(
    fc.property(files, id, ({ file, text }, named) => {
      const before = readAll(file, text);
      const edit = removeIgnore(file, text, named);
      if (mayRefuse && edit.state === "problem") return;
      expect(edit.state).toBe(before.some((each) => each.id === named) ? "edited" : "unchanged");
      if (edit.state !== "edited") return;
      parseWithAnother(edit.text);
      const after = readAll(file, edit.text);
      expect(after.filter((each) => each.id === named)).toEqual([]);
      expect(othersOf(after, named)).toEqual(othersOf(before, named));
      expect(edit.text.length).toBeLessThan(text.length);
    }),
  );
});

it("a new one in a list with lines of its own adds a line, and taking it out gives the file back sign by sign", () => {
  const line = fc.constantFrom('    "A-1",', "    'A-2', # x", "", "    # y", '    { id = "A-3", reason = "z" },');
  fc.assert(
    fc.property(fc.array(line), odd, fc.constantFrom("\n", "\r\n"), (items, reason, newLine) => {
      const text = ["[advisories]", "ignore = [", ...items, "] # end", "", "[bans]"].join(newLine);
      const edit = addIgnore("deny.toml", text, { id: "A-9", reason, until: undefined, issue: "#7" });
      if (edit.state !== "edited") throw new Error(JSON.stringify(edit));
      expect(edit.text.split("\n").filter((each) => !each.includes("A-9"))).toEqual(text.split("\n"));
      expect(removeIgnore("deny.toml", edit.text, "A-9")).toEqual({ state: "edited", text });
    }),
  );
});

function inlineTable(table: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(table).map(([key, value]) => stringify({ [key]: value }).trim());
  return `{ ${pairs.join(", ")} }`;
}

function readAll(file: string, text: string) {
  const reading = parseIgnores(file, text);
  if (reading.state === "problem") throw new Error(`${reading.message}: ${text}`);
  return reading.ignores;
}

/** Where they stand may change. */
function othersOf(ignores: ReturnType<typeof readAll>, named: string) {
  return ignores.filter((each) => each.id !== named).map((each) => ({ ...each, line: undefined }));
}

/** What is read back: the day stands in the reason, except where the tool has a key for it. A comment has one line. */
function reasonIn(file: string, reason: string): string {
  const said = (parts: readonly string[]) => parts.filter((part) => part !== "").join("; ");
  if (file.endsWith("osv-scanner.toml")) return said([reason.toWellFormed(), "#7"]);
  const text = said([reason.toWellFormed(), "until 2099-01-01", "#7"]);
  return file.endsWith("audit.toml") ? text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim() : text;
}
