import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Prints the transcript. Colours only on a terminal that wants them. */
export interface Terminal {
  title(text: string): void;
  /** Somebody does something. */
  act(who: string, text: string): void;
  /** What Gatehouse shows, set apart by a bar. */
  show(text: string): void;
  note(text: string): void;
  line(text?: string): void;
}

export function createTerminal(stream: NodeJS.WriteStream): Terminal {
  const paint = (style: Style, text: string) => styleText(style, text, { stream });
  const line = (text = "") => void stream.write(`${text}\n`);
  return {
    title: (text) => line(`\n${paint("bold", text)}\n${paint("dim", "─".repeat(text.length))}`),
    act: (who, text) => line(`\n${paint("cyan", who.padEnd(8))} ${text}`),
    show: (text) => {
      for (const each of text.split("\n")) line(`         ${paint("dim", "│")} ${each}`);
    },
    note: (text) => line(`         ${paint("green", "✓")} ${text}`),
    line,
  };
}

/** Our Markdown as a person reads it in a terminal: tables as lists, no markers, no markup. */
export function readMarkdown(markdown: string): string {
  const shown: string[] = [];
  let head: readonly string[] = [];
  for (const text of markdown.split("\n")) {
    // Markers and fences mean nothing here, and the line under a table's head neither.
    if (/^(?:<!--.*-->|`{3,}\w*|\| ?---.*)$/.test(text)) continue;
    const cells = text.startsWith("| ") ? readCells(text) : [];
    if (cells.length === 0) {
      head = [];
      shown.push(withoutMarkup(text));
    } else if (head.length === 0) head = cells;
    else shown.push(...readRow(head, cells));
  }
  return shown
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function readCells(row: string): readonly string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((text) => withoutMarkup(text.trim().replaceAll("\\|", "|")));
}

/** What has a state reads as "state  name" and the rest below; other tables name each value. */
function readRow(head: readonly string[], cells: readonly string[]): readonly string[] {
  if (head[1] !== "State") return cells.map((text, index) => `${head[index]}: ${text}`);
  const [name, state, ...rest] = cells;
  return [`${state}  ${name}`, ...rest.flatMap((text) => text.split("<br>")).map((text) => `     ${text}`)];
}

function withoutMarkup(text: string): string {
  return text
    .replaceAll(/<\/?(?:details|summary)>/g, "")
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replaceAll(/\*\*|`|\u200B|^#+ /g, "");
}
