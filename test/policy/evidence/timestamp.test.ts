import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTimestamp } from "../../../src/policy/evidence/timestamp.ts";

describe("a time in a document", () => {
  it.for([
    { text: "2026-02-07T05:49:39Z", means: "2026-02-07T05:49:39.000Z" },
    { text: "2026-08-03T16:33:13.106Z", means: "2026-08-03T16:33:13.106Z" },
    { text: "2026-02-08T02:11:50.551273351+00:00", means: "2026-02-08T02:11:50.551Z" },
    { text: "2026-02-08T02:11:50.5+0130", means: "2026-02-08T00:41:50.500Z" },
    { text: "2026-02-08T02:11:50-05:00", means: "2026-02-08T07:11:50.000Z" },
    { text: "2026-02-08 02:11:50+00:00", means: "2026-02-08T02:11:50.000Z" },
    { text: "2026-02-08T02:11Z", means: "2026-02-08T02:11:00.000Z" },
    { text: "20260206T212320Z", means: "2026-02-06T21:23:20.000Z" },
    { text: "2026-02-08", means: "2026-02-08T00:00:00.000Z" },
    { text: "2028-02-29", means: "2028-02-29T00:00:00.000Z" },
    // Nobody knows where this clock stood.
    { text: "2026-02-08T02:11:50", means: undefined },
    { text: "20260206T212320", means: undefined },
    { text: "2026-02-29", means: undefined },
    { text: "2026-13-01", means: undefined },
    { text: "2026-02-08T24:00:00Z", means: undefined },
    { text: "2026-02-08T02:60:00Z", means: undefined },
    { text: "2026-02-08T02:11:60Z", means: undefined },
    { text: "2026-02-08T02:11:50+24:00", means: undefined },
    { text: "0099-02-08", means: undefined },
    { text: "2026-2-8", means: undefined },
    { text: "Sun, 08 Feb 2026 02:11:50 GMT", means: undefined },
    { text: "1770516710", means: undefined },
    { text: "2026", means: undefined },
    { text: "yesterday", means: undefined },
    { text: "2026-02-08T02:11:50Z and more", means: undefined },
    { text: "", means: undefined },
  ])("$text → $means", ({ text, means }) => {
    expect(parseTimestamp(text)?.toISOString()).toBe(means);
  });

  it("is any moment as JavaScript writes it", () => {
    const moment = fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        expect(parseTimestamp(date.toISOString())).toEqual(date);
      }),
    );
  });
});
