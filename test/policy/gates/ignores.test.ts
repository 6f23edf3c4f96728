import { describe, expect, it } from "vitest";
import type { IgnoreFile } from "../../../src/policy/advisory/ignores/ignore-file.ts";
import { ignoresGate } from "../../../src/policy/gates/ignores.ts";
import type { FileList } from "../../../src/policy/facts.ts";
import type { Verdict } from "../../../src/policy/verdict.ts";
import { fix, sentence } from "../../../src/render/reason.ts";
import { aFile, allOf, judgedAt, someFacts } from "../../support/builders.ts";

const both = { need: ["reason", "issue"] };

interface Scene {
  readonly ignores?: object;
  readonly deny?: string;
  readonly audit?: string;
  readonly changed?: readonly string[];
  readonly isComplete?: boolean;
  /** When line 1, 2, … of deny.toml were last changed. */
  readonly times?: readonly string[];
}

function judge(scene: Scene): Verdict {
  const { ignores = both, deny, audit, changed = ["deny.toml"], isComplete = true, times } = scene;
  const lineTimes = times?.map((at, index) => ({ startLine: index + 1, endLine: index + 1, at: new Date(at) }));
  const file = (text: string | undefined, known?: typeof lineTimes): IgnoreFile =>
    text === undefined ? { state: "absent" } : { state: "found", text, lineTimes: known };
  const ignoreFiles = new Map([
    ["deny.toml", file(deny, lineTimes)],
    [".cargo/audit.toml", file(audit)],
  ]);
  const files = { ...allOf(...changed.map((path) => aFile({ path }))), isComplete };
  return judgeFiles(ignoreFiles, { ignores, files });
}

function judgeFiles(
  found: ReadonlyMap<string, IgnoreFile>,
  { ignores = both, files, isComplete = true }: { ignores?: object; files?: FileList; isComplete?: boolean } = {},
): Verdict {
  const facts = someFacts({ ignoreFiles: { files: found, isComplete }, ...(files === undefined ? {} : { files }) });
  return ignoresGate.bind({ ignores }).judge(facts, { name: "documented", area: undefined });
}

function said({ reason: why, details = [], caveats = [] }: Verdict): readonly string[] {
  return [why, ...details, ...caveats].map(sentence);
}

/** On line 3. */
const deny = (reason: string, id = "RUSTSEC-2099-0001") =>
  `[advisories]\nignore = [\n    { id = "${id}", reason = ${JSON.stringify(reason)} },\n]\n`;
const bare = '[advisories]\nignore = [\n    "RUSTSEC-2099-0001",\n]\n';

describe("what an ignore must have", () => {
  it.for<{ reason: string; need: readonly string[]; state: string }>([
    { reason: "only in the test server; #123", need: ["reason", "issue"], state: "pass" },
    { reason: "upstream matrix-org/matrix-rust-sdk#6859", need: ["reason", "issue"], state: "pass" },
    { reason: "see https://github.com/acme/app/issues/7, unused", need: ["issue"], state: "pass" },
    { reason: "only in the test server", need: ["reason"], state: "pass" },
    { reason: "only in the test server", need: ["issue"], state: "fail" },
    { reason: "#123", need: ["issue"], state: "pass" },
    { reason: "#123", need: ["reason"], state: "fail" },
    { reason: "tracking #123; until 2030-01-01", need: ["reason"], state: "fail" },
    { reason: "", need: ["reason"], state: "fail" },
    { reason: "colour #0", need: ["issue"], state: "fail" },
    { reason: "issue number 7 of ours", need: ["issue"], state: "fail" },
    { reason: "https://example.org/123", need: ["issue"], state: "fail" },
  ])('"$reason" for $need: $state', ({ reason, need, state }) => {
    expect(judge({ ignores: { need }, deny: deny(reason) }).state).toBe(state);
  });

  it("is told with the place, and shown at the line", () => {
    const verdict = judge({ deny: bare });
    expect(said(verdict)).toEqual([
      "Documented ignores in `deny.toml`: 1, of which 1 fall short.",
      "Without a reason: `RUSTSEC-2099-0001 (deny.toml:3)`.",
      "Without an issue: `RUSTSEC-2099-0001 (deny.toml:3)`.",
    ]);
    expect(verdict.details?.map(fix)).toEqual([
      "Write why it does no harm here, as the reason of the entry or in a comment behind it.",
      "Name the issue that tracks it in the reason, such as `#123`.",
    ]);
    expect(verdict.annotations).toMatchObject([
      { path: "deny.toml", startLine: 3, endLine: 3, level: "failure" },
      { path: "deny.toml", startLine: 3 },
    ]);
  });

  it("may stand in the comment behind an id", () => {
    const audit = '[advisories]\nignore = [\n    "RUSTSEC-2099-0001",  # never parsed; tracking #8519\n]\n';
    expect(judge({ audit }).state).toBe("pass");
    expect(judge({ audit: audit.replace("8519", "") })).toMatchObject({
      state: "fail",
      annotations: [{ path: ".cargo/audit.toml", startLine: 3 }],
    });
  });

  it("is asked of every pull request, because somebody wrote it so", () => {
    expect(judge({ deny: bare, changed: ["src/main.rs"] }).state).toBe("fail");
  });

  it("is nothing that makes a malicious package acceptable", () => {
    expect(judge({ deny: deny("never built; #1", "MAL-2099-1"), changed: [] }).state).toBe("fail");
  });
});

describe("time", () => {
  const old = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"];
  const aged = { ignores: { max_age: "180d" }, deny: deny("unused; #1") };
  const ended = { ignores: { need: ["reason"] }, deny: deny("unused; until 2026-11-19") };

  it.for([
    { name: "an old ignore in a file that is changed", scene: { ...aged, times: old }, state: "fail" },
    { name: "one that is over in a file that is changed", scene: ended, state: "fail" },
    { name: "an old ignore that nobody touches", scene: { ...aged, times: old, changed: ["a.rs"] }, state: "pass" },
    {
      name: "one whose end cannot be read, which somebody wrote",
      scene: { ignores: { need: ["reason"] }, deny: deny("unused; until 31 Jan 2099"), changed: ["a.rs"] },
      state: "fail",
    },
    { name: "one that is over and nobody touches", scene: { ...ended, changed: ["a.rs"] }, state: "pass" },
    {
      name: "an old ignore where not all changed files are known",
      scene: { ...aged, times: old, changed: ["a.rs"], isComplete: false },
      state: "fail",
    },
    {
      name: "a line that was changed since",
      scene: { ...aged, times: [...old.slice(0, 2), "2026-11-01T00:00:00Z"] },
      state: "pass",
    },
    {
      name: "a line of the very age",
      scene: { ...aged, times: [...old.slice(0, 2), "2026-05-24T12:00:00Z"] },
      state: "pass",
    },
    {
      name: "a line a moment older",
      scene: { ...aged, times: [...old.slice(0, 2), "2026-05-24T11:59:59Z"] },
      state: "fail",
    },
    { name: "a line of an unknown age", scene: { ...aged, times: [] }, state: "no-data" },
    { name: "the same in a file that nobody touches", scene: { ...aged, times: [], changed: [] }, state: "no-data" },
    {
      name: "a commit that is dated in the future",
      scene: { ...aged, times: [...old.slice(0, 2), "2027-01-01T00:00:00Z"] },
      state: "no-data",
    },
  ])("$name: $state", ({ scene, state }) => {
    expect(judge(scene).state).toBe(state);
  });

  it("is that of the line itself, and not of one above that names the id", () => {
    const above = "# header\nnote = \"'RUSTSEC-2099-0001'\"\n";
    const text = `${above}${deny("unused; #1")}`;
    const times = ["2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z", ...old];
    expect(said(judge({ ...aged, deny: text, times }))[1]).toBe(
      "Not changed for more than 180 days: `RUSTSEC-2099-0001 (deny.toml:5)`.",
    );
  });

  it("whose end cannot be read is told in its own words, and once", () => {
    const verdict = judge({ ignores: { need: ["reason"] }, deny: deny("unused; until 2020/01/31") });
    expect(said(verdict).slice(1)).toEqual([
      "Their end cannot be read, so they count as over: `RUSTSEC-2099-0001 (deny.toml:3)`.",
    ]);
    expect(verdict.changesAt).toBeUndefined();
  });

  it("that stops nobody is told all the same", () => {
    expect(said(judge({ ...aged, times: old, changed: ["a.rs"] })).slice(1)).toEqual([
      "Not changed for more than 180 days: `RUSTSEC-2099-0001 (deny.toml:3)`.",
      "This pull request does not change `deny.toml`, so time alone does not stop it there.",
    ]);
  });

  it("is looked at again when the next ignore ends", () => {
    const times = [...old.slice(0, 2), "2026-11-01T00:00:00Z"];
    expect(judge({ ...aged, times }).changesAt).toEqual(new Date("2027-04-30T00:00:00.001Z"));
    expect(judge({ ...aged, times, deny: deny("unused; until 2026-12-24; #1") }).changesAt).toEqual(
      new Date("2026-12-25T00:00:00Z"),
    );
    expect(judge(ended).changesAt).toBeUndefined();
    expect(judgedAt < new Date("2026-12-25")).toBe(true);
  });

  it("is not asked of GitHub where no age is configured", () => {
    expect(ignoresGate.bind({ ignores: both }).wants).toEqual({ ignoreAges: false });
    expect(ignoresGate.bind({ ignores: { max_age: "1d" } }).wants).toEqual({ ignoreAges: true });
  });
});

describe("the files", () => {
  it.for([
    { name: "that are all absent hold", scene: {}, state: "pass" },
    { name: "without an ignore hold", scene: { deny: "[licenses]\n" }, state: "pass" },
    {
      name: "with ignores of yanked packages only hold",
      scene: { deny: '[advisories]\nignore = ["atty@0.2.14"]' },
      state: "pass",
    },
    { name: "that are no TOML are no data", scene: { deny: "[advisories\n" }, state: "no-data" },
    {
      name: "with something else for an ignore are no data",
      scene: { deny: "[advisories]\nignore = [7]" },
      state: "no-data",
    },
    { name: "of which one cannot be read and one is wrong fail", scene: { deny: bare, audit: "[\n" }, state: "fail" },
  ])("$name", ({ scene, state }) => {
    expect(judge(scene).state).toBe(state);
  });

  it("are told apart where they accept different things, which may be meant", () => {
    const audit = '[advisories]\nignore = [\n  "RUSTSEC-2099-0002", # unused; #2\n]\n';
    const verdict = judge({ deny: deny("unused; #1"), audit });
    expect(verdict).toMatchObject({ state: "pass", caveats: [] });
    expect(verdict.notes?.map(sentence)).toEqual([
      "Only in `deny.toml`: `RUSTSEC-2099-0001`.",
      "Only in `.cargo/audit.toml`: `RUSTSEC-2099-0002`.",
    ]);
  });

  it("of osv-scanner are judged like the others, and differ from those of the Rust tools as they like", () => {
    const text = '[[IgnoredVulns]]\nid = "CVE-2099-1"\nreason = "dev only"\n';
    const verdict = judgeFiles(
      new Map([
        ["deny.toml", { state: "found", text: deny("unused; #1"), lineTimes: undefined }],
        ["web/osv-scanner.toml", { state: "found", text, lineTimes: undefined }],
      ]),
    );
    expect(said(verdict).slice(1)).toEqual(["Without an issue: `CVE-2099-1 (web/osv-scanner.toml:2)`."]);
    expect(verdict.notes).toEqual([]);
  });

  it("that name one twice, or hold what cargo-deny refuses, are told of it", () => {
    const twice = '[advisories]\nnotice = "warn"\nignore = [\n"A-1", # unused; #1\n"A-1", # unused; #1\n]\n';
    expect(said(judge({ deny: twice })).slice(1)).toEqual([
      "Named more than once in `deny.toml`: `A-1`.",
      "Noticed in `deny.toml`: `advisories.notice is of the first generation and refused by cargo-deny today`.",
    ]);
  });

  it("that are too large are no data", () => {
    const verdict = judgeFiles(new Map([["deny.toml", { state: "too-large", bytes: 300_000, limit: 262_144 }]]));
    expect(verdict.state).toBe("no-data");
    expect(said(verdict)[1]).toContain("300000");
  });

  it("that are links are no data, however good what they lead to", () => {
    const verdict = judgeFiles(new Map([["deny.toml", { state: "link" }]]));
    expect(verdict.state).toBe("no-data");
    expect(said(verdict)[1]).toContain("`deny.toml` is a symbolic link");
  });

  it("that nobody names, where no lockfile is, are no data", () => {
    const verdict = judgeFiles(new Map());
    expect(verdict.state).toBe("no-data");
    expect(said(verdict)).toEqual([
      "The configuration names no file that documents ignores, and no lockfile is there that one could stand beside.",
    ]);
  });

  it("that are there are named, and where none is, those that were looked for", () => {
    expect(said(judge({ deny: deny("unused; #1") }))).toEqual([
      "Documented ignores in `deny.toml`: 1; each has what it needs.",
    ]);
    expect(said(judge({ deny: "[licenses]\n" }))).toEqual(["No ignores are documented in `deny.toml`."]);
    expect(said(judge({}))).toEqual(["No ignores are documented in `deny.toml` and `.cargo/audit.toml`."]);
  });

  it.for<{ why: string; text: string; state: string }>([
    { why: "what is known of them holds", text: deny("unused; #1"), state: "no-data" },
    { why: "one of them is wrong", text: bare, state: "fail" },
  ])("that are not all listed never pass: $why", ({ text, state }) => {
    const file: IgnoreFile = { state: "found", text, lineTimes: undefined };
    const verdict = judgeFiles(new Map([["deny.toml", file]]), { isComplete: false });
    expect(verdict.state).toBe(state);
    expect(said(verdict)[1]).toBe("There are more files than are looked at, so documented ignores may be missing.");
    expect(judgeFiles(new Map(), { isComplete: false }).state).toBe("no-data");
  });

  const many = (count: number) => {
    const lines = Array.from({ length: count }, (_, index) => `"RUSTSEC-2099-${index}", # unused`);
    return `[advisories]\nignore = [\n${lines.join("\n")}\n]\n`;
  };

  it("with a thousand ignores are told in a few lines", () => {
    const verdict = judge({ deny: many(1000) });
    expect(said(verdict).join("\n").length).toBeLessThan(1500);
    expect(verdict.annotations).toHaveLength(50);
  });

  it("with more than are read, alone or together, are no data", () => {
    expect(judge({ deny: many(1001) }).state).toBe("no-data");
    const files = Array.from({ length: 6 }, (_, at): [string, IgnoreFile] => [
      `a${at}/deny.toml`,
      { state: "found", text: many(1000), lineTimes: undefined },
    ]);
    expect(judgeFiles(new Map(files.slice(0, 5)), { ignores: { need: ["reason"] } }).state).toBe("pass");
    expect(judgeFiles(new Map(files), { ignores: { need: ["reason"] } })).toMatchObject({
      state: "no-data",
      details: [{ code: "ignores-file-unread", parameters: { file: "a5/deny.toml" } }],
    });
  });
});

it("a gate that asks for nothing is a problem of the configuration", () => {
  expect(ignoresGate.problems({ ignores: {} })).toMatchObject([{ path: ["ignores"] }]);
  expect(ignoresGate.problems({ ignores: { max_age: "180d" } })).toEqual([]);
});
