import { shortSha } from "../text/short-sha.ts";
import { type Reason, reason } from "../reason.ts";
import type { Verdict } from "../verdict.ts";
import type { AdvisoryComparison, ComparedAdvisories, StandingAdvisory } from "./comparison.ts";
import { advisoryReason, uncoveredReason } from "./advisory-reason.ts";
import type { NotChecked } from "./finding.ts";

// More are counted and not shown one by one.
const mostShown = 20;

/** Fails on what the pull request itself lets in, and on nothing that was there before. `gate` is the gate's own name. */
export function judgeAdvisories(comparison: AdvisoryComparison, gate: string): Verdict {
  switch (comparison.state) {
    case "unread":
      throw new Error("the advisories were not compared");
    case "untouched": {
      const { lockfiles, unlisted } = comparison;
      const why = reason("advisories-untouched", { lockfiles });
      return { state: "pass", reason: why, caveats: notListed(unlisted) };
    }
    case "unknown": {
      const { why, retryAt } = comparison;
      const changes = retryAt === undefined ? {} : { changesAt: retryAt };
      return { state: "no-data", reason: reason("advisories-unknown", {}), details: why, ...changes };
    }
    case "compared":
      return judgeCompared(comparison, gate);
  }
}

function judgeCompared(compared: ComparedAdvisories, gate: string): Verdict {
  const { standing, unanswered } = compared;
  const grave = standing.filter(isGrave);
  const isBare = ({ cover }: StandingAdvisory) => cover === "none" || cover === "removed";
  const open = grave.filter((each) => each.change === "introduced" && isBare(each));
  const uncovered = grave.filter(({ change, cover }) => isOld[change] && cover === "removed");
  const own = grave.filter(({ change, cover }) => !isOld[change] && cover === "added");
  const neither = grave.filter((each) => each.change === "unknown" && isBare(each));
  const found = { caveats: caveatsOf(compared), notes: notesOf(compared), ...nextEnd(compared) };

  const failing = [
    ...open.map(advisoryReason),
    ...uncovered.map((each) => uncoveredReason("advisory-uncovered", each)),
  ];
  const unsettled = own.map((each) => uncoveredReason("advisory-own-ignore", each, gate));
  if (failing.length > 0) {
    const why = reason("advisories-fail", { count: String(failing.length) });
    return { state: "fail", reason: why, details: shorten([...failing, ...unsettled]), ...found };
  }
  const unknown = [
    ...(neither.length > 0 && compared.base.state === "unread" ? compared.base.why : []),
    ...neither.map((each) => uncoveredReason("advisory-neither", each)),
    ...missing(unanswered),
  ];
  if (unknown.length > 0) {
    return { state: "no-data", reason: reason("advisories-unknown", {}), details: shorten(unknown), ...found };
  }
  if (unsettled.length > 0) {
    // Nobody accepts what they bring themselves: somebody else has to.
    const why = reason("advisories-own-ignores", { count: String(unsettled.length) });
    return { state: "waiting", reason: why, details: shorten(unsettled), ...found };
  }
  return { state: "pass", reason: reason("advisories-none", {}), ...found };
}

const isOld: Readonly<Record<StandingAdvisory["change"], boolean>> = {
  introduced: false,
  unknown: false,
  widened: true,
  moved: true,
  carried: true,
};

/** Whether it stops a pull request. Unsound code that only a dependency uses, and notices, do not. */
function isGrave({ kind, rows }: StandingAdvisory): boolean {
  switch (kind) {
    case "malicious":
    case "vulnerability":
      return true;
    case "unsound":
      return rows.some(({ reach }) => reach.direct);
    case "unmaintained":
    case "notice":
      return false;
  }
}

function caveatsOf({ standing, base, unlisted, unreadIgnores }: ComparedAdvisories): readonly Reason[] {
  const milder = standing.filter(
    (each) => !isGrave(each) && each.change === "introduced" && each.cover !== "documented",
  );
  const wider = standing.filter(({ change, cover }) => change === "widened" && cover === "none");
  return [
    ...(base.state === "unread" ? base.why : []),
    ...listed(
      "advisories-milder",
      milder.map(({ id, kind }) => `${id} (${kind})`),
    ),
    ...listed(
      "advisories-wider",
      wider.map(({ id }) => id),
    ),
    ...unreadIgnores,
    ...notListed(unlisted),
  ];
}

function notesOf({
  standing,
  base,
  checked,
  resolved,
  notChecked,
  unusedIgnores,
}: ComparedAdvisories): readonly Reason[] {
  const accepted = standing.filter(({ change, cover }) => change === "introduced" && cover === "documented");
  const carried = standing.filter(({ change }) => isOld[change]);
  const counts = { count: String(checked) };
  return [
    ...(base.state === "read" ? [reason("advisories-compared", { ...counts, base: shortSha(base.sha) })] : []),
    ...listed("advisories-resolved", resolved),
    ...(carried.length === 0 ? [] : [reason("advisories-carried", { count: String(carried.length) })]),
    ...listed(
      "advisories-accepted",
      accepted.map(({ id }) => id),
    ),
    ...countNotChecked(notChecked),
    ...listed("advisories-unused-ignores", unusedIgnores),
  ];
}

type ListCode =
  | "advisories-milder"
  | "advisories-wider"
  | "advisories-resolved"
  | "advisories-accepted"
  | "advisories-unused-ignores";

function listed(code: ListCode, advisories: readonly string[]): readonly Reason[] {
  return advisories.length === 0 ? [] : [reason(code, { advisories })];
}

function notListed(files: readonly string[]): readonly Reason[] {
  return files.length === 0 ? [] : [reason("advisories-unlisted", { files })];
}

function missing(unanswered: readonly NotChecked[]): readonly Reason[] {
  if (unanswered.length === 0) return [];
  const packages = unanswered.map(({ package: name, version }) => `${name} ${version}`);
  return [reason("advisories-unanswered", { packages, command: "/recheck" })];
}

const whyNotChecked: Readonly<Record<NotChecked["why"], string>> = {
  git: "from git",
  "other-registry": "from another registry",
  "unreadable-version": "with a version that cannot be read",
  "unreadable-record": "with a record that cannot be read",
  refused: "that the database refuses",
  unanswered: "without an answer",
};

function countNotChecked(notChecked: readonly NotChecked[]): readonly Reason[] {
  const groups = Map.groupBy(notChecked, ({ why }) => why);
  if (groups.size === 0) return [];
  const counts = [...groups].map(([why, those]) => `${those.length} ${whyNotChecked[why]}`);
  return [reason("advisories-not-checked", { safeCounts: counts.join(", ") })];
}

/** An ignore that ends uncovers what came in under it. */
function nextEnd({ standing }: ComparedAdvisories): Pick<Verdict, "changesAt"> {
  const times = standing.flatMap(({ change, coveredUntil }) =>
    isOld[change] || coveredUntil === undefined ? [] : [coveredUntil.getTime()],
  );
  return times.length === 0 ? {} : { changesAt: new Date(times.reduce((least, time) => Math.min(least, time))) };
}

function shorten(reasons: readonly Reason[]): readonly Reason[] {
  const more = reasons.length - mostShown;
  if (more <= 0) return reasons;
  return [...reasons.slice(0, mostShown), reason("advisories-more", { more: String(more) })];
}
