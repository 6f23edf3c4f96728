import type { Ignore } from "./ignore.ts";
import { withoutEnds } from "./ignore-end.ts";

const bare = /(?<![\w&])#[1-9]\d{0,9}\b/;
const elsewhere = /\/[\w.-]{1,100}#[1-9]\d{0,9}\b/;
const address = /https:\/\/[^\s"']{1,500}?\/(?:issues|pull|pulls|merge_requests)\/[1-9]\d{0,9}\b/;

/** Whether the reason names an issue: `#123`, `owner/repo#123`, or the address of one. */
export function namesIssue({ reason }: Pick<Ignore, "reason">): boolean {
  return [bare, elsewhere, address].some((form) => form.test(reason));
}

/** Whether anything is said besides an issue and the day on which it ends. */
export function saysWhy({ reason }: Pick<Ignore, "reason">): boolean {
  const rest = withoutEnds(reason)
    .replaceAll(/https?:\/\/\S+/g, " ")
    .replaceAll(/[\w./-]{0,100}#\d+/g, " ")
    .replaceAll(/\b(?:tracking|tracked in|see|issue)\b/gi, " ");
  return /\p{L}{2}/u.test(rest);
}

// Not "awaiting a release of the parent", and not "no fix in 0.18.x": both know of the fix.
const noFix =
  /\b(?:no|without(?: an?| any)?)\s+(?:(?:known|upstream|available|released|safe|patched|fixed)\s+)?(?:fix|patch|upgrade|update|version|release)\b(?!\s+(?:in|for|on|of|within)\b)|\b(?:unfixed|unpatched|not (?:yet )?(?:fixed|patched))\b/i;

/** Whether it is accepted because there is nothing to update to: "no patched version available". */
export function claimsNoFix({ reason }: Pick<Ignore, "reason">): boolean {
  return noFix.test(reason);
}
