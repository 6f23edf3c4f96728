import { z } from "zod";
import { defineGate, type GateProblem } from "../gate.ts";
import { type IssueQuery, issueQueryKey, mostListed } from "../issue-query.ts";
import { reason } from "../reason.ts";
import { codeSpan, codeSpans } from "../text/code-span.ts";
import type { Verdict } from "../verdict.ts";

const Label = z.string().min(1).max(100);

const Options = z.strictObject({
  label: z
    .union([Label, z.array(Label).min(1).max(20)])
    .optional()
    .meta({ description: "A label, or several of which an issue has at least one." }),
  milestone: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "Title of the milestone that the issues are in." }),
  open: z.int().min(0).max(500).meta({ description: "How many such issues may be open." }),
});
type Options = z.infer<typeof Options>;

export const issuesGate = defineGate({
  kind: "issues",
  summary: "At most so many issues with a label, or in a milestone, are open.",
  options: { issues: Options.meta({ description: "Which issues are counted, and how many may be open." }) },
  needs: ["issues"],
  wants: ({ issues }) => ({ issues: [queryOf(issues)] }),
  problems: ({ issues }) => issuesProblems(issues),
  judge: ({ issues: counts }, { issues: options }): Verdict => {
    const query = queryOf(options);
    const count = counts.get(issueQueryKey(query));
    if (count === undefined) throw new Error(`the issues ${issueQueryKey(query)} were not counted`);
    if (count.state === "no-label") {
      return { state: "no-data", reason: reason("issues-no-label", { label: count.label }) };
    }
    if (count.state === "no-milestone") {
      const milestone = query.milestone ?? "";
      return { state: "no-data", reason: reason("issues-no-milestone", { milestone }) };
    }
    const { open, isComplete, numbers } = count;
    const words = { safeWhere: inWords(query), limit: String(query.limit) };
    if (open > query.limit) {
      const safeCount = isComplete ? String(open) : `at least ${open}`;
      const shown = numbers.map((number) => `#${number}`);
      return { state: "fail", reason: reason("issues-too-many", { ...words, safeCount, numbers: shown }) };
    }
    if (isComplete) return { state: "pass", reason: reason("issues-within", { ...words, count: String(open) }) };
    return { state: "no-data", reason: reason("issues-uncounted", { ...words, bound: String(mostListed) }) };
  },
});

function queryOf({ label = [], milestone, open: limit }: Options): IssueQuery {
  return { labels: typeof label === "string" ? [label] : label, milestone, limit };
}

/** "with `P0` or `P1` in the milestone `v1`". */
function inWords({ labels, milestone }: IssueQuery): string {
  return [
    ...(labels.length === 0 ? [] : [`with ${codeSpans(labels, "or")}`]),
    ...(milestone === undefined ? [] : [`in the milestone ${codeSpan(milestone)}`]),
  ].join(" ");
}

function issuesProblems(options: Options): readonly GateProblem[] {
  const { labels, milestone } = queryOf(options);
  if (labels.length === 0 && milestone === undefined) {
    const says = "`issues` names neither a label nor a milestone";
    return [{ path: ["issues"], says, fix: "Add `label` or `milestone`." }];
  }
  // GitHub takes a comma for the end of a label, and asks for issues that have both parts as labels.
  const comma = labels.find((label) => label.includes(","));
  if (comma === undefined) return [];
  const says = `GitHub cannot be asked for the label ${codeSpan(comma)}, because it holds a comma`;
  return [{ path: ["issues", "label"], says, fix: "Rename the label." }];
}
