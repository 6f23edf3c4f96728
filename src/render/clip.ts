/**
 * The lines that fit, in their order, then one that says how many do not. Whole lines only: a cut in a code span would set
 * it free. What is vital has its place first, and a line that is too long takes no other with it.
 */
export function clip(
  lines: readonly string[],
  bytes: number,
  more: (count: number, indexes: readonly number[]) => string,
  isVital: (line: string, index: number) => boolean = () => false,
): readonly string[] {
  const all = lines.map((line, index) => ({ line, index, isVital: isVital(line, index) }));
  const fitting = new Set<number>();
  let used = 0;
  for (const { line, index } of [...all.filter((each) => each.isVital), ...all.filter((each) => !each.isVital)]) {
    const size = Buffer.byteLength(line) + 1;
    if (used + size > bytes) continue;
    used += size;
    fitting.add(index);
  }
  const shown = lines.filter((_, index) => fitting.has(index));
  if (shown.length === lines.length) return shown;
  const left = [...lines.keys()].filter((index) => !fitting.has(index));
  return [...shown, more(left.length, left)];
}
