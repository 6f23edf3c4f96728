import { z } from "zod";

/** A span of time as people write it. */
export const Duration = z
  .string()
  .regex(/^[1-9]\d{0,4}[smhd]$/, { error: "durations are written `90s`, `30m`, `48h` or `7d`" })
  .meta({ description: "A number and `s`, `m`, `h` or `d`, e.g. `36h`." });
export type Duration = z.infer<typeof Duration>;

const units: Readonly<Record<string, { readonly ms: number; readonly word: string }>> = {
  s: { ms: 1000, word: "second" },
  m: { ms: 60_000, word: "minute" },
  h: { ms: 3_600_000, word: "hour" },
  d: { ms: 86_400_000, word: "day" },
};

/** Also of none at all (`0s`), which some keys allow. Undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const found = read(text);
  return found === undefined ? undefined : found.count * found.unit.ms;
}

/** Throws when the text is no duration; the configuration was validated before. */
export function durationMs(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new Error(`${JSON.stringify(text)} is no duration`);
  return ms;
}

/** `36h` → "36 hours". Throws like `durationMs`. */
export function durationWords(text: Duration): string {
  const found = read(text);
  if (found === undefined) throw new Error(`${JSON.stringify(text)} is no duration`);
  return `${found.count} ${found.unit.word}${found.count === 1 ? "" : "s"}`;
}

function read(text: string) {
  const [, digits, letter = ""] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
  const unit = units[letter];
  return digits === undefined || unit === undefined ? undefined : { count: Number(digits), unit };
}
