import type { AreaState } from "./area.ts";
import { requiredAreaReason } from "./area-reason.ts";
import type { PullRequest } from "../facts.ts";
import { reason } from "../reason.ts";
import type { Verdict, VerdictState } from "../verdict.ts";

/** Holds when each of the areas is signed, whether a file of it is changed or not. */
export function judgeSigned(areas: readonly AreaState[], pullRequest: PullRequest): Verdict {
  const missing = areas.filter(({ asRequired }) => asRequired !== "signed");
  const count = areas.length === 1 ? "1 area" : `${areas.length} areas`;
  if (missing.length === 0) return { state: "pass", reason: reason("areas-signed", { count }) };
  return {
    state: worst(missing.map(verdictOf)),
    reason: reason("areas-missing", {
      signed: String(areas.length - missing.length),
      count,
      missing: [...new Set(missing.map(({ area }) => area.name))],
    }),
    details: missing.map((area) => requiredAreaReason(area, pullRequest)),
  };
}

/** An owner who asks for changes says no; everything else is a question that nobody has answered. */
function verdictOf({ asRequired }: AreaState): VerdictState {
  if (asRequired === "objected") return "fail";
  return asRequired === "unreadable" || asRequired === "files-unknown" ? "no-data" : "waiting";
}

function worst(states: readonly VerdictState[]): VerdictState {
  return states.find((state) => state === "fail") ?? states.find((state) => state === "no-data") ?? "waiting";
}
