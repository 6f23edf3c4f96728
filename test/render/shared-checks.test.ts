import { describe, expect, it } from "vitest";
import type { CheckRunEffect } from "../../src/policy/effect.ts";
import { type ChecksOfOne, shareChecks } from "../../src/render/shared-checks.ts";

type State = "failure" | "action_required" | "in_progress" | "success";

function aCheck(state: State, name = "gatehouse"): CheckRunEffect {
  const { status, ...rest } =
    state === "in_progress" ? { status: state } : { status: "completed" as const, conclusion: state };
  return { kind: "check-run", name, headSha: "a413cfc", status, ...rest, title: state, summary: `It is ${state}.` };
}

function of(number: number, ...checks: readonly CheckRunEffect[]): ChecksOfOne {
  return { number, baseBranch: number === 1 ? "main" : "lax", checks };
}

describe("a head of several pull requests", () => {
  it.for<[State, State, State]>([
    ["success", "success", "success"],
    ["success", "in_progress", "in_progress"],
    ["in_progress", "action_required", "action_required"],
    ["action_required", "failure", "failure"],
    ["failure", "success", "failure"],
  ])("that are %s and %s is %s, whichever is looked at", ([one, other, worst]) => {
    const [a, b] = [of(1, aCheck(one)), of(2, aCheck(other))];
    const [shared, ...more] = shareChecks([a, b]);
    expect(more).toEqual([]);
    expect(shared?.conclusion ?? shared?.status).toBe(worst);
    expect(shareChecks([b, a])).toEqual([shared]);
  });

  it("says whose verdict it shows", () => {
    const [shared] = shareChecks([of(2, aCheck("success")), of(1, aCheck("failure"))]);
    expect(shared?.summary).toMatchInlineSnapshot(`
      "Several open pull requests have this head. The one that is furthest from passing counts.

      - #1 into \`main\`: \`failure\`
      - #2 into \`lax\`: \`success\`

      It is failure."
    `);
  });

  it("keeps a check that only one of them has as it is", () => {
    const title = aCheck("failure", "gatehouse/title");
    expect(shareChecks([of(1, title, aCheck("success")), of(2, aCheck("success"))])[0]).toEqual(title);
  });
});

describe("a head of one pull request", () => {
  it("shows what that one wants", () => {
    const checks = [aCheck("failure", "gatehouse/title"), aCheck("failure")];
    expect(shareChecks([of(1, ...checks)])).toEqual(checks);
  });
});
