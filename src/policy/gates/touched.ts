import type { AreaState } from "../area/area.ts";
import type { PullRequest } from "../facts.ts";
import { defineGate } from "../gate.ts";
import { reason } from "../reason.ts";
import { areaReason } from "../area/area-reason.ts";
import type { Verdict } from "../verdict.ts";

export const touchedGate = defineGate({
  kind: "touched",
  summary: "Every area whose files the pull request changes is signed off.",
  options: {},
  needs: ["areas"],
  judge: ({ areas, pullRequest }) =>
    judgeSignOffs(
      areas.filter(({ state }) => state !== "not-touched"),
      pullRequest,
    ),
});

/** Holds when each of the areas has a live sign-off. */
function judgeSignOffs(areas: readonly AreaState[], pullRequest: PullRequest): Verdict {
  if (areas.length === 0) return { state: "pass", reason: reason("no-area-touched", {}) };
  const missing = areas.filter(({ state }) => state !== "signed");
  const count = areas.length === 1 ? "1 area" : `${areas.length} areas`;
  if (missing.length === 0) return { state: "pass", reason: reason("areas-signed", { count }) };
  return {
    state: missing.some(({ state }) => state === "unreadable" || state === "files-unknown") ? "no-data" : "waiting",
    reason: reason("areas-missing", {
      signed: String(areas.length - missing.length),
      count,
      missing: missing.map(({ area }) => area.name),
    }),
    details: missing.map((area) => areaReason(area, pullRequest)),
  };
}
