import { parse as parseWithAnother } from "@decimalturn/toml-patch";
import { describe, expect, it } from "vitest";
import { addIgnore, type IgnoreEdit, removeIgnore } from "../../../../src/policy/advisory/ignores/edit-ignores.ts";
import { parseIgnores } from "../../../../src/policy/advisory/ignores/ignore.ts";

const ignore = { id: "A-9", reason: "why", until: undefined, issue: undefined };

/** The text with its carriage returns to be seen; a problem in words. */
function textOf(edit: IgnoreEdit): string {
  if (edit.state !== "edited") return edit.state === "problem" ? `line ${edit.line} ${edit.message}` : edit.state;
  parseWithAnother(edit.text);
  return edit.text;
}

describe("an ignore is added to a deny.toml", () => {
  const entry = '{ id = "A-9", reason = "why" }';
  it.for([
    { why: "behind the last item", text: 'ignore = [\n  "A-1",\n]', is: `ignore = [\n  "A-1",\n  ${entry},\n]` },
    { why: "without a last comma", text: 'ignore = [\n  "A-1"\n]', is: `ignore = [\n  "A-1",\n  ${entry}\n]` },
    { why: "behind a comment", text: 'ignore = [\n\t"A-1" # x\n]', is: `ignore = [\n\t"A-1", # x\n\t${entry}\n]` },
    {
      why: "before comments that follow",
      text: 'ignore = [\n  "A-1",\n  # "A-2"\n] # end',
      is: `ignore = [\n  "A-1",\n  ${entry},\n  # "A-2"\n] # end`,
    },
    { why: "in one line", text: 'ignore = ["A-1"]', is: `ignore = ["A-1", ${entry}]` },
    { why: "in one line with a last comma", text: 'ignore = [ "A-1", ]', is: `ignore = [ "A-1", ${entry} ]` },
    {
      why: "commas in front",
      text: 'ignore = [ "A-1"\n  , "A-2"\n]',
      is: `ignore = [ "A-1"\n  , "A-2",\n    ${entry}\n]`,
    },
    { why: "an empty list", text: "ignore = []\nx = 1", is: `ignore = [\n    ${entry},\n]\nx = 1` },
    {
      why: "an empty list with comments",
      text: "ignore = [ # list\n    # none yet\n]",
      is: `ignore = [ # list\n    ${entry},\n    # none yet\n]`,
    },
    { why: "no list", text: 'yanked = "deny"\n\n[x]', is: `yanked = "deny"\nignore = [\n    ${entry},\n]\n\n[x]` },
    {
      why: "among packages",
      text: 'ignore = ["atty@0.2", { crate = "x" }]',
      is: `ignore = ["atty@0.2", { crate = "x" }, ${entry}]`,
    },
  ])("$why", ({ text, is }) => {
    expect(textOf(addIgnore("deny.toml", `# head\n[advisories]\n${text}\n`, ignore))).toBe(
      `# head\n[advisories]\n${is}\n`,
    );
  });

  it.for([
    { why: "an empty file", text: "", is: `[advisories]\nignore = [\n    ${entry},\n]\n` },
    {
      why: "other sections",
      text: "# a\n[x]\ny = 1\n",
      is: `# a\n[x]\ny = 1\n\n[advisories]\nignore = [\n    ${entry},\n]\n`,
    },
    {
      why: "a table for each",
      text: '[[advisories.ignore]]\nid = "A-1" # x\n\n# bans\n[bans]\n',
      is: '[[advisories.ignore]]\nid = "A-1" # x\n\n[[advisories.ignore]]\nid = "A-9"\nreason = "why"\n\n# bans\n[bans]\n',
    },
    {
      why: "a table of one line",
      text: 'advisories = { ignore = ["A-1"] }',
      is: `advisories = { ignore = ["A-1", ${entry}] }`,
    },
    { why: "dotted keys", text: 'advisories.ignore = ["A-1"]\n', is: `advisories.ignore = ["A-1", ${entry}]\n` },
    {
      why: "Windows",
      text: '[advisories]\r\nignore = [\r\n    "A-1", # x\r\n]\r\n',
      is: `[advisories]\r\nignore = [\r\n    "A-1", # x\r\n    ${entry},\r\n]\r\n`,
    },
  ])("to $why", ({ text, is }) => {
    expect(textOf(addIgnore("deny.toml", text, ignore))).toBe(is);
  });

  it("with its end and its issue inside the reason, where cargo-deny takes them", () => {
    const until = new Date("2026-10-02T00:00:00Z");
    const text = textOf(addIgnore("deny.toml", "", { ...ignore, until, issue: "#9602" }));
    expect(text).toContain('{ id = "A-9", reason = "why; until 2026-10-01; #9602" }');
    const reading = parseIgnores("deny.toml", text);
    expect(reading.state === "read" && reading.ignores[0]?.until).toEqual(until);
  });
});

describe("an ignore that is there", () => {
  it.for([
    { why: "a bare id, whose comment was its reason", text: '"A-9", # old', is: '{ id = "A-9", reason = "why" },' },
    {
      why: "a table, whose comment stays",
      text: '{ id = "A-9", reason = "old" }, # x',
      is: '{ id = "A-9", reason = "why" }, # x',
    },
    { why: "one twice", text: '"A-9",\n  "A-1",\n  "A-9",', is: '{ id = "A-9", reason = "why" },\n  "A-1",' },
    { why: "a key that is refused", text: '{ id = "A-9", until = "x" }', is: '{ id = "A-9", reason = "why" }' },
  ])("is written anew and not doubled: $why", ({ text, is }) => {
    const list = (items: string) => `[advisories]\nignore = [\n  ${items}\n]\n`;
    expect(textOf(addIgnore("deny.toml", list(text), ignore))).toBe(list(is));
  });

  it("is left as it is where it says so already", () => {
    const text = '[advisories]\nignore = [ {reason="why; #7",id="A-9"} ]\n';
    expect(addIgnore("deny.toml", text, { ...ignore, issue: "#7" })).toEqual({ state: "unchanged" });
  });

  it("loses an end that nobody asks for any more", () => {
    const text = '[[IgnoredVulns]]\nid = "A-9"\nignoreUntil = 2020-01-01\nreason = "why"\n';
    expect(textOf(addIgnore("osv-scanner.toml", text, ignore))).toBe('[[IgnoredVulns]]\nid = "A-9"\nreason = "why"\n');
  });
});

describe("an ignore is added to an audit.toml", () => {
  const list = (items: string) => `[advisories]\nignore = [${items}]\n`;
  it.for([
    { why: "behind the last id", text: '\n    "A-1",  # x\n', is: '\n    "A-1",  # x\n    "A-9",  # why\n' },
    { why: "without a last comma", text: '\n    "A-1"\n', is: '\n    "A-1",\n    "A-9"  # why\n' },
    { why: "in one line, where a comment has no room", text: '"A-1"', is: '"A-1",\n    "A-9",  # why\n' },
    { why: "in an empty list", text: "", is: '\n    "A-9",  # why\n' },
    { why: "in place of another reason", text: '\n    "A-9",  # old\n', is: '\n    "A-9",  # why\n' },
    { why: "out of one line", text: '"A-9", "A-1"', is: '"A-1",\n    "A-9",  # why\n' },
  ])("$why", ({ text, is }) => {
    expect(textOf(addIgnore(".cargo/audit.toml", list(text), ignore))).toBe(list(is));
  });

  it("with a reason of several lines in one", () => {
    const edit = addIgnore("audit.toml", "", { ...ignore, reason: "first\r\nsecond\u0000 # third", issue: "#7" });
    expect(textOf(edit)).toContain('"A-9",  # first second # third; #7\n');
  });
});

describe("an ignore is added to an osv-scanner.toml", () => {
  const until = new Date("2026-10-02T00:00:00Z");
  const entry = '[[IgnoredVulns]]\nid = "A-9"\nignoreUntil = 2026-10-02\nreason = "why; #7"';
  it.for([
    { why: "an empty file", text: "", is: `${entry}\n` },
    { why: "a file with something else", text: 'GoVersionOverride = "1"', is: `GoVersionOverride = "1"\n\n${entry}\n` },
    {
      why: "behind the last of them",
      text: '[[IgnoredVulns]]\nid = "A-1"\n\n[[PackageOverrides]]\nname = "x"\n',
      is: `[[IgnoredVulns]]\nid = "A-1"\n\n${entry}\n\n[[PackageOverrides]]\nname = "x"\n`,
    },
    {
      why: "in the spelling of the file, because another would be a second list",
      text: '[[ignoredVulns]]\nid = "A-1"\n',
      is: `[[ignoredVulns]]\nid = "A-1"\n\n${entry.replace("I", "i")}\n`,
    },
    {
      why: "in place of two of the same id",
      text: '[[IgnoredVulns]]\nid = "A-9"\nignoreuntil = 2020-01-01\n\n[[IgnoredVulns]]\nID = "A-9"\n',
      is: `${entry}\n`,
    },
    {
      why: "in a list of one line",
      text: 'IgnoredVulns = [{ id = "A-1" }]\n',
      is: 'IgnoredVulns = [{ id = "A-1" }, { id = "A-9", ignoreUntil = 2026-10-02, reason = "why; #7" }]\n',
    },
  ])("to $why", ({ text, is }) => {
    expect(textOf(addIgnore("web/osv-scanner.toml", text, { ...ignore, until, issue: "#7" }))).toBe(is);
  });
});

describe("an ignore is removed", () => {
  const list = (items: string) => `# head\n[advisories]\nignore = [\n${items}\n] # end\n`;
  it.for([
    { why: "with its line", text: '  "A-1",\n  "A-9",  # x\n  "A-2",', is: '  "A-1",\n  "A-2",' },
    {
      why: "with the comments that are about it",
      text: '  "A-1",\n  # a\n  # b\n  "A-9",\n\n  "A-2",',
      is: '  "A-1",\n\n  "A-2",',
    },
    { why: "without a comment beyond an empty line", text: '  # a\n\n  "A-9",\n  "A-2",', is: '  # a\n\n  "A-2",' },
    {
      why: "without a comment that may head the next one too",
      text: '  # all of x\n  { id = "A-9", reason = "y" },\n  { id = "A-2", reason = "z" },',
      is: '  # all of x\n  { id = "A-2", reason = "z" },',
    },
    { why: "with a comment that is its only reason", text: '  # a\n  "A-9",\n  "A-2",', is: '  "A-2",' },
    { why: "from a shared line", text: '  "A-1", "A-9", "A-2"', is: '  "A-1", "A-2"' },
    { why: "from the end of a shared line", text: '  "A-1", "A-9"', is: '  "A-1"' },
    { why: "as often as it is there", text: '  "A-9", "A-9",\n  "A-1",\n  "A-9"', is: '  \n  "A-1",' },
    { why: "between commas in front", text: '    "A-1"\n  , "A-9"\n  , "A-2"', is: '    "A-1"\n  , "A-2"' },
  ])("$why", ({ text, is }) => {
    expect(textOf(removeIgnore("deny.toml", list(text), "A-9"))).toBe(list(is));
  });

  it.for([
    {
      text: '[[IgnoredVulns]]\nid = "A-1"\n\n# a\n[[IgnoredVulns]]\nid = "A-9"\n',
      is: '[[IgnoredVulns]]\nid = "A-1"\n',
    },
    {
      text: '[[IgnoredVulns]]\nid = "A-9" # x\n\n[[IgnoredVulns]]\nid = "A-1"\n',
      is: '[[IgnoredVulns]]\nid = "A-1"\n',
    },
    { text: '[[IgnoredVulns]]\nid = "A-9"\n[[IgnoredVulns]]\nid = "A-1"\n', is: '[[IgnoredVulns]]\nid = "A-1"\n' },
    {
      text: '[[IgnoredVulns]]\r\nid = "A-1"\r\n\r\n[[IgnoredVulns]]\r\nid = "A-9"',
      is: '[[IgnoredVulns]]\r\nid = "A-1"\r\n',
    },
  ])("with its table: $text", ({ text, is }) => {
    expect(textOf(removeIgnore("osv-scanner.toml", text, "A-9"))).toBe(is);
  });

  it("where it is not there, nothing is written", () => {
    expect(removeIgnore("deny.toml", list('  "A-1",'), "A-9")).toEqual({ state: "unchanged" });
  });
});

describe("nothing is written", () => {
  it.for([
    { why: "no TOML", text: "[advisories]\nignore = [\n", is: "line 3 is not valid TOML" },
    {
      why: "a list of another shape",
      text: "\n[advisories]\nignore = 7",
      is: "line 1 has an [advisories] section of another shape",
    },
    {
      why: "an escaped key",
      text: 'advisories."ignor\\u0065" = ["A-1"]',
      is: "line 1 writes its ignores in a way that cannot be edited",
    },
    {
      why: "no ignores in a file larger than any that we know",
      text: `x = "${"y".repeat(64 * 1024)}"`,
      is: "line 1 writes its ignores in a way that cannot be edited",
    },
  ])("to a file with $why", ({ text, is }) => {
    expect(textOf(addIgnore("deny.toml", text, ignore))).toBe(is);
  });

  it.for([
    { reason: "until May 2099", until: undefined },
    { reason: "until 2026-09-01", until: new Date("2026-10-02T00:00:00Z") },
  ])("for the reason $reason, which would be read as another end", ({ reason, until }) => {
    expect(textOf(addIgnore("deny.toml", "", { ...ignore, reason, until }))).toMatch(/states another end$/);
  });
});
