import { z } from "zod";
import { judgeSigned } from "../area/judge-signed.ts";
import { defineGate } from "../gate.ts";
import { reason } from "../reason.ts";

export const touchedGate = defineGate({
  kind: "touched",
  summary: "Every area whose files the pull request changes is signed off, and those that always must be.",
  options: {
    only: z
      .array(z.string())
      .optional()
      .meta({ description: "Names of the areas that are looked at. Default: every area." }),
  },
  needs: ["areas"],
  judge: ({ areas, pullRequest }, { only }) => {
    const required = areas.filter(
      ({ state, area }) => state !== "not-required" && (only === undefined || only.includes(area.name)),
    );
    if (required.length === 0) return { state: "pass", reason: reason("no-area-touched", {}) };
    return judgeSigned(required, pullRequest);
  },
});
