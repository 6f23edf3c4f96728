import { describe, expect, it } from "vitest";
import { createPolicyReader } from "../../../../src/policy/advisory/ignores/policy-reader.ts";
import { parseIgnores } from "../../../../src/policy/advisory/ignores/ignore.ts";

function read(file: string, text: string) {
  const reading = parseIgnores(file, text);
  if (reading.state === "problem") return `line ${reading.line}: ${reading.message}`;
  return reading.ignores.map(({ id, reason }) => (reason === "" ? id : `${id}: ${reason}`));
}

describe("deny.toml", () => {
  it.for([
    { why: "no ignores", text: "", is: [] },
    { why: "another section only", text: '[licenses]\nallow = ["MIT"]', is: [] },
    { why: "a bare id", text: '[advisories]\nignore = ["RUSTSEC-2099-0001"]', is: ["RUSTSEC-2099-0001"] },
    {
      why: "a table with a reason",
      text: '[advisories]\nignore = [{ id = "RUSTSEC-2099-0001", reason = "unused; #7" }]',
      is: ["RUSTSEC-2099-0001: unused; #7"],
    },
    {
      why: "an array of tables",
      text: '[[advisories.ignore]]\nid = "CVE-2099-1"\nreason = "never parsed"',
      is: ["CVE-2099-1: never parsed"],
    },
    {
      why: "yanked packages beside ids",
      text: '[advisories]\nignore = ["atty@0.2.14", { crate = "ansi_term", reason = "old" }, "RUSTSEC-2099-0001"]',
      is: ["RUSTSEC-2099-0001"],
    },
    {
      why: "a number",
      text: "[advisories]\nignore = [7]",
      is: "line 1: advisories.ignore[0]: is neither an id, a table with id, nor a package",
    },
    {
      why: "a text instead of a list",
      text: '[advisories]\nignore = "x"',
      is: "line 1: has an [advisories] section of another shape",
    },
    {
      why: "a package with its version in a table",
      text: '[advisories]\nignore = [{ name = "atty", version = "0.2.14" }]',
      is: [],
    },
    {
      why: "a list in a table of one line",
      text: 'advisories = { ignore = [{ id = "RUSTSEC-2099-0001", reason = "unused" }] }',
      is: ["RUSTSEC-2099-0001: unused"],
    },
    {
      why: "a table that names neither an id nor a package",
      text: '[advisories]\nignore = [{ reason = "?" }]',
      is: "line 1: advisories.ignore[0]: is neither an id, a table with id, nor a package",
    },
    { why: "broken TOML", text: "[advisories]\nignore = [\n", is: "line 3: is not valid TOML" },
  ])("$why", ({ text, is }) => {
    expect(read("deny.toml", text)).toEqual(is);
  });

  it.for([
    { text: 'vulnerability = "deny"\nnotice = "warn"', says: ["vulnerability", "notice"] },
    { text: 'unmaintained = "warn"\nunsound = "deny"', says: ["unmaintained", "unsound"] },
    { text: 'unmaintained = "workspace"\nunsound = "all"\nyanked = "deny"', says: [] },
    { text: "unmaintained = {}\nunsound = [{}]", says: [] },
    { text: "unmaintained = 2099-01-01\nunsound = [[]]\nvulnerability = {}", says: ["vulnerability"] },
    { text: 'ignore = [{ id = "RUSTSEC-2099-0001", until = "2099-01-01" }]', says: ["ignore[0].until"] },
  ])("warns of what cargo-deny refuses today: $says", ({ text, says }) => {
    const reading = parseIgnores("deny.toml", `[advisories]\n${text}`);
    expect(reading.state === "read" && reading.warnings.map((one) => /^advisories\.(\S+)/.exec(one)?.[1])).toEqual(
      says,
    );
  });
});

it.for([
  { key: "until", isOver: true },
  { key: "expires", isOver: true },
  { key: "issue", isOver: false },
])("an ignore with the unknown key $key is over: $isOver, for it may be meant as its end", ({ key, isOver }) => {
  const reading = parseIgnores("deny.toml", `[advisories]\nignore = [{ id = "A-1", ${key} = "2099-01-01" }]`);
  expect(reading.state === "read" && reading.ignores.map(({ isEndUnreadable }) => isEndUnreadable)).toEqual([isOver]);
  expect(reading.state === "read" && reading.warnings).toEqual([
    `advisories.ignore[0].${key} is refused by cargo-deny`,
  ]);
});

describe("audit.toml", () => {
  it.for([
    { why: "a table", item: '{ id = "RUSTSEC-2099-0001" }', is: /^line 2: advisories\.ignore\[0\]: is no id/ },
    { why: "a number", item: "7", is: /^line 1: advisories\.ignore\[0\]: is no id/ },
  ])("is not read where it holds $why, which cargo-audit refuses", ({ item, is }) => {
    expect(read("audit.toml", `[advisories]\nignore = [${item}]`)).toMatch(is);
  });

  it("takes every text for an id, as cargo-audit does", () => {
    expect(read("audit.toml", '[advisories]\nignore = ["TALOS-1", "odd"]')).toEqual(["TALOS-1", "odd"]);
  });

  it("keeps the comment behind an id as its reason", () => {
    const text = [
      "[advisories]",
      "ignore = [",
      "    # a heading",
      '    "RUSTSEC-2099-0001",  # panic in `flags`; tracking #8519',
      '    "RUSTSEC-2099-0002",',
      "]",
      "[yanked]\nenabled = true",
    ].join("\n");
    expect(read(".cargo/audit.toml", text)).toEqual([
      "RUSTSEC-2099-0001: panic in `flags`; tracking #8519",
      "RUSTSEC-2099-0002",
    ]);
  });
});

describe("the line of an ignore", () => {
  it.for([
    { why: "an id", text: '[advisories]\nignore = [\n  "A-1",\n]', is: [3] },
    { why: "an id behind a package", text: '[advisories]\nignore = ["a@1",\n"A-1"]', is: [3] },
    { why: "a list in a table of one line", text: 'advisories = { ignore = ["A-1"] }', is: [1] },
    { why: "an escaped key, which no line shows", text: 'advisories."ignor\\u0065" = ["A-1"]', is: [undefined] },
  ])("is known of $why", ({ text, is }) => {
    const reading = parseIgnores("deny.toml", text);
    expect(reading.state === "read" && reading.ignores.map(({ line }) => line)).toEqual(is);
  });
});

it("an ignore whose end cannot be read is over", () => {
  const reading = parseIgnores("deny.toml", '[advisories]\nignore = ["A-1", { id = "A-2", reason = "until 31 Jan" }]');
  expect(
    reading.state === "read" && reading.ignores.map(({ until, isEndUnreadable }) => [until, isEndUnreadable]),
  ).toEqual([
    [undefined, false],
    [new Date(0), true],
  ]);
});

describe("the number of ignores", () => {
  const list = (count: number) => `[advisories]\nignore = [${'"A-1",'.repeat(count)}]`;

  it.for([
    { count: 1000, is: 1000 },
    { count: 1001, is: "line 1: names 1001 advisories, more than the 1000 that are read of a file" },
  ])("of one file is $count: $is", ({ count, is }) => {
    const found = read("deny.toml", list(count));
    expect(typeof found === "string" ? found : found.length).toBe(is);
  });

  it("of all files of a commit is bounded too: a file beyond is not read, and a shorter one after it is", () => {
    const readNext = createPolicyReader();
    const states = [1000, 1000, 1000, 1000, 999, 2, 1].map(
      (count, at) => readNext(`a${at}/deny.toml`, list(count)).state,
    );
    expect(states).toEqual(["read", "read", "read", "read", "read", "problem", "read"]);
    expect(readNext("deny.toml", list(1))).toEqual({
      state: "problem",
      line: 1,
      message: "would bring the ignores of all files to 5001, more than the 5000 that are read",
    });
  });
});
