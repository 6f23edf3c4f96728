import { describe, expect, it } from "vitest";
import { Duration, durationMs, durationWords, parseDuration } from "../../../src/policy/text/duration.ts";

describe("a duration", () => {
  it.for([
    { text: "90s", ms: 90_000, words: "90 seconds" },
    { text: "30m", ms: 1_800_000, words: "30 minutes" },
    { text: "1h", ms: 3_600_000, words: "1 hour" },
    { text: "36h", ms: 129_600_000, words: "36 hours" },
    { text: "7d", ms: 604_800_000, words: "7 days" },
  ])("$text → $words", ({ text, ms, words }) => {
    expect([durationMs(text), durationWords(text)]).toEqual([ms, words]);
  });

  it.for(["", "h", "-1h", "1.5h", "1 h", "1w", "1H", "100000h", "1h30m", "constructor"])("%s is none", (text) => {
    expect(Duration.safeParse(text).success).toBe(false);
    expect(parseDuration(text)).toBeUndefined();
    expect(() => durationMs(text)).toThrow("is no duration");
    expect(() => durationWords(text)).toThrow("is no duration");
  });

  it.for(["0h", "036h"])("%s can be read, though most keys do not take it", (text) => {
    expect(Duration.safeParse(text).success).toBe(false);
    expect(parseDuration(text)).toBe(Number.parseInt(text, 10) * 3_600_000);
  });
});
