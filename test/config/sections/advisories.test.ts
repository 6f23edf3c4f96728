import { describe, expect, it } from "vitest";
import { describedAt } from "../../../src/config/schema-at.ts";
import { windowOf } from "../../../src/policy/advisory/triage/sla.ts";
import { durationMs } from "../../../src/policy/text/duration.ts";

describe("what the reference says of the usual times", () => {
  it.for(["malicious", "vulnerability", "unsound", "unmaintained", "notice"] as const)("of %s is so", (kind) => {
    const told = describedAt(["advisories", "sla", kind]) ?? "";
    const [, both, fix, alone] = /Default: `(?:\{ decide: (\w+), fix: (\w+) \}|(\w+))`/.exec(told) ?? [];
    const decide = both ?? alone ?? "";
    expect(windowOf(kind, "high", new Map())).toEqual({
      decideMs: durationMs(decide),
      fixMs: fix === undefined ? undefined : durationMs(fix),
    });
  });

  it("of what is rated medium or lower is so", () => {
    const fixes = (["medium", "low", "none"] as const).map(
      (rating) => windowOf("vulnerability", rating, new Map()).fixMs,
    );
    expect(fixes).toEqual([undefined, undefined, undefined]);
    expect(describedAt(["advisories", "sla", "vulnerability"])).toContain(
      "no time for the fix of what is rated medium or lower",
    );
  });
});
