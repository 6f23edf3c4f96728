import { describe, expect, it } from "vitest";
import { parseUntil } from "../../../src/policy/decision/until.ts";

const from = new Date("2026-11-20T10:00:00Z");

describe("until", () => {
  it.for([
    { text: "90s", end: "2026-11-20T10:01:30.000Z" },
    { text: "1m", end: "2026-11-20T10:01:00.000Z" },
    { text: "36h", end: "2026-11-21T22:00:00.000Z" },
    { text: "7D", end: "2026-11-27T10:00:00.000Z" },
    { text: "2026-11-25", end: "2026-11-25T23:59:59.999Z" },
    { text: "2026-02-31", end: undefined },
    { text: "1w", end: undefined },
    { text: "100000h", end: undefined },
    { text: "tomorrow", end: undefined },
  ])("$text → $end", ({ text, end }) => expect(parseUntil(text, from)?.toISOString()).toBe(end));
});
