/** The lines that fit, then one that says how many do not. Whole lines only: a cut in a code span would set it free. */
export function clip(lines: readonly string[], bytes: number, more: (left: number) => string): readonly string[] {
  const shown: string[] = [];
  let used = 0;
  for (const line of lines) {
    used += Buffer.byteLength(line) + 1;
    if (used > bytes) return [...shown, more(lines.length - shown.length)];
    shown.push(line);
  }
  return shown;
}
