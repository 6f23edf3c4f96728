import { z } from "zod";
import { FailOn } from "../advisory/comparison/fail-on.ts";
import { judgeAdvisories } from "../advisory/comparison/judge-advisories.ts";
import { acceptingArea, ownIgnores } from "../advisory/comparison/own-ignores.ts";
import { defineGate } from "../gate.ts";

export const advisoriesGate = defineGate({
  kind: "advisories",
  summary: "The pull request brings no advisory into the lockfiles that nobody has accepted.",
  options: {
    advisories: z.literal("introduced").meta({
      description: "`introduced`: what the pull request brings counts, and what was there before does not.",
    }),
    fail_on: FailOn.optional().meta({
      description: "What stops a pull request that brings it, by kind. A malicious package always does.",
    }),
  },
  // Which lockfiles change is what decides whether anything is compared.
  needs: ["advisories", "files"],
  judge: ({ advisories }, { fail_on: failOn }, { name, area }) =>
    judgeAdvisories(advisories, name, { failOn, area: acceptingArea(advisories, area) }),
  settles: {
    areas: ({ advisories }, { fail_on: failOn = {} }, { area }) => {
      if (advisories?.state !== "compared" || ownIgnores(advisories, failOn).length === 0) return [];
      return [acceptingArea(advisories, area)].filter((name) => name !== undefined);
    },
    judge: ({ advisories, areas, pullRequest }, { fail_on: failOn }, { name, area }) =>
      judgeAdvisories(advisories, name, {
        failOn,
        area: acceptingArea(advisories, area),
        signed: { areas, pullRequest },
      }),
  },
});
