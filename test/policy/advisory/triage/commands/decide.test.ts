import { describe, expect, it } from "vitest";
import type { TriageCommandContext } from "../../../../../src/policy/advisory/triage/commands/triage-command.ts";
import { triageCommands } from "../../../../../src/policy/advisory/triage/commands/index.ts";
import { TriageEntry } from "../../../../../src/policy/advisory/triage/triage-entry.ts";
import { anAdvisory, anEntry, aState, decide, grave, id, onPullRequest, reasonWords, says } from "./builders.ts";

const ben = { actor: { id: 32, login: "ben", isMachine: false } };
const end = "2099-03-31T23:59:59.999Z";

function knowing(over: Parameters<typeof anAdvisory>[0]): Partial<TriageCommandContext> {
  return { known: [anAdvisory(over)] };
}

describe("a decision is recorded under the comment and its line", () => {
  it.for([
    {
      line: `/triage accept-risk ${reasonWords} until 30d`,
      entry: { kind: "accept-risk", reason: reasonWords, until: end },
    },
    {
      line: `/triage accept-risk until 2099-03-31 -- ${reasonWords}`,
      entry: { kind: "accept-risk", reason: reasonWords, until: end },
    },
    { line: `/advisory ignore -- ${reasonWords}`, entry: { kind: "accept-risk", reason: reasonWords } },
    { line: `/TRIAGE Not-Affected ${reasonWords}`, entry: { kind: "not-affected", reason: reasonWords } },
    { line: `/triage defer until 30d ${reasonWords}`, entry: { kind: "defer", reason: reasonWords, until: end } },
    {
      line: `/triage defer ${reasonWords}, until 2099-03-31.`,
      entry: { kind: "defer", reason: reasonWords, until: end },
    },
    { line: "/triage fixed-by #12", entry: { kind: "fixed-by", pullRequest: 12 } },
    { line: "/triage fixed-by 13", entry: { kind: "fixed-by", pullRequest: 13 } },
    { line: "/triage fixed-by acme/Platform#12", entry: { kind: "fixed-by", pullRequest: 12 } },
    { line: "/triage fixed-by https://github.com/acme/platform/pull/12", entry: { kind: "fixed-by", pullRequest: 12 } },
    { line: `/triage severity LOW ${reasonWords}`, entry: { kind: "severity", rating: "low", reason: reasonWords } },
    { line: "/triage assign @Bea", entry: { kind: "assign", login: "Bea" } },
    { line: `/triage accept-risk ${id} ${reasonWords}`, entry: { kind: "accept-risk", reason: reasonWords } },
    { line: `/triage not-affected cve-2099-0001 ${reasonWords}`, entry: { kind: "not-affected", reason: reasonWords } },
  ])("$line", ({ line, entry }) => {
    const stamp = { id: "200/0", by: { id: 31, login: "ana" }, at: "2099-03-01T09:30:00.000Z" };
    const { recorded, outcome, asksForScan, isTold } = decide(line);
    expect(recorded).toEqual({ advisory: id, entry: { ...entry, ...stamp } });
    expect(TriageEntry.parse(recorded?.entry)).toEqual(recorded?.entry);
    expect({ outcome, asksForScan, isTold }).toEqual({ outcome: "done", asksForScan: true, isTold: false });
  });

  it.for([
    { line: `/triage accept-risk ${id} ${reasonWords}`, kind: "accept-risk" },
    { line: `/triage fixed-by GHSA-aaaa-bbbb-cccc #12`, kind: "fixed-by" },
    { line: `/triage assign rustsec-2099-0001 bea`, kind: "assign" },
  ])("on a pull request, where the id comes first: $line", ({ line, kind }) => {
    expect(decide(line, onPullRequest).recorded).toMatchObject({ advisory: id, entry: { kind } });
  });
});

describe("is refused, and records nothing", () => {
  const quotes: Partial<TriageCommandContext> = {
    policyProblem: { file: "deny.toml", line: 3, problem: "is not valid TOML" },
  };
  const other = anAdvisory({ id: "RUSTSEC-2099-0002" });
  it.for([
    { line: "/triage accept-risk too short", given: {}, why: "reason-too-short" },
    { line: "/triage not-affected", given: {}, why: "reason-too-short" },
    { line: `/triage not-affected ${"\u200B".repeat(20)}x`, given: {}, why: "reason-too-short" },
    { line: `/triage not-affected ${"x".repeat(281)}`, given: {}, why: "note-too-long" },
    { line: `/triage accept-risk ${reasonWords} until 2099-02-28`, given: {}, why: "end-over" },
    { line: `/triage accept-risk ${reasonWords} until 181d`, given: {}, why: "end-too-far" },
    { line: `/triage accept-risk ${reasonWords} until 9999d`, given: {}, why: "end-too-far" },
    { line: `/triage accept-risk ${reasonWords} until 2099-02-31`, given: {}, why: "end-unreadable" },
    { line: `/triage accept-risk ${reasonWords} until tomorrow`, given: {}, why: "end-unreadable" },
    { line: `/triage accept-risk ${reasonWords} until 1 October`, given: {}, why: "end-unreadable" },
    { line: `/triage accept-risk ${reasonWords} until 36h`, given: {}, why: "end-unreadable" },
    { line: `/triage accept-risk until 30d -- ${reasonWords} until 60d`, given: {}, why: "several-ends" },
    { line: `/triage accept-risk ${reasonWords}, expires 2099-12-01, until 30d`, given: {}, why: "several-ends" },
    { line: `/triage defer ${reasonWords}`, given: {}, why: "end-needed" },
    { line: `/triage defer until 14d soon`, given: {}, why: "reason-too-short" },
    { line: `/triage accept-risk ${reasonWords}`, given: quotes, why: "policy-broken" },
    { line: `/triage not-affected ${reasonWords}`, given: quotes, why: "policy-broken" },
    {
      line: `/triage not-affected ${reasonWords}`,
      given: { policyProblem: { file: "deny.toml", line: undefined, problem: "is a symbolic link" } },
      why: "policy-unreadable",
    },
    { line: "/triage fixed-by", given: {}, why: "pull-request-needed" },
    { line: "/triage fixed-by the update", given: {}, why: "pull-request-needed" },
    { line: "/triage fixed-by #0", given: {}, why: "pull-request-needed" },
    { line: "/triage fixed-by #99", given: {}, why: "no-such-pull-request" },
    { line: "/triage fixed-by acme/other#12", given: {}, why: "no-such-pull-request" },
    { line: "/triage fixed-by https://evil.example/acme/other/pull/12", given: {}, why: "no-such-pull-request" },
    { line: "/triage fixed-by #14", given: {}, why: "pull-request-closed" },
    { line: "/triage severity", given: {}, why: "rating-needed" },
    { line: `/triage severity terrible ${reasonWords}`, given: {}, why: "rating-needed" },
    { line: "/triage severity low fine", given: {}, why: "reason-too-short" },
    { line: "/triage assign", given: {}, why: "login-needed" },
    { line: "/triage assign @acme/security", given: {}, why: "login-needed" },
    { line: "/triage assign @mallory", given: {}, why: "not-assignable" },
    { line: "/triage undo", given: {}, why: "nothing-to-undo" },
    {
      line: "/triage undo the first one",
      given: knowing({ entries: [anEntry({ kind: "reopen" })] }),
      why: "words-not-expected",
    },
    { line: "/triage reopen it", given: {}, why: "words-not-expected" },
    {
      line: `/triage defer until 14d ${reasonWords}`,
      given: knowing({ state: aState({ presence: "gone" }) }),
      why: "not-locked",
    },
    { line: "/triage undo", given: knowing({ state: aState({ presence: "withdrawn" }) }), why: "not-locked" },
    { line: "/triage fixed-by #12", given: knowing({ state: undefined }), why: "state-lost" },
    { line: `/triage not-affected RUSTSEC-2099-0002 ${reasonWords}`, given: {}, why: "another-advisory" },
    { line: "/triage frobnicate", given: {}, why: "no-such-command" },
    { line: "/triage accept-rsk fine", given: {}, why: "did-you-mean-command" },
    { line: "/triage fixed_by #12", given: {}, why: "did-you-mean-command" },
    { line: "/triage fixed-by #12", given: onPullRequest, why: "which-advisory" },
    { line: "/triage fixed-by RUSTSEC-2099-0009 #12", given: onPullRequest, why: "unknown-advisory" },
    { line: "/triage undo GO-2099-0001", given: onPullRequest, why: "unknown-advisory" },
    {
      line: "/triage undo CVE-2099-0001",
      given: { ...onPullRequest, known: [anAdvisory(), other] },
      why: "shared-alias",
    },
  ])("$line → $why", ({ line, given, why }) => {
    const { recorded, asksForScan } = decide(line, given);
    expect(says(line, given)).toBe(`- ${why}`);
    expect({ recorded, asksForScan }).toEqual({ recorded: undefined, asksForScan: false });
  });

  it.for(["accept-risk REASON", "not-affected REASON", "defer until 14d REASON"])(
    "%s of a malicious package, always",
    (words) => {
      const line = `/triage ${words.replace("REASON", reasonWords)}`;
      expect(says(line, knowing({ state: aState({ kind: "malicious", rating: "critical" }) }))).toBe("- malicious");
    },
  );

  it("today and the day 180 days ahead are allowed", () => {
    for (const until of ["2099-03-01", "0d", "180d", "2099-08-28"]) {
      expect([until, says(`/triage accept-risk ${reasonWords} until ${until}`)]).toEqual([until, "+ accepted"]);
    }
    expect(says(`/triage accept-risk ${reasonWords} until 2099-08-29`)).toBe("- end-too-far");
  });
});

describe("what is written behind until as part of a sentence is no end", () => {
  it.for([
    "waiting until upstream has a release",
    "nothing to do until 2.0 is out of beta",
    "until #123 is merged nothing helps us",
  ])("%s", (why) => {
    expect(decide(`/triage accept-risk ${why}`).recorded?.entry).toEqual(expect.objectContaining({ reason: why }));
    expect(decide(`/triage accept-risk ${why}`).recorded?.entry).not.toHaveProperty("until");
  });

  it("and an end in the middle counts, and stays where it is", () => {
    const why = "only tests until 2099-03-31, then we drop them";
    expect(decide(`/triage accept-risk ${why}`).recorded?.entry).toMatchObject({ reason: why, until: end });
  });
});

describe("accepting a grave one that an update would end", () => {
  const line = `/triage accept-risk ${reasonWords} until 30d`;
  const asked = anEntry({ kind: "accept-risk", reason: reasonWords, until: end, needsSecond: true });

  it("by one person is recorded as asking for a second, and told", () => {
    const answer = decide(line, knowing({ state: grave }));
    expect(answer.recorded?.entry).toMatchObject({ kind: "accept-risk", needsSecond: true });
    expect(says(line, knowing({ state: grave }))).toBe("+ second-needed");
    expect(answer.isTold).toBe(true);
  });

  it("by a second person is accepted, and not told", () => {
    const answer = decide(line, { ...knowing({ state: grave, entries: [asked] }), ...ben });
    expect(answer.recorded?.entry).toMatchObject({ needsSecond: true, by: { login: "ben" } });
    expect(says(line, { ...knowing({ state: grave, entries: [asked] }), ...ben })).toBe("+ accepted");
    expect(answer.isTold).toBe(false);
  });

  it("by the same person again still asks, and records nothing when it says the same", () => {
    const given = knowing({ state: grave, entries: [asked] });
    expect(says(line, given)).toBe("+ second-needed");
    expect(decide(line, given).recorded).toBeUndefined();
    expect(decide(`/triage accept-risk ${reasonWords} until 10d`, given).recorded).toBeDefined();
    expect(says(`/triage accept-risk ${reasonWords} until 10d`, given)).toBe("+ second-needed");
  });

  it.for([
    { why: "nobody has rated it", state: { rating: "unknown" }, asks: true },
    { why: "it is high", state: { rating: "high" }, asks: true },
    { why: "it is medium", state: { rating: "medium" }, asks: false },
    { why: "nothing ends it", state: { fix: null }, asks: false },
    {
      why: "something else brings it along",
      state: { places: [["Cargo.lock", "slate-codec", "0.4.11", false]] },
      asks: false,
    },
    {
      why: "it is unmaintained and nobody has rated it",
      state: { kind: "unmaintained", rating: "unknown" },
      asks: false,
    },
  ] as const)("$why → a second is asked for: $asks", ({ state, asks }) => {
    const given = knowing({
      state: {
        ...grave,
        ...state,
        places: [
          ...("places" in state
            ? [["Cargo.lock", "slate-codec", "0.4.11", false] as [string, string, string, boolean]]
            : grave.places),
        ],
      },
    });
    expect(says(line, given)).toBe(asks ? "+ second-needed" : "+ accepted");
  });
});

describe("what stands already is not recorded again", () => {
  it.for([
    {
      line: `/triage accept-risk ${reasonWords} until 30d`,
      entry: { kind: "accept-risk", reason: reasonWords, until: end },
    },
    { line: `/triage not-affected ${reasonWords}`, entry: { kind: "not-affected", reason: reasonWords } },
    { line: `/triage defer until 30d ${reasonWords}`, entry: { kind: "defer", reason: reasonWords, until: end } },
    { line: "/triage fixed-by #12", entry: { kind: "fixed-by", pullRequest: 12 } },
    { line: `/triage severity low ${reasonWords}`, entry: { kind: "severity", rating: "low", reason: reasonWords } },
    { line: "/triage assign bea", entry: { kind: "assign", login: "Bea" } },
  ] as const)("$line", ({ line, entry }) => {
    const given = { ...knowing({ entries: [anEntry(entry)] }), ...ben };
    expect(says(line, given)).toBe("+ stands");
    const { recorded, asksForScan } = decide(line, given);
    expect({ recorded, asksForScan }).toEqual({ recorded: undefined, asksForScan: false });
    // Taken back, it can be said again.
    const undone = [anEntry(entry), anEntry({ kind: "undo" }, { id: "101/0", at: "2099-03-01T08:01:00Z" })];
    expect(decide(line, { ...knowing({ entries: undone }), ...ben }).recorded).toBeDefined();
  });

  it.for([
    { why: "nothing was decided", over: {}, does: "+ undecided" },
    { why: "somebody asked already", over: { entries: [anEntry({ kind: "reopen" })] }, does: "+ undecided" },
    { why: "its issue was closed", over: { isOpen: false }, does: "+ reopened" },
    {
      why: "an ignore covers it",
      over: { state: aState({ accepted: { file: "deny.toml", until: null } }) },
      does: "+ removal-asked",
    },
    {
      why: "an ignore covers it, and somebody asked already",
      over: { state: aState({ accepted: { file: "deny.toml", until: null } }), entries: [anEntry({ kind: "reopen" })] },
      does: "+ removal-asked",
    },
    {
      why: "somebody decided",
      over: { entries: [anEntry({ kind: "fixed-by", pullRequest: 12 })] },
      does: "+ reopened",
    },
  ])("reopen when $why: $does", ({ over, does }) => {
    expect(says("/triage reopen", knowing(over))).toBe(does);
    expect(decide("/triage reopen", knowing(over)).recorded === undefined).toBe(does === "+ undecided");
  });

  it("reopen says which acceptance it is about, as the scan had seen it", () => {
    const accepted = { file: "deny.toml", until: null, since: "2099-03-01T09:00:00.000Z" };
    const { recorded } = decide("/triage reopen", knowing({ state: aState({ accepted }) }));
    expect(recorded?.entry).toMatchObject({ kind: "reopen", acceptedSince: accepted.since });
  });
});

describe("undo", () => {
  it("names what it takes back, whoever said it", () => {
    const entries = [anEntry({ kind: "fixed-by", pullRequest: 12 }, { by: { id: 32, login: "ben" } })];
    const { reasons, recorded } = decide("/triage undo", knowing({ entries }));
    expect(recorded?.entry).toMatchObject({ kind: "undo", id: "200/0" });
    expect(reasons[0]?.parameters).toEqual({ advisory: id, what: "fixed-by #12", who: "ben" });
  });
});

describe("help and rescan", () => {
  it("a scan is asked for, and nothing is recorded", () => {
    expect(decide("/advisory rescan", onPullRequest)).toMatchObject({
      outcome: "done",
      asksForScan: true,
      recorded: undefined,
    });
  });

  it.for([
    { line: "/triage", given: {}, is: "+ undecided help" },
    {
      line: "/triage help",
      given: knowing({ entries: [anEntry({ kind: "fixed-by", pullRequest: 12 })] }),
      is: "+ decided help",
    },
    {
      line: "/triage status",
      given: knowing({ entries: [anEntry({ kind: "accept-risk", reason: reasonWords, needsSecond: true })] }),
      is: "+ undecided awaits-second help",
    },
    {
      line: "/triage status",
      given: knowing({ state: aState({ presence: "gone" }) }),
      is: "+ not-locked undecided help",
    },
    { line: "/triage help", given: onPullRequest, is: "+ help" },
    { line: `/triage status ${id}`, given: onPullRequest, is: "+ undecided help" },
  ])("$line says what stands: $is", ({ line, given, is }) => {
    expect(says(line, given)).toBe(is);
    expect(decide(line, given)).toMatchObject({
      isTold: true,
      showsHelp: true,
      asksForScan: false,
      recorded: undefined,
    });
  });

  it("may be asked for by anyone, and nothing else may", () => {
    const stranger: Partial<TriageCommandContext> = { permission: "read" };
    for (const { name } of triageCommands) {
      expect(says(`/triage ${name}`, stranger)).toBe(name === "help" ? "+ undecided help" : "- not-allowed");
    }
  });
});
