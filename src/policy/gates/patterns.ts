import { z } from "zod";
import { defineGate } from "../gate.ts";
import { judgePatterns } from "../patterns/judge-patterns.ts";
import { isAboutText, Pattern, patternProblems } from "../patterns/pattern.ts";

export const patternsGate = defineGate({
  kind: "patterns",
  summary:
    "The title, the description, changed lines or added files match what is required and nothing that is forbidden.",
  options: {
    patterns: z
      .array(Pattern)
      .min(1)
      .max(20)
      .meta({ description: "What is searched for, and where; every pattern must hold." }),
  },
  needs: ["files"],
  spares: ({ patterns }) => (patterns.every(isAboutText) ? ["files"] : []),
  wants: ({ patterns }) => ({ body: patterns.some((pattern) => pattern.in === "body") }),
  problems: ({ patterns }) =>
    patterns.flatMap((pattern, index) =>
      patternProblems(pattern).map((each) => ({ ...each, path: ["patterns", index, ...each.path] })),
    ),
  judge: ({ pullRequest, files }, { patterns }, { name }) =>
    judgePatterns(patterns, { pullRequest, files, gate: name }),
});
