interface ChangedLine {
  /** Without its sign and its line end. */
  readonly text: string;
  /** In the file that it is a line of: after the change for an added line, before it for a removed one. */
  readonly line: number;
  /** Where to look in the file after the change; for a removed line the place that it was taken from. */
  readonly shownAt: number;
}

export interface ChangedLines {
  readonly lines: readonly ChangedLine[];
  /** False when the patch does not hold as many lines as its headers announce, or as GitHub counts: the rest was cut off. */
  readonly isWhole: boolean;
}

/**
 * The added (`+`) or removed (`-`) lines of a patch as GitHub gives it, without the names of the files above. `counted` are
 * both together, where GitHub says how many there are.
 */
export function changedLines(patch: string, wanted: "+" | "-", counted?: number): ChangedLines {
  const lines: ChangedLine[] = [];
  let found = 0;
  let [before, after] = [0, 0];
  let [beforeLeft, afterLeft] = [0, 0];
  // Only a line feed ends a line of a patch.
  for (const line of patch.replace(/\n$/, "").split("\n")) {
    const isBetween = beforeLeft === 0 && afterLeft === 0;
    const header = isBetween ? hunkHeader.exec(line) : null;
    if (header !== null) {
      [before, after] = [Number(header[1]), Number(header[3])];
      [beforeLeft, afterLeft] = [Number(header[2] ?? 1), Number(header[4] ?? 1)];
      continue;
    }
    // `\ No newline at end of file`
    if (line.startsWith("\\")) continue;
    const sign = line.charAt(0);
    if ((sign !== "+" && beforeLeft === 0) || (sign !== "-" && afterLeft === 0)) return { lines, isWhole: false };
    if (sign === "+" || sign === "-") found += 1;
    if (sign === wanted) {
      const at = { line: sign === "+" ? after : before, shownAt: Math.max(after, 1) };
      for (const text of visibleLines(line.slice(1))) lines.push({ text, ...at });
    }
    if (sign !== "+") [before, beforeLeft] = [before + 1, beforeLeft - 1];
    if (sign !== "-") [after, afterLeft] = [after + 1, afterLeft - 1];
  }
  return { lines, isWhole: beforeLeft === 0 && afterLeft === 0 && (counted ?? found) === found };
}

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Editors and Markdown end a line at a carriage return too, so a pattern must not be hidden from by one. */
function visibleLines(text: string): readonly string[] {
  return text.replace(/\r$/, "").split("\r");
}
