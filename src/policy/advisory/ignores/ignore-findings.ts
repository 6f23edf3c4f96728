import type { Ignore } from "./ignore.ts";
import { namesIssue, saysWhy } from "./ignore-reason.ts";

export interface IgnoreRules {
  readonly need: readonly ("reason" | "issue")[];
  readonly maxAgeMs: number | undefined;
}

/** What can be wrong with a documented ignore. `expired` and `too-old` come by themselves, because time goes on. */
export type IgnoreFinding =
  | "hides-malicious"
  | "missing-reason"
  | "missing-tracking"
  | "end-unreadable"
  | "expired"
  | "too-old"
  | "age-unknown"
  /** Its file has named the id before. */
  | "duplicate"
  /** The file of one Rust tool names it, and the file of the other does not. */
  | "drift"
  /** It covers nothing in any lockfile. */
  | "stale"
  | "unknown-id"
  | "withdrawn"
  | "fix-available"
  | "alias-not-honoured";

/** What is seen from an ignore itself. */
export type IgnoreFault = Extract<
  IgnoreFinding,
  "hides-malicious" | "missing-reason" | "missing-tracking" | "end-unreadable" | "expired" | "too-old" | "age-unknown"
>;

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
  if (ignore.id.startsWith("MAL-")) faults.push("hides-malicious");
  if (need.includes("reason") && !saysWhy(ignore)) faults.push("missing-reason");
  if (need.includes("issue") && !namesIssue(ignore)) faults.push("missing-tracking");
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

/** Those whose file names the same id further up. */
export function findDuplicates(ignores: readonly Ignore[]): ReadonlySet<Ignore> {
  const seen = new Set<string>();
  const again = new Set<Ignore>();
  for (const ignore of ignores) {
    const key = JSON.stringify([ignore.file, ignore.id]);
    if (seen.has(key)) again.add(ignore);
    seen.add(key);
  }
  return again;
}

/**
 * Those that cargo-deny's files name and cargo-audit's do not, or the other way round. `tools` are those that have a file;
 * `advisoryOf` tells by which id an advisory is known, where several ids name it.
 */
export function findDrift(
  ignores: readonly Ignore[],
  tools: ReadonlySet<Ignore["tool"]>,
  advisoryOf: (id: string) => string = (id) => id,
): ReadonlySet<Ignore> {
  const other = { deny: "audit", audit: "deny", "osv-scanner": undefined } as const;
  const keyOf = (tool: Ignore["tool"], id: string) => JSON.stringify([tool, advisoryOf(id)]);
  const named = new Set(ignores.map(({ tool, id }) => keyOf(tool, id)));
  const isMissing = ({ tool, id }: Ignore) => {
    const there = other[tool];
    return there !== undefined && tools.has(there) && !named.has(keyOf(there, id));
  };
  return new Set(ignores.filter(isMissing));
}
