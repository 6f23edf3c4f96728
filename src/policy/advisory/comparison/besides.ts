import { type Reason, reason } from "../../reason.ts";
import { shortSha } from "../../text/short-sha.ts";
import { utcMinute } from "../../text/utc-minute.ts";
import type { NotChecked } from "../findings/finding.ts";
import { kindAndRating } from "./advisory-reason.ts";
import type { ComparedAdvisories, ComparedOrigin, StandingAdvisory } from "./comparison.ts";
import { type FailOn, isGrave } from "./fail-on.ts";
import { isBrought } from "./own-ignores.ts";

/** What a reader must know besides the verdict, and what is not sure. Nothing of it stops anything. */
export function caveatsOf(
  { standing, doubtful, base, unlisted, unreadIgnores, leftOut = [] }: ComparedAdvisories,
  failOn: FailOn,
): readonly Reason[] {
  const unaccepted = standing.filter((each) => each.cover !== "documented");
  const milder = unaccepted.filter((each) => !isGrave(each, failOn) && each.change === "introduced");
  const isToldAnyway = (each: StandingAdvisory) => isGrave(each, failOn) && isBrought(each, failOn);
  const wider = unaccepted.filter((each) => each.change === "widened" && !isToldAnyway(each));
  return [
    ...(base.state === "unread" ? base.why : []),
    ...listed(
      "advisories-milder",
      milder.map((each) => `${each.id} (${kindAndRating(each)})`),
    ),
    ...listed(
      "advisories-wider",
      wider.map(({ id }) => id),
    ),
    ...listed("advisories-module", doubtful.module),
    ...listed("advisories-disputed", doubtful.disputed),
    ...leftOut,
    ...unreadIgnores,
    ...(unlisted.length === 0 ? [] : [reason("advisories-unlisted", { files: unlisted })]),
  ];
}

export function notesOf(compared: ComparedAdvisories): readonly Reason[] {
  const { standing, base, checked, resolved, notChecked, boundaries, unusedIgnores, origin, leftOut = [] } = compared;
  const accepted = standing.filter(({ change, cover }) => change === "introduced" && cover === "documented");
  const counts = { count: String(checked) };
  return [
    ...(base.state === "read" ? [reason("advisories-compared", { ...counts, base: shortSha(base.sha) })] : []),
    ...(resolved.length === 0
      ? []
      : [reason("advisories-resolved", { count: String(resolved.length), advisories: resolved })]),
    ...carried(compared),
    ...listed(
      "advisories-accepted",
      accepted.map(({ id }) => id),
    ),
    ...countNotChecked(notChecked),
    ...listed(
      "advisories-boundary",
      boundaries.map(({ package: name, version, advisory }) => `${name} ${version} (${advisory})`),
    ),
    // What is left out may need them.
    ...listed("advisories-unused-ignores", leftOut.length > 0 ? [] : unusedIgnores),
    ...(origin === undefined ? [] : originNotes(origin)),
  ];
}

function carried({ standing, tracked }: ComparedAdvisories): readonly Reason[] {
  const isThere = ({ change }: StandingAdvisory) => change !== "introduced" && change !== "unknown";
  const there = standing.filter(isThere);
  if (there.length === 0) return [];
  const numbers = [...new Set(there.flatMap(({ id }) => tracked?.get(id) ?? []))].sort((a, b) => a - b);
  return [reason("advisories-carried", { count: String(there.length), safeTracked: trackedWords(numbers) })];
}

const mostNumbers = 10;

/** As links to issues, which our own numbers may be. */
function trackedWords(numbers: readonly number[]): string {
  if (numbers.length === 0) return "";
  const more = numbers.length - mostNumbers;
  const shown = numbers.slice(0, mostNumbers).map((number) => `#${number}`);
  return ` (tracked: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ")})`;
}

type ListCode =
  | "advisories-milder"
  | "advisories-wider"
  | "advisories-module"
  | "advisories-disputed"
  | "advisories-accepted"
  | "advisories-boundary"
  | "advisories-unused-ignores";

function listed(code: ListCode, advisories: readonly string[]): readonly Reason[] {
  return advisories.length === 0 ? [] : [reason(code, { count: String(advisories.length), advisories })];
}

const whyNotChecked: Readonly<Record<NotChecked["why"], string>> = {
  git: "from git",
  path: "from a folder",
  "other-registry": "from another registry",
  "unreadable-version": "with a version that cannot be read",
  "unreadable-record": "with a record that cannot be read",
  "no-scheme": "whose versions nobody here can compare",
  refused: "that the database refuses",
  unanswered: "without an answer",
};

function countNotChecked(notChecked: readonly NotChecked[]): readonly Reason[] {
  const groups = Map.groupBy(notChecked, ({ why }) => why);
  if (groups.size === 0) return [];
  const counts = [...groups].map(([why, those]) => `${those.length} ${whyNotChecked[why]}`);
  return [reason("advisories-not-checked", { safeCounts: counts.join(", ") })];
}

function originNotes({ source, asOf, isStale, isFallback }: ComparedOrigin): readonly Reason[] {
  const since = asOf === undefined ? "an unknown time" : utcMinute(asOf);
  return [
    ...(isFallback ? [reason("advisories-fallback", { source })] : []),
    ...(isStale ? [reason("advisories-stale", { source, since })] : []),
  ];
}
