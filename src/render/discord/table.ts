import type { Table } from "mdast";
import { fence, prose } from "./block.ts";
import type { Block } from "./block.ts";
import { plainText } from "./inline.ts";
import { cleanText, disarm, escapeText, escapeToPieces } from "./text.ts";

const mostColumns = 3;
const mostWidth = 60;

/** Discord has no tables: a small one becomes aligned text in a fence, any other one bullet per row. */
export function renderTable(table: Table): Block[] {
  const rows = table.children.map((row) => row.children.map((cell) => tidy(plainText(cell.children))));
  const [header = [], ...body] = rows;
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const width = widths.reduce((sum, each) => sum + each, 0) + 2 * (widths.length - 1);
  if (header.length > mostColumns || width > mostWidth) return body.flatMap((row) => renderRow(header, row));
  const lines = rows.map((row) =>
    widths
      .map((each, column) => (row[column] ?? "").padEnd(each))
      .join("  ")
      .trimEnd(),
  );
  return [fence("", [...lines.slice(0, 1), "─".repeat(Math.max(width, 1)), ...lines.slice(1)].map(disarm))];
}

function renderRow(header: readonly string[], [first = "", ...rest]: readonly string[]): Block[] {
  const named = rest.flatMap((cell, index) => (cell === "" ? [] : [nameCell(header[index + 1] ?? "", cell)]));
  if (first === "" && named.length === 0) return [];
  const title = first === "" ? [] : [`**${escapeText(first)}**`, ...(named.length > 0 ? [" — "] : [])];
  return [prose("- ", [...title, ...escapeToPieces(named.join("; "), false)], true)];
}

function nameCell(name: string, cell: string): string {
  return name === "" ? cell : `${name}: ${cell}`;
}

function tidy(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}
