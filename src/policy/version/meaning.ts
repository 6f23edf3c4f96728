import { type Reason, reason } from "../reason.ts";
import type { LatestVersion } from "./latest-version.ts";
import { nextVersion } from "./next-version.ts";
import { findAttachedNumber } from "./prerelease-number.ts";
import { type AnnouncedChange, impactOf } from "./impact.ts";
import { isOfDescription } from "../title/explain-failure.ts";
import type { PassedTitle } from "../title/judge-title.ts";
import type { TitleStanding } from "../title/title-standing.ts";
import type { Impact, MeaningRules } from "../title/rules.ts";

/** What merging a change means. */
export interface Meaning {
  /** Which part of the present version it raises; where that is not known, as from 1.0 on. */
  readonly impact: Impact;
  /** Where it stands in the changelog. */
  readonly section: string | undefined;
  readonly says: Reason;
  /** What a reader should know of the version that is counted from. */
  readonly remarks: readonly Reason[];
}

/**
 * What a judged title says of its change; undefined while that cannot be told. A bot's title that would fail may say
 * anything, so it counts as a chore. A title that passes has its `!` where the description announces a breaking change.
 */
export function changeOf(judged: TitleStanding): AnnouncedChange | undefined {
  switch (judged.state) {
    case "passes":
      return changeIn(judged.title);
    case "unknown":
      return judged.title.ok ? changeIn(judged.title) : undefined;
    case "lenient":
      // What its notes announce lands with it, and may count for more.
      return isOfDescription(judged.title.problems) ? undefined : { type: "chore", isBreaking: false };
    case "not-judged":
    case "waiting":
    case "fails":
      return undefined;
  }
}

function changeIn({ parsed }: PassedTitle): AnnouncedChange {
  return { type: parsed.type, isBreaking: parsed.breaking };
}

/** Pure. The gate and the check of its own both tell what comes from here. */
export function meaningOf(change: AnnouncedChange, rules: MeaningRules, latest: LatestVersion): Meaning {
  const from = latest.state === "released" ? latest.version : undefined;
  const { impact, section } = impactOf(change, rules, from);
  if (impact === "none") {
    return { impact, section, says: reason("title-asks-no-release", {}), remarks: [] };
  }
  const to = from === undefined ? undefined : nextVersion(from, impact);
  if (from !== undefined && to !== undefined) {
    const meaning = withSection(`${inWords(change, rules, from)}: ${from} → ${to}`, section);
    const remarks = remarksOn(from);
    return { impact, section, says: reason("title-means", { meaning }), remarks };
  }
  const remarks = from === undefined ? [] : [reason("next-version-untold", { version: from })];
  return { impact, section, says: withoutStep(impact, section, latest), remarks };
}

/** The same in sentences; none where a judged title does not tell what it means. */
export function explainMeaning(judged: TitleStanding, rules: MeaningRules, latest: LatestVersion): readonly Reason[] {
  const change = changeOf(judged);
  if (change === undefined) return [];
  const { says, remarks } = meaningOf(change, rules, latest);
  return [says, ...remarks];
}

function withoutStep(impact: Impact, section: string | undefined, { state }: LatestVersion): Reason {
  if (state === "unreleased") {
    return reason("title-means-first-release", { meaning: withSection(impact, section) });
  }
  return section === undefined
    ? reason("title-means-release", { impact })
    : reason("title-means-release-in", { impact, section });
}

function withSection(meaning: string, section: string | undefined): string {
  return section === undefined ? meaning : `${meaning}, section ${section}`;
}

/** "minor"; and where the version is what makes it so, "breaking, minor before 1.0". */
function inWords(change: AnnouncedChange, rules: MeaningRules, from: string): string {
  const { impact } = impactOf(change, rules, from);
  if (impact === impactOf(change, rules).impact) return impact;
  const what = change.isBreaking ? "breaking" : change.type.toLowerCase();
  const isPrerelease = rules.preset === "cargo" && from.includes("-");
  return `${what}, ${impact} ${isPrerelease ? "in a prerelease" : "before 1.0"}`;
}

function remarksOn(version: string): readonly Reason[] {
  const attached = findAttachedNumber(version);
  return attached === undefined ? [] : [reason("version-sorts-wrongly", { version, ...attached })];
}
