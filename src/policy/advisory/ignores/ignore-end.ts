/** The end of an ignore that its reason states. */
export interface IgnoreEnd {
  /** Valid to the end of that UTC day; of several the first. What cannot be read is over already. */
  readonly until: Date;
  readonly isReadable: boolean;
}

/** Undefined where none is stated: `until they fix it`, `until 2.0 is out`. */
export function endOf(reason: string): IgnoreEnd | undefined {
  const [first, ...more] = statedEnds(reason).flatMap(({ days }) => days.map(endOfDay));
  if (first === undefined) return undefined;
  return more.reduce((least, end) => (end.until < least.until ? end : least), first);
}

/** The reason without the ends that it states. */
export function withoutEnds(reason: string): string {
  let rest = "";
  let from = 0;
  for (const { start, end } of statedEnds(reason)) {
    if (start < from) continue;
    rest += `${reason.slice(from, start)} `;
    from = end;
  }
  return rest + reason.slice(from);
}

interface StatedEnd {
  readonly start: number;
  readonly end: number;
  readonly days: readonly string[];
}

const stated = /\b(?:until|expires?|expiry|review by)\b/gi;
const month =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
// What looks like a time, and not like a version (2.0.1), an issue (#2031) or an advisory (CVE-2031-1).
const timeLike = new RegExp(
  [
    String.raw`(?:19|20)\d\d[\w:./+-]*`,
    // A day has two signs more, so it may be of any century: one with a typo must not make an ignore last for ever.
    String.raw`\d{4,}[/-]\d{1,2}[/-]\d[\w:./+-]*`,
    String.raw`\d{1,2}(?:[/-]\d{1,2}[/-]\d{2}|[./-]\d{1,2}[./-]\d{4})(?!\d)`,
    String.raw`\d{1,2}(?:st|nd|rd|th)?[.\s-]{1,3}${month}\b[\w:./+-]*`,
    String.raw`${month}[.,\s-]{1,3}\d[\w:./+-]*`,
    // Those that mean nothing else.
    String.raw`(?:january|february|april|june|july|august|september|october|november|december)\b`,
    String.raw`[qh][1-4]\b`,
  ]
    .map((form) => String.raw`(?<![\w./#@-])${form}`)
    .join("|"),
  "gi",
);
// An end stands within a few words behind what announces it.
const mostSigns = 120;
const mostWords = 6;

function statedEnds(reason: string): readonly StatedEnd[] {
  return [...reason.matchAll(stated)].flatMap((match): readonly StatedEnd[] => {
    const from = match.index + match[0].length;
    const [clause = ""] = reason.slice(from, from + mostSigns).split(/[;\n]|,(?!\s?\d)/);
    const [near = ""] = new RegExp(String.raw`^(?:\s*\S+){0,${mostWords}}`).exec(clause) ?? [];
    const found = [...near.matchAll(timeLike)];
    const last = found.at(-1);
    if (last === undefined) return [];
    return [{ start: match.index, end: from + last.index + last[0].length, days: found.map(([day]) => day) }];
  });
}

/** A day that does not exist (2026-02-31) cannot be read either: a typo must not make an ignore last for ever. */
function endOfDay(written: string): IgnoreEnd {
  const day = written.replace(/[^\dA-Za-z]+$/, "");
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  const isReadable = !Number.isNaN(start) && new Date(start).toISOString().startsWith(day);
  return { until: new Date(isReadable ? start + 24 * 60 * 60 * 1000 : 0), isReadable };
}
