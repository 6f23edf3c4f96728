import { type Reason, reason } from "../reason.ts";
import { durationMs, durationWords } from "../text/duration.ts";
import { utcMinute } from "../text/utc-minute.ts";
import type { EvidenceRun } from "./artifact.ts";
import type { Document } from "./formats/format.ts";
import { type Mark, markAtKey, markAtPath } from "./mark.ts";
import type { Evidence } from "./options.ts";
import { parseTimestamp } from "./timestamp.ts";
import { plainText } from "./rows/value.ts";
import type { Work } from "./rows/work.ts";

export interface Age {
  /** Why the document does not count. */
  readonly problem?: Reason;
  readonly notes: readonly Reason[];
  /** When time alone changes what is said. */
  readonly changesAt?: Date;
}

const usualKeys = ["generated_at", "generatedAt", "timestamp", "created_at", "run_at", "date"];
// Clocks differ by so much, and who writes a time of next year would be fresh until then.
const mostAheadMs = 5 * 60_000;

interface Circumstances {
  /** What the document is called. */
  readonly name: string;
  readonly run: EvidenceRun | undefined;
  readonly now: Date;
  readonly work: Work;
}

/** How old a document is by its own time; an artifact that has none at all is as old as the run that uploaded it. */
export function judgeAge(document: Document, { fresh, time }: Evidence, circumstances: Circumstances): Age {
  const { name, run, now, work } = circumstances;
  const mark = time === undefined ? markAtKey(document, usualKeys) : markAtPath(document, time, work);
  const made =
    mark.state === "found" ? oldest(mark) : mark.state === "absent" && time === undefined ? run?.startedAt : undefined;
  if (made instanceof Date)
    return fresh === undefined ? { notes: [madeAt(made)] } : judgeFresh(made, fresh, { name, now });
  // Nobody asked for it.
  if (fresh === undefined && time === undefined) return { notes: [] };
  if (mark.state === "partial") return { problem: reason("evidence-partly-dated", { file: name }), notes: [] };
  if (mark.state === "absent" || made === undefined) {
    const problem =
      time === undefined
        ? reason("evidence-undated", { file: name })
        : reason("evidence-no-time", { file: name, path: time });
    return { problem, notes: [] };
  }
  return {
    problem: reason("evidence-time-unreadable", { file: name, path: mark.at, found: made.unreadable }),
    notes: [],
  };
}

function oldest({ values }: Extract<Mark, { state: "found" }>): Date | { readonly unreadable: string } | undefined {
  let found: Date | undefined;
  for (const value of values) {
    const at = typeof value === "string" ? parseTimestamp(value) : undefined;
    if (at === undefined) return { unreadable: inBrief(value) };
    if (found === undefined || at < found) found = at;
  }
  return found;
}

/** A document may hold anything there. */
function inBrief(value: unknown): string {
  return (plainText(value) ?? "a list or an object").slice(0, 100);
}

function judgeFresh(made: Date, fresh: string, { name, now }: Pick<Circumstances, "name" | "now">): Age {
  const until = new Date(made.getTime() + durationMs(fresh));
  const age = { file: name, made: utcMinute(made), fresh: durationWords(fresh) };
  if (made.getTime() > now.getTime() + mostAheadMs) {
    const problem = reason("evidence-from-future", { file: name, made: age.made });
    return { problem, notes: [], changesAt: new Date(made.getTime() - mostAheadMs) };
  }
  if (now >= until) return { problem: reason("evidence-stale", age), notes: [] };
  return { notes: [reason("evidence-fresh", { made: age.made, until: utcMinute(until) })], changesAt: until };
}

function madeAt(made: Date): Reason {
  return reason("evidence-made", { made: utcMinute(made) });
}
