import { describe, expect, it } from "vitest";
import { parseIgnores } from "../../../../src/policy/advisory/ignores/ignore.ts";

const file = "web/osv-scanner.toml";

function read(text: string) {
  const reading = parseIgnores(file, text);
  if (reading.state === "problem") throw new Error(reading.message);
  return reading;
}

describe("osv-scanner.toml", () => {
  it("has a reason, an end and a line for each id, and holds for its own folder only", () => {
    const text = '[[IgnoredVulns]]\nid = "CVE-2099-1"\nignoreUntil = 2099-01-31\nreason = "dev only; #7"\n';
    expect(read(text)).toEqual({
      state: "read",
      ignores: [
        {
          file,
          tool: "osv-scanner",
          folder: "web",
          id: "CVE-2099-1",
          reason: "dev only; #7",
          until: new Date("2099-01-31T00:00:00Z"),
          isEndUnreadable: false,
          isRepeat: false,
          line: 2,
        },
      ],
      warnings: [],
    });
  });

  it.for([
    { why: "a day: its begin", text: "ignoreUntil = 2099-01-31", is: "2099-01-31T00:00:00.000Z" },
    { why: "a moment", text: "ignoreUntil = 2099-01-31T12:00:00+02:00", is: "2099-01-31T10:00:00.000Z" },
    { why: "a moment without a zone", text: "ignoreUntil = 2099-01-31T12:00:00", is: "2099-01-31T12:00:00.000Z" },
    { why: "a key in lower case", text: "ignoreuntil = 2099-01-31", is: "2099-01-31T00:00:00.000Z" },
    { why: "no end", text: "", is: undefined },
    { why: "a time of day", text: "ignoreUntil = 12:00:00", is: "unreadable" },
    { why: "a text, which is no date for the tool", text: 'ignoreUntil = "2099-01-31"', is: "unreadable" },
    { why: "a misspelled key", text: "ignoreUntiI = 2099-01-31", is: "unreadable" },
    {
      why: "an end in the reason too: the first",
      text: 'ignoreUntil = 2099-01-31\nreason = "until 2098-12-31"',
      is: "2099-01-01T00:00:00.000Z",
    },
    {
      why: "a later end in the reason",
      text: 'ignoreUntil = 2099-01-31\nreason = "until 2099-12-31"',
      is: "2099-01-31T00:00:00.000Z",
    },
    {
      why: "an end in the reason that cannot be read",
      text: 'ignoreUntil = 2099-01-31\nreason = "until May 2099"',
      is: "unreadable",
    },
  ])("ends an ignore by $why", ({ text, is }) => {
    const [ignore] = read(`[[IgnoredVulns]]\nid = "A-1"\n${text}`).ignores;
    const isOver = ignore?.isEndUnreadable === true && ignore.until?.getTime() === 0;
    expect(isOver ? "unreadable" : ignore?.until?.toISOString()).toBe(is);
  });

  it("of one id twice only the first counts", () => {
    const { ignores, warnings } = read(
      '[[IgnoredVulns]]\nid = "A-1"\nignoreUntil = 2020-01-01\n\n[[IgnoredVulns]]\nid = "A-1"\n',
    );
    expect(ignores.map(({ isRepeat, line }) => [isRepeat, line])).toEqual([
      [false, 2],
      [true, 6],
    ]);
    expect(warnings).toEqual(["IgnoredVulns[1] names A-1 again, and osv-scanner takes the first"]);
  });

  it.for([
    { text: '[[ignoredVULNS]]\nID = "A-1"', is: [["A-1", 2]] },
    {
      text: 'IgnoredVulns = [{ id = "A-1" }, { id = "A-2" }]',
      is: [
        ["A-1", 1],
        ["A-2", 1],
      ],
    },
    { text: '[[PackageOverrides]]\nname = "x"\nlicense.override = ["MIT"]', is: [] },
    { text: 'GoVersionOverride = "1.22"\n', is: [] },
  ])("$text", ({ text, is }) => {
    const { ignores, warnings } = read(text);
    expect(ignores.map(({ id, line }) => [id, line])).toEqual(is);
    expect(warnings).toEqual([]);
  });

  it.for([
    { text: "[[PackageOverrides]]\nignore = true", says: /PackageOverrides\[0\] hides packages .* not honoured/ },
    { text: '[[PackageOverrides]]\nname = "x"\nvulnerability.ignore = true', says: /hides packages/ },
    { text: "[[PackageOverrides]]\nskip = true", says: /^PackageOverrides\[0\]\.skip is unknown/ },
    { text: "[[PackageOverrides]]\nlicense.skip = true", says: /^PackageOverrides\[0\]\.license\.skip is unknown/ },
    { text: 'RustVersionOverride = "1"', says: /^RustVersionOverride is unknown/ },
    { text: '[[IgnoredVulns]]\nid = "A-1"\nreasoning = "x"', says: /^IgnoredVulns\[0\]\.reasoning is unknown/ },
  ])("warns of what is not honoured, or makes osv-scanner ignore the file: $text", ({ text, says }) => {
    const { warnings } = read(text);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(says);
  });

  it.for([
    { why: "a list of texts", text: 'IgnoredVulns = ["A-1"]', line: 1 },
    { why: "one list in two spellings", text: '[[IgnoredVulns]]\nid = "A-1"\n[[ignoredvulns]]\nid = "A-2"', line: 1 },
    { why: "one key in two spellings", text: '[[IgnoredVulns]]\nid = "A-1"\nID = "A-2"', line: 3 },
    { why: "an id that is a number", text: "\n[[IgnoredVulns]]\nid = 7", line: 1 },
    { why: "no TOML", text: "\n[[IgnoredVulns", line: 2 },
  ])("is not read where it has $why", ({ text, line }) => {
    expect(parseIgnores(file, text)).toMatchObject({ state: "problem", line });
  });
});
