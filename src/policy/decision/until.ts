const unitMs = { m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

/** `90m`, `36h` or `7d` from then on, or a date: the end of that day in UTC. Undefined when it is neither. */
export function parseUntil(text: string, from: Date): Date | undefined {
  const [, count, unit] = /^(\d{1,5})([mhd])$/i.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) {
    const known = unit.toLowerCase();
    if (known !== "m" && known !== "h" && known !== "d") return undefined;
    return new Date(from.getTime() + Number(count) * unitMs[known]);
  }
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const end = new Date(`${text}T23:59:59.999Z`);
  // 31 February would become a day in March.
  return Number.isNaN(end.getTime()) || !end.toISOString().startsWith(text) ? undefined : end;
}
