/** First line of the body of every issue of ours: which advisory it is about, or which of our own subjects. */
export function renderMarker(key: string): string {
  return `<!-- gatehouse:advisory v1 ${key} -->`;
}

/**
 * The first marker of the body, also below what people wrote above it; undefined where it has none. Says nothing about
 * who wrote it: check the author too.
 */
export function parseMarker(body: string): string | undefined {
  for (const line of body.split("\n")) {
    const key = keyIn(line);
    if (key !== undefined) return key;
  }
  return undefined;
}

export function isMarker(line: string): boolean {
  return keyIn(line) !== undefined;
}

function keyIn(line: string): string | undefined {
  return /^<!-- gatehouse:advisory v1 (\S{1,100}) -->$/.exec(line.trimEnd())?.[1];
}
