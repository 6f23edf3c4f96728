import type { Reason } from "../policy/reason.ts";
import { counted } from "../policy/text/counted.ts";
import type { GateReport, VerdictTable } from "../policy/verdict.ts";
import { clip } from "./clip.ts";
import { cell, code, cut } from "./markdown.ts";
import { fix, sentence } from "./reason.ts";

// GitHub refuses a summary above 65,535 bytes; words about the configuration, and about others at the head, are added.
const summaryBytes = 62_000;
// In less than this a table says next to nothing.
const leastBytes = 600;
const mostLines = 300;
const longestText = 200;

/** What gates found line by line, below what the comment says as well. What does not fit is counted. */
export function withTables(summary: string, gates: readonly GateReport[]): string {
  const tables = gates.flatMap(({ gate, verdict: { table } }) =>
    table === undefined || table.rows.length === 0 ? [] : [{ gate, table }],
  );
  const room = summaryBytes - Buffer.byteLength(summary);
  const parts = tables.map(({ gate, table }) => renderTable(gate, table, Math.floor(room / tables.length)));
  // Also a count can be too much, where there are many.
  const shown = clip(parts, Math.max(0, room), (left) => `… and ${counted(left, "more table")}`);
  return [summary, ...shown].join("\n\n");
}

function renderTable(gate: string, { title, columns, rows }: VerdictTable, bytes: number): string {
  const start = `**${code(gate)}: ${title}**`;
  const count = `${start}: ${counted(rows.length, "line")}, for which there is no room here.`;
  if (bytes < leastBytes) return count;
  const lines = rows.slice(0, mostLines).map((row) => `| ${row.map(renderCell).join(" | ")} |`);
  const unseen = rows.length - lines.length;
  const more = (left: number) => `| … ${left + unseen} more |${" |".repeat(columns.length - 1)}`;
  const head = `${start}\n\n| ${columns.join(" | ")} |\n|${" --- |".repeat(columns.length)}`;
  const shown = clip(lines, bytes - Buffer.byteLength(head) - 100, more);
  if (shown.length === 1 && lines.length > 1) return count;
  const isWhole = shown.length === lines.length;
  return [head, ...shown, ...(isWhole && unseen > 0 ? [more(0)] : [])].join("\n");
}

function renderCell(content: string | Reason): string {
  return cell(typeof content === "string" ? code(cut(content, longestText)) : (fix(content) ?? sentence(content)));
}
