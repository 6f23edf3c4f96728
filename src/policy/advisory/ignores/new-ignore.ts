import type { IgnoreTool } from "./ignore.ts";

/** An ignore that is to be written. */
export interface NewIgnore {
  readonly id: string;
  readonly reason: string;
  /** It holds to the end of the UTC day in which the moment before falls. */
  readonly until: Date | undefined;
  /** What tracks it, such as `#123`. */
  readonly issue: string | undefined;
}

/** How one tool's file says it. */
export interface IgnoreText {
  /** As an item of a list. */
  readonly item: string;
  /** As the lines of a table, without its head. */
  readonly lines: readonly string[];
  /** Behind the item; empty where the tool has a key for the reason. */
  readonly comment: string;
  /** The reason that is read back. */
  readonly reason: string;
}

/** The end of the day that an `until` names, which is what is read back. */
export function endOfUntil(until: Date): Date {
  const dayMs = 24 * 60 * 60_000;
  return new Date(Math.ceil(until.getTime() / dayMs) * dayMs);
}

export function textFor(tool: IgnoreTool, { id, reason, until, issue }: NewIgnore): IgnoreText {
  const end = until === undefined ? undefined : endOfUntil(until);
  const said = (parts: readonly (string | undefined)[]) =>
    parts
      .filter((part) => part !== undefined && part !== "")
      .join("; ")
      .toWellFormed();
  // cargo-deny and cargo-audit have no key for it, and osv-scanner reads a day as its begin.
  const lastDay = end && `until ${new Date(end.getTime() - 1).toISOString().slice(0, 10)}`;
  switch (tool) {
    case "deny": {
      const text = said([reason, lastDay, issue]);
      return { ...tableText([`id = ${quote(id)}`, ...(text === "" ? [] : [`reason = ${quote(text)}`])]), reason: text };
    }
    case "audit": {
      // A comment has one line, and no control characters.
      const comment = said([reason, lastDay, issue])
        .replaceAll(/[\s\p{Cc}]+/gu, " ")
        .trim();
      return { item: quote(id), lines: [], comment, reason: comment };
    }
    case "osv-scanner": {
      const text = said([reason, issue]);
      const pairs = [
        `id = ${quote(id)}`,
        ...(end === undefined ? [] : [`ignoreUntil = ${end.toISOString().slice(0, 10)}`]),
        ...(text === "" ? [] : [`reason = ${quote(text)}`]),
      ];
      return { ...tableText(pairs), reason: text };
    }
  }
}

function tableText(lines: readonly string[]): Pick<IgnoreText, "item" | "lines" | "comment"> {
  return { item: `{ ${lines.join(", ")} }`, lines, comment: "" };
}

/** TOML's basic string is JSON's, but for one character more that must be escaped. */
function quote(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll("\u007f", String.raw`\u007f`);
}
