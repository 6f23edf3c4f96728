import { describe, expect, it } from "vitest";
import { findCronProblem, findDueSlot } from "../../src/queue/slots.ts";

describe("due slots", () => {
  it.for([
    { cron: "0 9 * * *", after: "2026-11-01T09:00:00Z", now: "2026-11-02T08:59:59Z", due: undefined },
    { cron: "0 9 * * *", after: "2026-11-01T09:00:00Z", now: "2026-11-02T09:00:00Z", due: "2026-11-02T09:00:00.000Z" },
    {
      cron: "0 9 * * *",
      after: "2026-11-01T09:00:00Z",
      now: "2026-11-02T09:00:00.5Z",
      due: "2026-11-02T09:00:00.000Z",
    },
    { cron: "0 9 * * *", after: "2026-11-02T09:00:00Z", now: "2026-11-02T09:00:30Z", due: undefined },
    { cron: "0 9 * * *", after: "2026-10-20T09:00:00Z", now: "2026-11-02T12:00:00Z", due: "2026-11-02T09:00:00.000Z" },
    { cron: "0 9 * * *", after: "2026-11-03T09:00:00Z", now: "2026-11-02T12:00:00Z", due: undefined },
    {
      cron: "*/10 * * * *",
      after: "2026-11-02T09:00:00Z",
      now: "2026-11-02T09:47:11Z",
      due: "2026-11-02T09:40:00.000Z",
    },
    // The day clocks change in Europe and the day they change in America are days like any other.
    { cron: "30 2 * * *", after: "2026-03-28T02:30:00Z", now: "2026-03-29T02:30:00Z", due: "2026-03-29T02:30:00.000Z" },
    { cron: "30 1 * * *", after: "2026-10-31T01:30:00Z", now: "2026-11-01T06:00:00Z", due: "2026-11-01T01:30:00.000Z" },
  ])("$cron after $after at $now → $due", ({ cron, after, now, due }) => {
    expect(findDueSlot({ cron, after: new Date(after), now: new Date(now) })?.toISOString()).toBe(due);
  });

  it.for([
    { cron: "0 9 * * *", problem: "none" },
    { cron: "0 0 9 * * *", problem: "not a five-field" },
    { cron: "@daily", problem: "not a five-field" },
    { cron: "61 9 * * *", problem: "not a cron expression" },
    { cron: "", problem: "not a five-field" },
  ])('"$cron" → $problem', ({ cron, problem }) => {
    expect(findCronProblem(cron) ?? "none").toContain(problem);
  });
});
