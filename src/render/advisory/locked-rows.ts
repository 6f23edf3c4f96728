import type { FindingRow } from "../../policy/advisory/findings/finding.ts";
import { describeFix } from "../../policy/advisory/findings/way-out.ts";
import type { Bound } from "../../policy/advisory/records/interval.ts";
import { cell } from "../markdown.ts";
import { wayIn } from "./places.ts";
import { show } from "./show.ts";

const mostParts = 5;

/** Where it is locked: a table of at most `most` rows, and what has to be known to read it. */
export function renderRows(rows: readonly FindingRow[], most: number): string {
  const shown = rows.slice(0, most);
  const lines = shown.map((row) => {
    const cells = [
      [`${show(row.package)} ${show(row.version)}`, ...marksOf(row)].join(", "),
      show(row.lockfile),
      reachInWords(row),
      describeInterval(row),
      fixInWords(row),
    ];
    return `| ${cells.map(cell).join(" | ")} |`;
  });
  const table = `| Locked | Where | One way in | Affected | Fixed in |\n|---|---|---|---|---|\n${lines.join("\n")}`;
  const rest = rows.length > shown.length ? [`and ${rows.length - shown.length} more.`] : [];
  return [table, ...rest, remarksOn(rows)].join("\n\n");
}

function marksOf({ isDev, confidence }: FindingRow): readonly string[] {
  return [...(isDev ? ["dev only"] : []), ...(confidence === "module" ? ["in part"] : [])];
}

function remarksOn(rows: readonly FindingRow[]): string {
  const isLocked = rows.some(({ kind }) => kind === "malicious")
    ? "A malicious package may already have run when it was installed."
    : "Locked does not mean used: not every locked package is part of every build.";
  const isDev = rows.some((row) => row.isDev)
    ? ["Dev only: needed to work on this repository, for tests and the like, and not by what it ships."]
    : [];
  return [isLocked, ...isDev, ...partsInWords(rows)].join(" ");
}

function partsInWords(rows: readonly FindingRow[]): readonly string[] {
  const inPart = rows.filter(({ confidence }) => confidence === "module");
  if (inPart.length === 0) return [];
  const parts = [...new Set(inPart.flatMap((row) => row.parts))].slice(0, mostParts).map(show);
  return [
    `In part: only packages inside the module are affected, such as ${parts.join(", ")}, and the lockfile does not say whether they are used. It blocks no pull request. Where nothing imports them, say so by ${show("/triage not-affected")}.`,
  ];
}

function reachInWords(row: FindingRow): string {
  const way = wayIn(row) ?? "not known from the lockfile";
  return `${row.reach.direct ? "direct" : "transitive"}: ${way}`;
}

function fixInWords(row: FindingRow): string {
  const fix = describeFix(row);
  return fix === undefined ? "no version" : show(fix);
}

function describeInterval({ interval }: FindingRow): string {
  if (interval === undefined) return "this version";
  const { introduced, fixed, lastAffected } = interval;
  const isFirst = /^v?0(\.0\.0(-0)?)?$/.test(introduced.text);
  const start = isFirst ? "" : `from ${show(introduced.text.replace(/-0$/, ""))}`;
  const ends = fixed === undefined ? lastAffected && `up to ${show(lastAffected.text)}` : describeEnd(fixed);
  if (ends === undefined) return isFirst ? "all versions" : `${start} on`;
  return isFirst ? ends : `${start}, ${ends}`;
}

/** RustSec writes "up to 0.3.0" as an end before `0.3.1-0`, a version that need not exist. */
function describeEnd({ text, version }: Bound): string {
  const [major = 0, minor = 0, patch = 0] = version.release;
  if (!version.isSynthetic) return `before ${show(text)}`;
  return patch > 0 ? `up to ${show(`${major}.${minor}.${patch - 1}`)}` : `before ${show(`${major}.${minor}.0`)}`;
}
