import { z } from "zod";
import type { PullRequest } from "../facts.ts";
import { defineGate } from "../gate.ts";
import { type Reason, reason } from "../reason.ts";
import type { ParsedTitle } from "../title/grammar.ts";
import { isBreaking } from "../title/breaking.ts";
import { impactOf } from "../title/impact.ts";
import { isIgnored } from "../title/is-ignored.ts";
import { judgeTitle } from "../title/judge-title.ts";
import { isSuggestible } from "../title/retitle.ts";
import type { TitleRules } from "../title/rules.ts";

export const titleGate = defineGate({
  kind: "title",
  summary: "The pull request's title is a conventional commit.",
  // The `title:` section of the configuration, validated by its own schema.
  options: { rules: z.custom<TitleRules>() },
  needs: [],
  // A footer of the description can say that it breaks something.
  wants: () => ({ body: true }),
  judge: ({ pullRequest }, { rules }) => {
    const { author, title, number } = pullRequest;
    if (author !== undefined && isIgnored(author, rules)) {
      return { state: "not-applicable", reason: reason("title-ignored", { author: author.login }) };
    }
    const judgement = judgeTitle(title, rules, number);
    if (judgement.ok) {
      const { parsed } = judgement;
      return {
        state: "pass",
        reason: reason("title-holds", { type: parsed.type }),
        notes: [meaning(parsed, pullRequest, rules)],
      };
    }
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

/** What merging it means. */
function meaning({ type }: ParsedTitle, pullRequest: PullRequest, rules: TitleRules): Reason {
  const { impact, section } = impactOf({ type, isBreaking: isBreaking(pullRequest) }, rules);
  if (impact === "none") return reason("title-asks-no-release", {});
  return section === undefined
    ? reason("title-means-release", { impact })
    : reason("title-means-release-in", { impact, section });
}
