import { parseDuration } from "../text/duration.ts";

/** `90m`, `36h` or `7d` from then on, or a date: the end of that day in UTC. Undefined when it is neither. */
export function parseUntil(text: string, from: Date): Date | undefined {
  const ms = parseDuration(text.toLowerCase());
  if (ms !== undefined) return new Date(from.getTime() + ms);
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const end = new Date(`${text}T23:59:59.999Z`);
  // 31 February would become a day in March.
  return Number.isNaN(end.getTime()) || !end.toISOString().startsWith(text) ? undefined : end;
}
