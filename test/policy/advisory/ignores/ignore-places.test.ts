import fc from "fast-check";
import { stringify } from "smol-toml";
import { describe, expect, it } from "vitest";
import { ignorePlaces } from "../../../../src/policy/advisory/ignores/ignore-places.ts";

describe("the places of the ignores", () => {
  const listed = (...lines: readonly string[]) => ["[advisories]", "ignore = [", ...lines, "]"].join("\n");
  it.for<{ why: string; text: string; is: readonly (number | undefined)[] }>([
    { why: "an id", text: listed('"A-1",'), is: [3] },
    { why: "an id with an escape", text: listed('"A\\u002D1"'), is: [3] },
    { why: "ids in one line", text: '[advisories]\nignore = ["A-1", "A-2"]', is: [2, 2] },
    { why: "a table", text: "[[advisories.ignore]]\nid = 'A-1'\nreason = \"see 'A-1'\"", is: [2] },
    {
      why: "a package among tables",
      text: "[[advisories.ignore]]\ncrate='a'\n[[advisories.ignore]]\nid='A-1'",
      is: [undefined, 4],
    },
    {
      why: "packages among ids",
      text: listed('{ crate = "a" },', '"A-1",', '{ crate = "b", reason = "id" }'),
      is: [undefined, 4, undefined],
    },
    { why: "one id twice", text: listed('"A-1",', '"A-1",'), is: [3, 4] },
    { why: "one that a comment names first", text: listed("# 'A-1'", '"A-1" # "A-1"'), is: [4] },
    {
      why: "one that another reason names first",
      text: listed('{ id = "A-2", reason = "as \'A-1\'" },', '{ reason = "A-1", id = "A-1" }'),
      is: [3, 4],
    },
    { why: "one that a table in it names first", text: listed('{ more = { id = "A-2" }, id = "A-1" }'), is: [3] },
    { why: "one that another key names first", text: `note = "'A-1'"\n${listed('"A-1"')}`, is: [4] },
    {
      why: "one that another section names first",
      text: `[x]\nignore = ["A-1"]\nid = "A-1"\n${listed('"A-1"')}`,
      is: [6],
    },
    {
      why: "one that a text of several lines names first",
      text: `x = """\n${listed('"A-1"')}\\""""" # '''\n${listed('"A-1"')}`,
      is: [8],
    },
    {
      why: "one that an unread text names first",
      text: `x = '''\n${listed('"A-1"')}''''\n${listed('"A-1"')}`,
      is: [8],
    },
    { why: "a list behind a dotted key", text: 'advisories.ignore = ["A-1"]', is: [1] },
    { why: "keys in quotes", text: '[ "advisories" ]\n\'ignore\' = [{ "id" = "A-1" }]', is: [2] },
    { why: "Windows", text: listed('"A-1",', '"A-2",').replaceAll("\n", "\r\n"), is: [3, 4] },
    { why: "a section after it", text: `${listed('"A-1"')}\n[advisories.more]\nignore = ["A-2"]`, is: [3] },
    { why: "a list in a table of one line", text: 'a = 1\nadvisories = { x = [1], ignore = ["A-1"] }', is: [2] },
    {
      why: "a list of another section, in a table of one line",
      text: '[x]\nadvisories = { ignore = ["A-1"] }',
      is: [],
    },
    { why: "a key with a dot in quotes, which is another key", text: '"advisories.ignore" = ["A-1"]', is: [] },
    { why: "no list", text: "[advisories]\n", is: [] },
  ])("are known of $why", ({ text, is }) => {
    expect(ignorePlaces(text).map((place) => place?.line)).toEqual(is);
  });

  it("are as many as the items, whatever they hold", () => {
    const reason = fc.string({ unit: fc.constantFrom('"', "'", "\\", "\n", "#", "[", "]", "{", "}", "=", ",", "a") });
    const item = fc.oneof(reason, fc.record({ id: reason, reason }), fc.record({ crate: reason }));
    fc.assert(
      fc.property(fc.array(item), reason, (ignore, note) => {
        // Of tables alone it writes sections, and of others one list.
        const text = stringify({ note, advisories: { note, ignore }, after: { ignore: [note] } });
        expect(ignorePlaces(text)).toHaveLength(ignore.length);
      }),
    );
  });

  it.for([
    { lines: ['"A-1", # why; #1'], comments: ["why; #1"] },
    { lines: ['"A-1" # why'], comments: ["why"] },
    { lines: ['"A-1", "A-2", # why'], comments: ["", ""] },
    { lines: ["# why", '"A-1",', "# why"], comments: [""] },
    { lines: ['{ id = "A-1" }, # why'], comments: [""] },
    { lines: ['"A-1"', ", # why"], comments: [""] },
  ])("keep the comment behind an id that stands alone: $lines", ({ lines, comments }) => {
    expect(ignorePlaces(listed(...lines)).map((place) => place?.comment)).toEqual(comments);
  });

  it("are found in one pass, also behind a line of spaces without end", () => {
    const spaces = " ".repeat(200_000);
    expect(ignorePlaces(listed(`"A-1"${spaces},${spaces}"A-2"`)).map((place) => place?.line)).toEqual([3, 3]);
  });
});
