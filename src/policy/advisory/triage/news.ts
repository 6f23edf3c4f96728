import { ratings } from "../findings/advisory.ts";
import type { Rating } from "../records/rating.ts";
import type { Observed } from "./observed.ts";
import { mostPlaces } from "./observed.ts";
import type { TriageNews } from "./triage-plan.ts";

/** Whether anything of it is another than before. */
export function isOther(before: Observed, now: Observed): boolean {
  return contentOf(before) !== contentOf(now);
}

/** What of it is worth a comment. Everything else, such as another version of the same package, the issue alone shows. */
export function newsBetween(before: Observed, now: Observed): readonly TriageNews[] {
  const news: TriageNews[] = [...newPlaces(before, now)];
  if (before.fix === null && now.fix !== null) news.push({ kind: "fix-available", version: now.fix });
  if (isWorse(before.rating, now.rating)) news.push({ kind: "rating-up", from: before.rating, to: now.rating });
  return news;
}

function newPlaces(before: Observed, now: Observed): readonly TriageNews[] {
  // Of a list that is full nobody knows what it left out.
  if (before.places.length >= mostPlaces) return [];
  const known = new Set(before.places.map(([lockfile, name]) => keyOf(lockfile, name)));
  const news: TriageNews[] = [];
  for (const [lockfile, name] of now.places) {
    if (known.has(keyOf(lockfile, name))) continue;
    known.add(keyOf(lockfile, name));
    news.push({ kind: "new-place", lockfile, package: name });
  }
  return news;
}

/** A rating that the record has lost is not worse, although nobody knows it any more. */
function isWorse(before: Rating, now: Rating): boolean {
  return now !== "unknown" && ratings.indexOf(now) < ratings.indexOf(before);
}

function keyOf(lockfile: string, name: string): string {
  return `${lockfile}\u0000${name}`;
}

function contentOf({ kind, rating, aliases, places, fix }: Observed): string {
  return JSON.stringify([kind, rating, aliases, places, fix]);
}
