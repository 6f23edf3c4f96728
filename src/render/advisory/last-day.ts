/** `2026-10-01`: the last UTC day of something that is over at `end`. */
export function lastDay(end: Date | string): string {
  return new Date(new Date(end).getTime() - 1).toISOString().slice(0, 10);
}

/** "until the end of 2026-10-01 (UTC)". */
export function untilWords(end: Date | string): string {
  return `until the end of ${lastDay(end)} (UTC)`;
}
