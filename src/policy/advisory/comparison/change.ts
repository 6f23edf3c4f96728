import type { FindingRow } from "../findings/finding.ts";
import type { StandingAdvisory } from "./comparison.ts";

/** How an advisory that is met in `rows` stands to where it was met before, of which everything could be read. */
export function changeOf(
  rows: readonly FindingRow[],
  before: readonly FindingRow[],
): Pick<StandingAdvisory, "change" | "hasNewVersion"> {
  const [old, present] = [new Set(before.map(versionKey)), new Set(rows.map(versionKey))];
  const hasNewVersion = [...present].some((each) => !old.has(each));
  if (before.length === 0) return { change: "introduced", hasNewVersion };
  if (isWider(placesOf(before), placesOf(rows))) return { change: "widened", hasNewVersion };
  return { change: hasNewVersion || old.size > present.size ? "moved" : "carried", hasNewVersion };
}

/** A package in a lockfile, in whatever versions. */
interface Place {
  readonly key: string;
  /** The package, wherever it is. */
  readonly package: string;
  readonly isDirect: boolean;
}

type Places = ReadonlyMap<string, Place>;

function placesOf(rows: readonly FindingRow[]): Places {
  const places = new Map<string, Place>();
  for (const row of rows) {
    const key = placeKey(row);
    const isDirect = row.reach.direct || places.get(key)?.isDirect === true;
    places.set(key, { key, package: JSON.stringify([row.ecosystem, row.package]), isDirect });
  }
  return places;
}

/** A place that comes while one of the same package goes is that one: who moves a lockfile brings nothing. */
function isWider(before: Places, present: Places): boolean {
  const isDirectNow = ({ key, isDirect }: Place) => isDirect && before.get(key)?.isDirect === false;
  const came = [...present.values()].filter(({ key }) => !before.has(key));
  const went = [...before.values()].filter(({ key }) => !present.has(key));
  const wentBy = Map.groupBy(went, (place) => place.package);
  return (
    [...present.values()].some(isDirectNow) ||
    [...Map.groupBy(came, (place) => place.package)].some(([name, those]) => outnumber(those, wentBy.get(name) ?? []))
  );
}

/** Whether there are more of them than went, or more that are direct. */
function outnumber(came: readonly Place[], went: readonly Place[]): boolean {
  const direct = (places: readonly Place[]) => places.filter(({ isDirect }) => isDirect).length;
  return came.length > went.length || direct(came) > direct(went);
}

function placeKey({ lockfile, package: name }: FindingRow): string {
  return JSON.stringify([lockfile, name]);
}

function versionKey({ lockfile, package: name, version }: FindingRow): string {
  return JSON.stringify([lockfile, name, version]);
}
