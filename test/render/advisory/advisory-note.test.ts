import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TriageState } from "../../../src/policy/advisory/triage/triage-state.ts";
import {
  mostCharacters,
  noteSize,
  parseAdvisoryNote,
  replaceState,
  withNote,
} from "../../../src/render/advisory/advisory-note.ts";
import { testSeal } from "../../support/test-seal.ts";
import { anEntry, aState } from "./builders.ts";

const advisory = "RUSTSEC-2099-0001";
const title = "advisory: RUSTSEC-2099-0001 in slate-codec (high)";
const text = `<!-- gatehouse:advisory v1 ${advisory} -->\n\nWhat it is.\n\n- a line`;
const evil = '--> --- <!-- gatehouse:state v1 ``` @acme/all #1 \u202E \u2028 \uD800 é 🦀 \\u003c \\" $& -->';
const state = aState({
  places: [[evil, evil, evil, true]],
  entries: [anEntry({ kind: "not-affected", reason: evil })],
});
const body = withNote(title, text, advisory, state, testSeal);

describe("the note", () => {
  it("comes back as it was, whatever is in it", () => {
    expect(parseAdvisoryNote(title, body, testSeal)).toEqual({ advisory, state, isOurText: true });
  });

  it("is one line that nothing ends, hides in or calls from", () => {
    const note = body.slice(text.length + 2);
    expect(note).not.toContain("\n");
    expect(note.indexOf("-->")).toBe(note.length - 3);
    expect(note.slice(4, -3)).not.toMatch(/[<>@#`&]|--|[^\x20-\x7e]/);
  });

  it("comes back for any state", () => {
    const text50 = fc.string({ unit: "binary", maxLength: 50 });
    const states = fc.record({
      places: fc.array(fc.tuple(text50, text50, text50, fc.boolean()), { maxLength: 5 }),
      aliases: fc.array(text50, { maxLength: 5 }),
      fix: fc.option(text50),
      entries: fc.array(fc.tuple(text50, fc.nat(59)), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(states, ({ entries, ...part }) => {
        const said = entries.map(([reason, minute]) => anEntry({ kind: "accept-risk", reason }, minute));
        const any = TriageState.parse(aState({ ...part, entries: said }));
        expect(parseAdvisoryNote(title, withNote(title, text, advisory, any, testSeal), testSeal)?.state).toEqual(any);
      }),
    );
  });

  it("has the same bytes whatever the order of its keys", () => {
    const turned = TriageState.parse(Object.fromEntries(Object.entries(state).reverse()));
    expect(withNote(title, text, advisory, { ...turned }, testSeal)).toBe(body);
  });

  it.for([
    { why: "nothing", title, body, isOurText: true, hasState: true },
    {
      why: "GitHub's editor",
      title: ` ${title} `,
      body: body.replaceAll("\n", "\r\n"),
      isOurText: true,
      hasState: true,
    },
    { why: "blanks at the end", title, body: `${body}\r\n \n`, isOurText: true, hasState: true },
    { why: "another title", title: `${title}.`, body, isOurText: false, hasState: true },
    { why: "a changed line", title, body: body.replace("a line", "a word"), isOurText: false, hasState: true },
    { why: "a line below", title, body: `${body}\n\nThanks`, isOurText: false, hasState: true },
    {
      why: "a changed state",
      title,
      body: body.replace('"high"', '"low"'),
      isOurText: true,
      hasState: false,
    },
    { why: "a broken state", title, body: body.replace('{"accepted"', '{"accepted'), isOurText: true, hasState: false },
    { why: "no note", title, body: text, isOurText: false, hasState: false },
    {
      why: "a note of another issue",
      title,
      body: `${text}\n\n${withNote(title, text, "RUSTSEC-2099-0002", state, testSeal).slice(text.length + 2)}`,
      isOurText: false,
      hasState: false,
    },
    {
      why: "a note of an earlier version",
      title,
      body: `${text}\n\n<!-- gatehouse:state {"version":1,"digest":"5f0c"} -->`,
      isOurText: false,
      hasState: false,
    },
  ])("after $why: our text $isOurText, state $hasState", ({ title: now, body: read, isOurText, hasState }) => {
    const note = parseAdvisoryNote(now, read, testSeal);
    expect(note?.advisory).toBe(advisory);
    expect(note?.isOurText).toBe(isOurText);
    expect(note?.state !== undefined).toBe(hasState);
  });

  it.for(["", "hello", "<!-- gatehouse:advisory v1 a b -->", `> ${text}`])("%j is not ours", (read) => {
    expect(parseAdvisoryNote(title, read, testSeal)).toBeUndefined();
  });
});

describe("another state for a closed issue", () => {
  const next = aState({ presence: "gone" });

  it("changes nothing but the note", () => {
    const replaced = replaceState(title, body, advisory, next, testSeal);
    expect(replaced.startsWith(`${text}\n\n<!--`)).toBe(true);
    expect(parseAdvisoryNote(title, replaced, testSeal)).toEqual({ advisory, state: next, isOurText: true });
    expect(replaceState(title, replaced, advisory, next, testSeal)).toBe(replaced);
  });

  it("goes by another name where the advisory has one", () => {
    const renamed = replaceState(title, body, "RUSTSEC-2099-0009", next, testSeal);
    expect(parseAdvisoryNote(title, renamed, testSeal)).toEqual({
      advisory: "RUSTSEC-2099-0009",
      state: next,
      isOurText: true,
    });
  });

  it("does not call people's words our own", () => {
    const edited = body.replace("a line", "my line");
    const replaced = replaceState(title, edited, advisory, next, testSeal);
    expect(replaced).toContain("my line");
    expect(parseAdvisoryNote(title, replaced, testSeal)).toEqual({ advisory, state: next, isOurText: false });
    expect(parseAdvisoryNote(title, replaceState(title, text, advisory, next, testSeal), testSeal)?.isOurText).toBe(
      false,
    );
  });

  it("fits below a text that fills the issue", () => {
    const full = `${text}\n${"x".repeat(mostCharacters - text.length - 1)}`;
    const replaced = replaceState(title, full, advisory, next, testSeal);
    expect(replaced.length).toBeLessThanOrEqual(mostCharacters);
    expect(parseAdvisoryNote(title, replaced, testSeal)?.state).toEqual(next);
  });
});

describe("a state that is too long", () => {
  const reason = "ü".repeat(1000);
  const entries = Array.from({ length: 59 }, (_, minute) => anEntry({ kind: "not-affected", reason }, minute));
  const long = aState({ entries });

  it("loses its oldest decisions and nothing else", () => {
    expect(noteSize(long)).toBeGreaterThan(mostCharacters);
    const fitted = withNote(title, text, advisory, long, testSeal);
    const kept = parseAdvisoryNote(title, fitted, testSeal)?.state;
    expect(fitted.length).toBeLessThanOrEqual(mostCharacters);
    expect(fitted.length).toBeGreaterThan(mostCharacters - 7_000);
    expect(kept).toEqual({ ...long, entries: entries.slice(-(kept?.entries.length ?? 0)) });
    expect(kept?.entries.length).toBe(10);
  });

  it("loses names that are longer than any real one", () => {
    const endless = "é".repeat(100_000);
    const hostile = aState({
      places: [[endless, endless, endless, true]],
      fix: endless,
      accepted: { file: endless, until: null },
    });
    const fitted = withNote(title, text, advisory, hostile, testSeal);
    expect(fitted.length).toBeLessThanOrEqual(mostCharacters);
    const kept = parseAdvisoryNote(title, fitted, testSeal);
    expect(kept?.isOurText).toBe(true);
    expect(kept?.state?.accepted?.file.length).toBe(300);
    expect(kept?.state?.firstSeenAt).toBe(hostile.firstSeenAt);
  });
});
