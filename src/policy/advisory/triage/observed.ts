import { compareText } from "../../text/compare-text.ts";
import type { Advisory } from "../findings/advisory.ts";
import { kinds, ratings } from "../findings/advisory.ts";
import type { TriageState } from "./triage-state.ts";

/** What a scan saw of an advisory. */
export type Observed = Pick<TriageState, "kind" | "rating" | "aliases" | "places" | "fix">;

type Place = TriageState["places"][number];

// The bounds of TriageState.
export const mostPlaces = 50;
const mostAliases = 50;
const longestName = 200;

export function observe({ kind, severity, aliases, rows }: Advisory): Observed {
  const byKey = new Map<string, { readonly place: Place; readonly fix: string | undefined }>();
  for (const { lockfile, package: name, version, reach, fix } of rows) {
    const place: Place = [shorten(lockfile), shorten(name), shorten(version), reach.direct];
    const known = byKey.get(keyOf(place));
    // Direct in one place and transitive in another: direct wins.
    if (known === undefined || reach.direct) byKey.set(keyOf(place), { place, fix: fix.suggested ?? fix.nearest });
  }
  const ordered = [...byKey].toSorted(([left], [right]) => compareText(left, right)).map(([, value]) => value);
  const fix = ordered.find((each) => each.fix !== undefined)?.fix;
  return {
    kind,
    rating: severity.rating,
    aliases: aliases.slice(0, mostAliases).map(shorten),
    places: ordered.slice(0, mostPlaces).map(({ place }) => place),
    fix: fix === undefined ? null : shorten(fix),
  };
}

/** Whether places are missing that an earlier scan saw. After an incomplete scan that proves nothing. */
export function isLessThan(seen: Advisory, { places }: Observed): boolean {
  const keys = new Set(
    seen.rows.map((row) => keyOf([shorten(row.lockfile), shorten(row.package), shorten(row.version), true])),
  );
  return places.some((place) => !keys.has(keyOf(place)));
}

/** What an incomplete scan saw, and what it did not look for: the worst of both. */
export function joinObserved(before: Observed, seen: Observed): Observed {
  const places = new Map([...before.places, ...seen.places].map((place) => [keyOf(place), place]));
  return {
    kind: firstOf(kinds, before.kind, seen.kind),
    rating: firstOf(ratings, before.rating, seen.rating),
    aliases: [...new Set([...seen.aliases, ...before.aliases])].sort().slice(0, mostAliases),
    places: [...places]
      .toSorted(([left], [right]) => compareText(left, right))
      .map(([, place]) => place)
      .slice(0, mostPlaces),
    fix: before.fix ?? seen.fix,
  };
}

function firstOf<Word>(order: readonly Word[], left: Word, right: Word): Word {
  return order.indexOf(left) <= order.indexOf(right) ? left : right;
}

function keyOf([lockfile, name, version]: Place): string {
  return [lockfile, name, version].join("\u0000");
}

/** No real name is longer; and half a character at the end would not come back from the note as it went in. */
export function shorten(text: string): string {
  return text.slice(0, longestName).toWellFormed();
}
