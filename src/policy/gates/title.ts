import { z } from "zod";
import { defineGate } from "../gate.ts";
import { reason } from "../reason.ts";
import { judgeTitle } from "../title/judge-title.ts";
import { isSuggestible } from "../title/retitle.ts";
import type { TitleRules } from "../title/rules.ts";

export const titleGate = defineGate({
  kind: "title",
  summary: "The pull request's title is a conventional commit.",
  // The `title:` section of the configuration, validated by its own schema.
  options: { rules: z.custom<TitleRules>() },
  needs: [],
  judge: ({ pullRequest }, { rules }) => {
    const judgement = judgeTitle(pullRequest.title, rules, pullRequest.number);
    if (judgement.ok) return { state: "pass", reason: reason("title-holds", { type: judgement.parsed.type }) };
    const safeProblem = judgement.problems.map(({ message }) => message).join(" ");
    const { suggestion } = judgement;
    return {
      state: "fail",
      reason: !isSuggestible(suggestion)
        ? reason("title-fails-without-suggestion", { safeProblem })
        : reason("title-fails", { safeProblem, command: `/retitle ${suggestion}` }),
    };
  },
});
