import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import { lastDay } from "../../render/advisory/last-day.ts";
import type { Terminal } from "../terminal.ts";
import { breaks, findingTable, lineWidth, type TableRow } from "./finding-table.ts";
import { columns, fitted, plainText } from "./fit-cell.ts";
import type { MetAdvisory } from "./scan-scene.ts";
import { updateCommands } from "./update-commands.ts";

type Paint = Terminal["paint"];

// More than anybody reads; programs get all of them.
const mostRows = 200;
const acceptedWidths = [20, 32, 24, 16];

/** A table for each lockfile, and below them what their signs mean. */
export function findingLines(advisories: readonly Advisory[], paint: Paint): readonly string[] {
  const all = advisories.flatMap((advisory): TableRow[] => advisory.rows.map((row) => ({ advisory, row })));
  if (all.length === 0) return [];
  const shown = all.slice(0, mostRows);
  const tables = [...Map.groupBy(shown, ({ row }) => row.lockfile)].flatMap(([lockfile, rows], at) => [
    ...(at === 0 ? [] : [""]),
    paint("bold", fitted(plainText(lockfile), lineWidth)),
    ...findingTable(rows, paint),
  ]);
  const more = all.length - shown.length;
  return [...tables, ...(more > 0 ? [`  … and ${more} more; --json has them all.`] : []), ...signLines(shown)];
}

function signLines(rows: readonly TableRow[]): readonly string[] {
  const isInPart = ({ row }: TableRow) => row.confidence === "module";
  return [
    ...(rows.some(({ row }) => breaks(row))
      ? ["  * in another line than the locked one, so it may break something"]
      : []),
    ...(rows.some(isInPart)
      ? ["  in part: of packages inside the module, and the lockfile does not say whether they are used"]
      : []),
    ...(rows.some(({ row }) => row.isDev) ? ["  dev: only work on the repository itself needs it"] : []),
  ];
}

/** What brings packages to a version without them, where an ordinary requirement accepts it. */
export function commandLines(advisories: readonly Advisory[]): readonly string[] {
  const folders = [...updateCommands(advisories.flatMap(({ rows }) => rows))].sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  if (folders.length === 0) return [];
  const lines = folders.flatMap(([folder, commands]) => [
    ...(folder === "" ? [] : [`  in ${fitted(plainText(folder), lineWidth - 5)}`]),
    ...commands.map((command) => `${folder === "" ? "  " : "    "}${command}`),
  ]);
  return ["To update within the same line:", ...shortened(lines)];
}

/** One line for each that an ignore covers: which, where, by which line of which file, and until when. */
export function acceptedLines(advisories: readonly MetAdvisory[]): readonly string[] {
  const rows = advisories.flatMap(({ id, rows: [row, ...more], ignore }) => {
    if (ignore === undefined) return [];
    const others = more.length === 0 ? "" : ` (+${more.length})`;
    const place = ignore.line === undefined ? ignore.file : `${ignore.file}:${ignore.line}`;
    const end = ignore.until === undefined ? "without an end" : `until ${lastDay(ignore.until)}`;
    return [[id, `${row.package} ${row.version}${others}`, place, end]];
  });
  if (rows.length === 0) return [];
  return [`Accepted by documented ignores: ${rows.length}`, ...shortened(columns(rows, acceptedWidths))];
}

function shortened(lines: readonly string[]): readonly string[] {
  const more = lines.length - mostRows;
  return more > 0 ? [...lines.slice(0, mostRows), `  … and ${more} more`] : lines;
}
