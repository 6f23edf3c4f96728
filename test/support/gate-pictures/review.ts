import type { Facts, Remark } from "../../../src/policy/facts.ts";
import { reviewGate } from "../../../src/policy/gates/review.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { firstHead, secondHead, someFacts } from "../builders.ts";

const codex = { by: "codex", at: "head", clean: "Didn't find any major issues", ask: "@codex review" };

const found: Remark = {
  by: "codex",
  isBot: true,
  state: "commented",
  text: "Here are some suggestions.",
  isUnedited: true,
  headSha: firstHead,
  at: new Date("2026-11-20T08:30:00Z"),
};
const clean: Remark = {
  ...found,
  state: "comment",
  text: "Codex Review: Didn't find any major issues. Hooray!",
  headSha: secondHead,
  at: new Date("2026-11-20T09:20:00Z"),
};

const unresolved = [
  { path: "docs/plan.md", line: undefined, by: "codex", isOutdated: true },
  { path: "src/start.ts", line: 14, by: "ana", isOutdated: false },
];

/** What the page of the gate `review` shows. */
export const reviewPictures: Readonly<Record<string, () => string>> = {
  "review-threads": () => row("threads", { threads: "resolved" }, { threads: { unresolved, total: 5 } }),
  "review-asked": () => row("codex", codex, { remarks: [found] }),
  "review-found": () => row("codex", codex, { remarks: [{ ...found, headSha: secondHead, at: clean.at }] }),
  "review-clean": () => row("codex", codex, { remarks: [found, clean] }),
};

function row(gate: string, review: Readonly<Record<string, string>>, given: Partial<Facts>): string {
  const verdict = reviewGate.bind({ review }).judge(someFacts(given), { name: gate, area: undefined });
  const table = renderGates([{ gate, kind: "review", use: "require", verdict }], 20_000);
  return table.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
