/** The line of the first merge conflict marker, counted from 1. */
export function findConflictMarker(text: string): number | undefined {
  const marker = /^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)/m.exec(text);
  return marker === null ? undefined : lineAt(text, marker.index);
}

/** The line of the nth (from 0) `header`, or 1 when there are not so many. */
export function findTable(text: string, header: string, nth: number): number {
  const lines = text.split("\n");
  const hits = lines.flatMap((line, index) => (line.trim() === header ? [index + 1] : []));
  return hits[nth] ?? 1;
}

/** The line of a place that is counted in characters from the start; from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
