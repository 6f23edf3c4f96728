import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAdvisoryNote, replaceState, type Seal, withNote } from "../../../src/render/advisory/advisory-note.ts";
import { sealWith, testSeal } from "../../support/test-seal.ts";
import { aState } from "./builders.ts";

const advisory = "RUSTSEC-2099-0001";
const title = "advisory: RUSTSEC-2099-0001 in slate-codec (high)";
const text = `<!-- gatehouse:advisory v1 ${advisory} -->\n\nWhat it is.`;
const state = aState();
const body = withNote(title, text, advisory, state, testSeal);
const none = { advisory, state: undefined, isOurText: false };

/** What anybody can make of a text. */
const plain: Seal = (sealed) => createHash("sha256").update(sealed).digest("hex").slice(0, 32);
const forged = aState({ firstSeenAt: "2026-11-20T23:00:00.000Z", accepted: { file: "deny.toml", until: null } });

describe("a note that is not of our making", () => {
  it.for([
    { why: "by a digest without a key", read: withNote(title, text, advisory, forged, plain) },
    { why: "by another key", read: withNote(title, text, advisory, state, sealWith("another key")) },
    { why: "with zeros for seals", read: body.replaceAll(/[0-9a-f]{32}/g, "0".repeat(32)) },
    { why: "with its seals in each other's place", read: body.replace(/([0-9a-f]{32}) ([0-9a-f]{32})/, "$2 $1") },
  ])("$why is no note", ({ read }) => {
    expect(read).toContain("<!-- gatehouse:state v1 ");
    expect(parseAdvisoryNote(title, read, testSeal)).toEqual(none);
  });

  it("stays none when a closed issue gets another state", () => {
    const replaced = replaceState(title, withNote(title, text, advisory, forged, plain), advisory, state, testSeal);
    expect(parseAdvisoryNote(title, replaced, testSeal)).toEqual({ advisory, state, isOurText: false });
  });

  it("is as good as none below another advisory, text and all", () => {
    const other = body.replaceAll(advisory, "RUSTSEC-2099-0002");
    const read = parseAdvisoryNote(title.replace(advisory, "RUSTSEC-2099-0002"), other, testSeal);
    expect(read).toEqual({ ...none, advisory: "RUSTSEC-2099-0002" });
    // The state has no name of its advisory in it, so this one is only under another first line.
    expect(parseAdvisoryNote(title, body.replace(advisory, "RUSTSEC-2099-0002"), testSeal)?.state).toBeUndefined();
  });

  it("is not had by putting what is sealed as a text in the place of a state", () => {
    const sealed: string[] = [];
    const listening: Seal = (content) => {
      sealed.push(content);
      return testSeal(content);
    };
    withNote(title, text, advisory, state, listening);
    expect(sealed.map((content) => JSON.parse(content))).toEqual([
      ["state", advisory, expect.stringMatching(/^\{/)],
      ["text", advisory, title, text],
    ]);
  });
});

it("no single digit of seals or state can be changed", () => {
  const start = body.indexOf("<!-- gatehouse:state v1 ") + "<!-- gatehouse:state v1 ".length;
  const places = [...body.slice(start).matchAll(/[0-9a-f]/g)].map(({ index }) => start + index);
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.constantFrom(...Array.from({ length: 16 }, (_, value) => value.toString(16))),
      (at, digit) => {
        fc.pre(body[at] !== digit);
        const read = parseAdvisoryNote(title, `${body.slice(0, at)}${digit}${body.slice(at + 1)}`, testSeal);
        const isSealOfText = at >= start + 33 && at < start + 65;
        expect(isSealOfText ? read?.isOurText : read?.state).toBe(isSealOfText ? false : undefined);
      },
    ),
  );
});
