import { describe, expect, it } from "vitest";
import { coverOf } from "../../../../src/policy/advisory/comparison/cover.ts";
import type { Ignore } from "../../../../src/policy/advisory/ignores/ignore.ts";
import { judgedAt } from "../../../support/builders.ts";
import { anAdvisory, anIgnore } from "../ignores/builders.ts";

const over = judgedAt;
const soon = new Date("2026-12-01T00:00:00Z");
const late = new Date("2099-01-01T00:00:00Z");

const until = (end: Date | undefined): Ignore => anIgnore({ until: end });
const inFolder = (folder: string, end?: Date): Ignore =>
  anIgnore({ file: `${folder}/osv-scanner.toml`, tool: "osv-scanner", folder, until: end });

describe("an ignore", () => {
  it.for<{
    readonly title: string;
    readonly before: readonly Ignore[];
    readonly atHead: readonly Ignore[];
    readonly cover: string;
    readonly ends?: Date;
  }>([
    { title: "that nobody wrote", before: [], atHead: [], cover: "none" },
    { title: "that comes", before: [], atHead: [until(undefined)], cover: "added" },
    { title: "that comes with an end", before: [], atHead: [until(late)], cover: "added", ends: late },
    { title: "that goes", before: [until(late)], atHead: [], cover: "removed" },
    { title: "that is cut off", before: [until(late)], atHead: [until(over)], cover: "removed" },
    { title: "without an end", before: [until(undefined)], atHead: [until(undefined)], cover: "documented" },
    { title: "that stays", before: [until(soon)], atHead: [until(soon)], cover: "documented", ends: soon },
    { title: "that gets an end", before: [until(undefined)], atHead: [until(soon)], cover: "documented", ends: soon },
    { title: "that is shortened", before: [until(late)], atHead: [until(soon)], cover: "documented", ends: soon },
    { title: "that is lengthened", before: [until(soon)], atHead: [until(late)], cover: "added", ends: late },
    { title: "that loses its end", before: [until(soon)], atHead: [until(undefined)], cover: "added" },
    { title: "that was over", before: [until(over)], atHead: [until(late)], cover: "added", ends: late },
    {
      title: "that is lengthened in another file",
      before: [until(soon)],
      atHead: [until(soon), anIgnore({ file: ".cargo/audit.toml", tool: "audit", until: late })],
      cover: "added",
      ends: late,
    },
  ])("$title: $cover", ({ before, atHead, cover, ends }) => {
    expect(coverOf(anAdvisory(), { before, atHead, now: judgedAt })).toEqual({ cover, coveredUntil: ends });
  });

  it("that is lengthened for one of two folders was not there before", () => {
    const advisory = anAdvisory({ rows: [{ lockfile: "a/Cargo.lock" }, { lockfile: "b/Cargo.lock" }] });
    const before = [inFolder("a", soon), inFolder("b", soon)];
    const atHead = [inFolder("a", soon), inFolder("b", late)];
    expect(coverOf(advisory, { before, atHead, now: judgedAt })).toEqual({ cover: "added", coveredUntil: soon });
    expect(coverOf(advisory, { before, atHead: before, now: judgedAt }).cover).toBe("documented");
  });
});
