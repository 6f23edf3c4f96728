import { z } from "zod";
import { judgeAdvisories } from "../advisory/judge-advisories.ts";
import { defineGate } from "../gate.ts";

export const advisoriesGate = defineGate({
  kind: "advisories",
  summary: "The pull request brings no advisory into the lockfiles that nobody has accepted.",
  options: {
    advisories: z.literal("introduced").meta({
      description: "`introduced`: what the pull request brings counts, and what was there before does not.",
    }),
  },
  // Which lockfiles change is what decides whether anything is compared.
  needs: ["advisories", "files"],
  judge: ({ advisories }, _, { name }) => judgeAdvisories(advisories, name),
});
