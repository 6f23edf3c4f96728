import { describe, expect, it } from "vitest";
import { findIgnore, parseIgnores } from "../../../src/policy/advisory/ignore.ts";

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
    { why: "broken TOML", text: "[advisories]\nignore = [\n", is: "line 3: is not valid TOML" },
  ])("$why", ({ text, is }) => {
    expect(read("deny.toml", text)).toEqual(is);
  });

  it.for([
    { text: 'vulnerability = "deny"\nnotice = "warn"', says: ["vulnerability", "notice"] },
    { text: 'unmaintained = "warn"\nunsound = "deny"', says: ["unmaintained", "unsound"] },
    { text: 'unmaintained = "workspace"\nunsound = "all"\nyanked = "deny"', says: [] },
    { text: 'ignore = [{ id = "RUSTSEC-2099-0001", until = "2099-01-01" }]', says: ["ignore[0].until"] },
  ])("warns of what cargo-deny refuses today: $says", ({ text, says }) => {
    const reading = parseIgnores("deny.toml", `[advisories]\n${text}`);
    expect(reading.state === "read" && reading.warnings.map((one) => /^advisories\.(\S+)/.exec(one)?.[1])).toEqual(
      says,
    );
  });
});

describe("audit.toml", () => {
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

it("an osv-scanner.toml is not taken for a file without ignores", () => {
  const text = '[[IgnoredVulns]]\nid = "GHSA-c3c4-c5c6-c7c8"\n';
  expect(read("web/osv-scanner.toml", text)).toBe("line 1: is of a format that cannot be read yet");
});

describe("the line of an ignore", () => {
  it.for([
    { why: "an id", text: '[advisories]\nignore = [\n  "A-1",\n]', is: [3] },
    { why: "an id behind a package", text: '[advisories]\nignore = ["a@1",\n"A-1"]', is: [3] },
    { why: "a list in a line, which no line shows", text: 'advisories = { ignore = ["A-1"] }', is: [undefined] },
  ])("is known of $why", ({ text, is }) => {
    const reading = parseIgnores("deny.toml", text);
    expect(reading.state === "read" && reading.ignores.map(({ line }) => line)).toEqual(is);
  });
});

describe("an ignore", () => {
  const now = new Date("2099-10-01T12:00:00Z");
  const row = { advisory: "RUSTSEC-2099-0001", aliases: ["CVE-2099-1"], kind: "vulnerability" } as const;

  it.for([
    { id: "RUSTSEC-2099-0001", reason: "", covers: true },
    { id: "CVE-2099-1", reason: "", covers: true },
    { id: "RUSTSEC-2099-0002", reason: "", covers: false },
    { id: "RUSTSEC-2099-0001", reason: "until 2099-10-01", covers: true },
    { id: "RUSTSEC-2099-0001", reason: "until 2099-09-30", covers: false },
    { id: "RUSTSEC-2099-0001", reason: "wait; expires 2099-11-01; #4", covers: true },
    { id: "RUSTSEC-2099-0001", reason: "review by 2099-01-01", covers: false },
    { id: "RUSTSEC-2099-0001", reason: "until 2099-02-31", covers: false },
    { id: "RUSTSEC-2099-0001", reason: "until they fix it", covers: true },
  ])('"$id" with reason "$reason" covers: $covers', ({ id, reason, covers }) => {
    const text = `[advisories]\nignore = [{ id = ${JSON.stringify(id)}, reason = ${JSON.stringify(reason)} }]`;
    const reading = parseIgnores("deny.toml", text);
    const found = reading.state === "read" && findIgnore(row, reading.ignores, now);
    expect(found !== undefined).toBe(covers);
  });

  it("whose end cannot be read is over", () => {
    const reading = parseIgnores(
      "deny.toml",
      '[advisories]\nignore = ["A-1", { id = "A-2", reason = "until 31 Jan" }]',
    );
    expect(
      reading.state === "read" && reading.ignores.map(({ until, isEndUnreadable }) => [until, isEndUnreadable]),
    ).toEqual([
      [undefined, false],
      [new Date(0), true],
    ]);
  });

  it("never covers a malicious package", () => {
    const ignore = { file: "deny.toml", id: "MAL-2099-1", reason: "", until: undefined };
    expect(findIgnore({ advisory: "MAL-2099-1", aliases: [], kind: "malicious" }, [ignore], now)).toBeUndefined();
  });
});
