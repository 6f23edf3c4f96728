import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areScanTimes, isScanDue, usualScanTimes } from "../../src/config/scan-times.ts";
import { loadConfig } from "../../src/config/load.ts";

describe("the times of a scan", () => {
  it.for([
    { cron: usualScanTimes, may: true },
    { cron: "* * * * *", may: true },
    { cron: " 30  6,18 * * mon-FRI ", may: true },
    { cron: "*/15 0-8/2 1 JAN,jul *", may: true },
    { cron: "0 0 29 2 *", may: true },
    { cron: "0 9 * * 7", may: true },
    { cron: "0 9 * *", may: false },
    { cron: "0 0 9 * * *", may: false },
    { cron: "@daily", may: false },
    { cron: "every day at nine o'clock", may: false },
    { cron: "61 9 * * *", may: false },
    { cron: "0 9 31 2 *", may: false },
    { cron: "*/0 9 * * *", may: false },
    { cron: "H H * * *", may: false },
    { cron: "0 9 L * *", may: false },
    { cron: "0 9 * * 1#2", may: false },
    { cron: "0 1-2-3 * * *", may: false },
    { cron: "", may: false },
  ])("$cron → $may", ({ cron, may }) => {
    expect(areScanTimes(cron)).toBe(may);
  });

  it("are no cause to throw, whatever is written there", () => {
    const field = fc.stringMatching(/^[\d*,/A-Z#?-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(field, { minLength: 4, maxLength: 6 }), (fields) => {
        const span = { after: new Date("2026-11-20T08:00:00Z"), until: new Date("2026-11-20T09:00:00Z") };
        expect([true, false, undefined]).toContain(isScanDue(fields.join(" "), span));
      }),
    );
  });

  it.for([
    { cron: "0 9 * * *", after: "20T08:00", until: "20T09:00", due: true },
    { cron: "0 9 * * *", after: "20T09:00", until: "20T10:00", due: false },
    { cron: "30 9 * * *", after: "20T09:00", until: "20T10:00", due: true },
    { cron: "59 8 * * *", after: "20T08:00", until: "20T09:00", due: true },
    { cron: "0 9 * * *", after: "18T12:00", until: "20T08:00", due: true },
    { cron: "0 9 * * 1", after: "17T08:00", until: "22T09:00", due: false },
    { cron: "* * * * *", after: "20T08:00", until: "20T09:00", due: true },
    { cron: "every day", after: "20T08:00", until: "20T09:00", due: undefined },
  ])("$cron has one between $after and $until: $due", ({ cron, after, until, due }) => {
    const at = (text: string) => new Date(`2026-11-${text}:00Z`);
    expect(isScanDue(cron, { after: at(after), until: at(until) })).toBe(due);
  });
});

describe("advisories.scan", () => {
  const problemsOf = (scan: string) => {
    const loaded = loadConfig(`version: 1\nadvisories:\n  scan: ${JSON.stringify(scan)}\n`);
    return loaded.ok ? [] : loaded.problems;
  };

  it("is told with its place and an example when it is no cron expression", () => {
    expect(problemsOf("61 9 * * *")).toEqual([
      {
        line: 3,
        column: 3,
        path: ["advisories", "scan"],
        says: "`advisories.scan` is `61 9 * * *`, which is not a cron expression of five fields",
        fix: "Write minute, hour, day of month, month and day of week in UTC, such as `0 9 * * *`.",
      },
    ]);
  });

  it("is no problem otherwise, and does not hide one of the area that triages", () => {
    expect(problemsOf("*/10 * * * *")).toEqual([]);
    const both = loadConfig("version: 1\nadvisories: { scan: daily, triage: nobody }\n");
    expect(both.ok ? [] : both.problems.map(({ path }) => path.at(-1))).toEqual(
      expect.arrayContaining(["scan", "triage"]),
    );
  });
});
