import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import type { FindingRow } from "../../policy/advisory/findings/finding.ts";
import { show } from "./show.ts";

const shownPlaces = 5;

/** "`h2 0.4.11` in `Cargo.lock` and `h2 0.3.26` in `tools/Cargo.lock`". */
export function placesInWords(rows: Advisory["rows"], describe: (row: FindingRow) => string = placeInWords): string {
  const places = [...new Set(rows.slice(0, shownPlaces).map(describe))];
  const more = rows.length - shownPlaces;
  const items = more > 0 ? [...places, `${more} more`] : places;
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

export function placeInWords(row: FindingRow): string {
  return `${show(`${row.package} ${row.version}`)} in ${show(row.lockfile)}`;
}

/** One way in: "`app 0.8.0` → `http 1.2.0` → `h2 0.4.11`"; undefined where the lockfile does not tell. */
export function wayIn({ reach }: FindingRow): string | undefined {
  const { path } = reach;
  if (path.length === 0) return undefined;
  const shown = path.length > 8 ? [...path.slice(0, 4), "…", ...path.slice(-3)] : path;
  return shown.map((step) => (step === "…" ? step : show(step))).join(" → ");
}
