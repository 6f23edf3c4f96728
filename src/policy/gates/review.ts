import { z } from "zod";
import { defineGate, type GateProblem } from "../gate.ts";
import { judgeReviewer } from "../review/judge-reviewer.ts";
import { judgeThreads } from "../review/judge-threads.ts";
import { bareLogin } from "../text/bare-login.ts";
import { byWorst, type Verdict } from "../verdict.ts";

const Options = z.strictObject({
  threads: z
    .literal("resolved")
    .optional()
    .meta({ description: "`resolved`: every review thread must be, outdated ones too." }),
  by: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\[bot\])?$/)
    .max(100)
    .optional()
    .meta({ description: "Login of the reviewer, mostly a bot's; `[bot]` may be left out." }),
  at: z
    .literal("head")
    .optional()
    .meta({ description: "`head`: the verdict must be on the present head. It always is." }),
  clean: z
    .string()
    .min(3)
    .max(200)
    .optional()
    .meta({ description: "Words of the reviewer that mean a clean verdict. Left out: only an approval does." }),
  ask: z
    .string()
    .regex(/\S/)
    .max(500)
    .optional()
    .meta({ description: "Comment that asks the reviewer for a verdict; posted once for each head." }),
});

export const reviewGate = defineGate({
  kind: "review",
  summary: "Review threads are resolved, or a named reviewer found this head clean.",
  options: { review: Options.meta({ description: "What of reviews must hold." }) },
  needs: ["threads", "remarks"],
  spares: ({ review: { threads, by } }) => [
    ...(threads === undefined ? (["threads"] as const) : []),
    ...(by === undefined ? (["remarks"] as const) : []),
  ],
  wants: ({ review: { by } }) => ({
    reviewers: by === undefined ? [] : [bareLogin(by)],
  }),
  problems: ({ review }) => reviewProblems(review),
  judge: (facts, { review: { threads, by, clean, ask } }) => {
    const reviewed = by === undefined ? [] : [judgeReviewer(facts, { by, clean, ask })];
    return both([...reviewed, ...(threads === undefined ? [] : [judgeThreads(facts.threads)])]);
  },
});

function reviewProblems({ threads, by, ...ofReviewer }: z.infer<typeof Options>): readonly GateProblem[] {
  if (by !== undefined) {
    if (ofReviewer.clean === undefined || ofReviewer.clean.trim().length >= 3) return [];
    const says = "`clean` would be found in nearly every text";
    return [{ path: ["review", "clean"], says, fix: "Write the words that mean a clean verdict." }];
  }
  const needless = Object.entries(ofReviewer).filter(([, value]) => value !== undefined);
  const fix = "Add `by` with the login of the reviewer.";
  if (needless.length > 0) {
    return needless.map(([key]) => ({ path: ["review", key], says: `\`${key}\` says nothing without \`by\``, fix }));
  }
  if (threads !== undefined) return [];
  const says = "`review` asks for nothing";
  return [{ path: ["review"], says, fix: "Write `threads: resolved`, or `by` with the login of a reviewer." }];
}

/** One or two verdicts as one: each must hold, and what does not hold is told first. */
function both(verdicts: readonly Verdict[]): Verdict {
  const [first, ...others] = verdicts.toSorted(byWorst);
  if (first === undefined) throw new Error("a review gate asks for nothing, although its options were validated");
  const unmet = others.filter(({ state }) => state !== "pass");
  const met = others.filter(({ state }) => state === "pass");
  const asks = verdicts.find((verdict) => verdict.asks !== undefined)?.asks;
  return {
    ...first,
    details: [...(first.details ?? []), ...unmet.flatMap(({ reason, details = [] }) => [reason, ...details])],
    caveats: verdicts.flatMap(({ caveats = [] }) => caveats),
    notes: [...verdicts.flatMap(({ notes = [] }) => notes), ...met.map(({ reason }) => reason)],
    ...(asks === undefined ? {} : { asks }),
  };
}
