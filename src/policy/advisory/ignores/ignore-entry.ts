import { endOf } from "./ignore-end.ts";
import type { IgnorePlace } from "./ignore-places.ts";

/** What one entry of a policy file says. */
export interface IgnoreEntry {
  readonly id: string;
  readonly reason: string;
  /** When it stops to hold. cargo-deny refuses unknown keys, so there it is written inside the reason. */
  readonly until: Date | undefined;
  /** An end is stated, and in a way that cannot be read: it is over. */
  readonly isEndUnreadable?: boolean;
  /** Its file has named the id before, and its tool takes the first entry: this one counts for nothing. */
  readonly isRepeat?: boolean;
  /** Where the file names it, counted from 1; undefined where it is written in a way that no line shows. */
  readonly line?: number | undefined;
}

/** What one tool's file says, before it is known which file it is. */
export type EntriesReading =
  | { readonly state: "read"; readonly entries: readonly IgnoreEntry[]; readonly warnings: readonly string[] }
  | PolicyProblem;

export interface PolicyProblem {
  readonly state: "problem";
  readonly line: number;
  readonly message: string;
}

/** An entry whose end stands in its reason, or nowhere. */
export function entryOf(id: string, reason: string, place: IgnorePlace | undefined): IgnoreEntry {
  const end = endOf(reason);
  return { id, reason, until: end?.until, isEndUnreadable: end?.isReadable === false, line: place?.line };
}

/** The same entry, with an end that nobody can read. */
export function withUnreadableEnd(entry: IgnoreEntry): IgnoreEntry {
  return { ...entry, until: new Date(0), isEndUnreadable: true };
}

/** Whether a key that the tool does not know may be meant as an end: `until`, `ignoreUntiI`, `expires`. */
export function soundsLikeEnd(key: string): boolean {
  return /unti|expir|review|deadline|valid/i.test(key);
}
