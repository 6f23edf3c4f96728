import stringWidth from "string-width";
import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import type { FindingRow } from "../../policy/advisory/findings/finding.ts";
import { describeFix, wayOut } from "../../policy/advisory/findings/way-out.ts";
import type { Terminal } from "../terminal.ts";
import { fitted, padded, plainText } from "./fit-cell.ts";

/** One row of an advisory, whose worst row speaks for it. */
export interface TableRow {
  readonly advisory: Pick<Advisory, "id" | "kind" | "severity">;
  readonly row: FindingRow;
}

/** Cells of a terminal that a line has at most. */
export const lineWidth = 100;
const gap = "  ";
const heads = ["ADVISORY", "RATING", "PACKAGE", "WAY IN", "ENDS WITH"] as const;
const most = { advisory: 20, rating: 12, fix: 16 };
// Of what these leave, the package gets at least so much, and the way in the rest.
const leastPackage = 24;

/** The head, then a line for each row. */
export function findingTable(rows: readonly TableRow[], paint: Terminal["paint"]): readonly string[] {
  const ids = column(
    heads[0],
    rows.map(({ advisory: { id } }) => fitted(plainText(id), most.advisory)),
  );
  const ratings = column(
    heads[1],
    rows.map(({ advisory }) => fitted(ratingOf(advisory), most.rating)),
  );
  const fixes = column(
    heads[4],
    rows.map(({ row }) => fixOf(row)),
  );
  const room = lineWidth - 5 * gap.length - ids.width - ratings.width - fixes.width;
  const way = column(
    heads[3],
    rows.map(({ row }) => wayIn(row, lineWidth)),
  );
  const packageRoom = Math.max(leastPackage, room - way.width);
  const packages = column(
    heads[2],
    rows.map(({ row }) => packageOf(row, packageRoom)),
  );
  const ways = column(
    heads[3],
    rows.map(({ row }) => wayIn(row, room - packages.width)),
  );
  const line = (index: number, isRed: boolean) =>
    [ids, ratings, packages, ways, fixes]
      .map((each) => {
        const text = padded(each.cells[index] ?? "", each === fixes ? 0 : each.width);
        return each === ratings && isRed ? paint("red", text) : text;
      })
      .join(gap);
  const lines = rows.map(({ advisory }, index) => `${gap}${line(index + 1, isGrave(advisory))}`);
  return [paint("dim", `${gap}${line(0, false)}`), ...lines];
}

interface Column {
  /** The head is the first. */
  readonly cells: readonly string[];
  readonly width: number;
}

function column(head: string, texts: readonly string[]): Column {
  const cells = [head, ...texts];
  return { cells, width: cells.reduce((width, text) => Math.max(width, stringWidth(text)), 0) };
}

/** "high" for a vulnerability, the kind for the others. */
function ratingOf({ kind, severity: { rating } }: TableRow["advisory"]): string {
  if (kind !== "vulnerability") return kind;
  return rating === "unknown" ? "not rated" : rating;
}

function isGrave({ kind, severity: { rating } }: TableRow["advisory"]): boolean {
  return kind === "malicious" || (kind === "vulnerability" && (rating === "critical" || rating === "high"));
}

/** The version is what is looked for, so the name gives way. */
function packageOf(row: FindingRow, width: number): string {
  const version = fitted(plainText(row.version), Math.floor(width / 2));
  const name = fitted(plainText(row.package), width - stringWidth(version) - 1);
  return `${name} ${version}`;
}

/** What brings it in, from the nearest to the repository's own code on. */
function wayIn({ reach: { direct, path }, isDev, confidence }: FindingRow, width: number): string {
  const marks = [...(isDev ? ["dev"] : []), ...(confidence === "module" ? ["in part"] : [])].map((mark) => `${mark}, `);
  const names = path.slice(1, -1).map(nameOf);
  const all = `${marks.join("")}${direct ? "direct" : names.join(" → ") || "not known"}`;
  if (direct || names.length < 3 || stringWidth(all) <= width) return fitted(all, width);
  return fitted(`${marks.join("")}${names[0]} → … → ${names.at(-1)}`, width);
}

/** A step of a way is `name version`. */
function nameOf(step: string): string {
  const text = plainText(step);
  const end = text.lastIndexOf(" ");
  return end > 0 ? text.slice(0, end) : text;
}

/** With a sign where it is in another line, which an ordinary requirement does not accept. */
function fixOf(row: FindingRow): string {
  const fix = describeFix(row);
  if (fix === undefined) return "no version";
  return breaks(row) ? `${fitted(plainText(fix), most.fix - 2)} *` : fitted(plainText(fix), most.fix);
}

/** Whether what ends it is in another line than what is locked. */
export function breaks(row: FindingRow): boolean {
  return wayOut(row) === "other-line";
}
