import type { AdvisoryScan } from "../../advisories/scan.ts";
import type { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import { compareSides } from "../../policy/advisory/comparison/compare.ts";
import type { ComparedBase, ComparedSides } from "../../policy/advisory/comparison/comparison.ts";
import { judgeAdvisories } from "../../policy/advisory/comparison/judge-advisories.ts";
import { reason } from "../../policy/reason.ts";
import { shortSha } from "../../policy/text/short-sha.ts";
import type { Verdict } from "../../policy/verdict.ts";
import type { Comparison } from "../checkout/comparison.ts";
import type { LocalPolicies } from "./local-policies.ts";

/** What the work changes, and what the gate `advisories` would say of it by its usual rules. */
export interface LocalChange {
  readonly base: Comparison;
  /** False where a lockfile of the base could not be read: then not everything is old or new. */
  readonly isBaseRead: boolean;
  readonly sides: ComparedSides;
  readonly verdict: Verdict;
}

interface Side {
  readonly found: AdvisoryScan;
  readonly policies: LocalPolicies;
}

interface Earlier extends Side, Comparison {
  readonly troubles: readonly { readonly path: string; readonly problem: string }[];
}

export function judgeChange(
  earlier: Earlier,
  head: Side,
  { rules, now }: { readonly rules: AdvisoriesConfig; readonly now: Date },
): LocalChange {
  const base = baseOf(earlier);
  const isBaseRead = base.state === "read";
  const ignores = { before: earlier.policies.ignores, atHead: head.policies.ignores, now };
  const sides = compareSides({ ...earlier.found, isPartial: !isBaseRead }, head.found, ignores);
  const { checked } = head.found;
  const compared = { base, checked, unlisted: [], unreadIgnores: head.policies.unread, triage: rules.triage };
  const verdict = judgeAdvisories({ state: "compared", ...compared, ...sides }, "advisories", { area: rules.triage });
  return { base: earlier, isBaseRead, sides, verdict };
}

/** A lockfile that was not there before is new as a whole, and no trouble. */
function baseOf({ troubles, found, forkSha }: Earlier): ComparedBase {
  const base = shortSha(forkSha);
  // What is met in a made-up lockfile beyond any measure is known to the scan alone.
  const unread = new Map([...found.problems, ...troubles].map(({ path, problem }) => [path, problem]));
  if (unread.size === 0) return { state: "read", sha: forkSha };
  const why = [...unread].map(([file, problem]) => reason("advisories-base-unread", { file, problem, base }));
  return { state: "unread", why };
}
