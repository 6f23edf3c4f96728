import { findDrift } from "../../../src/policy/title/landing/drift.ts";
import { defaultTitlePolicy } from "../../../src/policy/title/rules.ts";
import { renderTitleDrift } from "../../../src/render/title/title-drift.ts";
import { aPullRequest } from "../builders.ts";

/** What the page of the gate `title` shows of a merge. */
export const titleAfterwardsPictures: Readonly<Record<string, () => string>> = {
  "title-drift": () => told("feat: start faster", "Start faster, without a cache (#12)"),
  "title-drift-breaking": () => told("feat(api)!: drop v1", "feat(api): drop v1 (#12)"),
};

function told(title: string, landed: string): string {
  const drift = findDrift(aPullRequest({ title }), landed, defaultTitlePolicy);
  if (drift === undefined) throw new Error(`${landed} says what ${title} says`);
  return renderTitleDrift(drift, "0a9ddbc").replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
