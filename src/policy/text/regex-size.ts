// Quoted text, a named class, an escape, a class of characters, a counted repetition, or one character.
const part =
  /\\Q[^]*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|[^{])|\\[^]|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|[^]/gu;

/**
 * How many states a pattern has when its repetitions are written out: never fewer than the compiler makes of it, so what
 * is too large need not be compiled to be known as such.
 */
export function estimateRegexSize(pattern: string): number {
  return sumParts(pattern, () => 1);
}

/** Adds up what each class, escape and character weighs, as often as the pattern repeats it. */
export function sumParts(pattern: string, weigh: (part: string) => number): number {
  // The size of the whole, and of every group that is open.
  const open = [0];
  // The size of what a repetition would repeat.
  let last = 0;
  for (const [text, least, most] of pattern.matchAll(part)) {
    const size = open.pop() ?? 0;
    if (text === "(") {
      open.push(size, 0);
      last = 0;
    } else if (text === ")") {
      last = size + 2;
      open.push((open.pop() ?? 0) + last);
    } else if (least !== undefined) {
      // Each that may be left out has a branch of its own.
      const optional = Math.max(0, Number(most ?? 0) - Number(least));
      const written = last * Number(least) + (last + 1) * optional + 2;
      last += written;
      open.push(size + written);
    } else {
      // What may match nothing is repeated by two.
      last = text.startsWith("\\Q") ? text.length : /^[*+?]$/.test(text) ? 2 : weigh(text);
      open.push(size + last);
    }
  }
  return open.reduce((sum, size) => sum + size, 0);
}
