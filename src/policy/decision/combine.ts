import type { Decision } from "../command.ts";

/** Each part of a line stands for itself: what can be done is done, and one refusal makes the answer one in words. */
export function combine(decisions: readonly Decision[]): Decision {
  const reasons = decisions.flatMap((decision) => decision.reasons);
  return {
    outcome: decisions.some(({ outcome }) => outcome === "refused") ? "refused" : "done",
    // What is wrong with the whole line is said once.
    reasons: [...new Map(reasons.map((each) => [JSON.stringify(each), each])).values()],
    entries: decisions.flatMap(({ entries }) => entries),
    ...(decisions.some(({ isTold }) => isTold === true) ? { isTold: true } : {}),
  };
}
