import type { Ignore } from "./ignore.ts";
import { namesIssue, saysWhy } from "./ignore-reason.ts";

export interface IgnoreRules {
  readonly need: readonly ("reason" | "issue")[];
  readonly maxAgeMs: number | undefined;
}

/**
 * What is wrong with one documented ignore. `expired` and `too-old` come by themselves, because time goes on; the others
 * somebody wrote.
 */
export type IgnoreFault =
  | "malicious"
  | "without-reason"
  | "without-issue"
  | "end-unreadable"
  | "expired"
  | "too-old"
  | "age-unknown";

export interface JudgedIgnore {
  readonly ignore: Ignore;
  readonly faults: readonly IgnoreFault[];
  /** When its line was last changed, as far as anybody asked and it can be told. */
  readonly changedAt: Date | undefined;
  /** When time alone will make it wrong, or has. */
  readonly endsAt: readonly Date[];
}

// Clocks differ by so much, and who dates a commit in next year would be young until then.
const mostAheadMs = 5 * 60_000;

export function judgeIgnore(
  ignore: Ignore,
  { need, maxAgeMs }: IgnoreRules,
  { changedAt, now }: { readonly changedAt: Date | undefined; readonly now: Date },
): JudgedIgnore {
  const faults: IgnoreFault[] = [];
  const endsAt: Date[] = [];
  if (ignore.id.startsWith("MAL-")) faults.push("malicious");
  if (need.includes("reason") && !saysWhy(ignore)) faults.push("without-reason");
  if (need.includes("issue") && !namesIssue(ignore)) faults.push("without-issue");
  if (ignore.isEndUnreadable === true) faults.push("end-unreadable");
  else if (ignore.until !== undefined) {
    endsAt.push(ignore.until);
    if (now >= ignore.until) faults.push("expired");
  }
  if (maxAgeMs !== undefined) {
    if (changedAt === undefined || changedAt.getTime() > now.getTime() + mostAheadMs) faults.push("age-unknown");
    else {
      // At its age it still holds; a moment later it does not.
      endsAt.push(new Date(changedAt.getTime() + maxAgeMs + 1));
      if (now.getTime() - changedAt.getTime() > maxAgeMs) faults.push("too-old");
    }
  }
  return { ignore, faults, changedAt, endsAt };
}
