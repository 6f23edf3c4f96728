import { compareText } from "../../text/compare-text.ts";
import type { TriageEntry } from "./triage-entry.ts";

export type EntryOf<Kind extends TriageEntry["kind"]> = Extract<TriageEntry, { readonly kind: Kind }>;
export type Stance = EntryOf<"accept-risk"> | EntryOf<"not-affected"> | EntryOf<"defer"> | EntryOf<"fixed-by">;

/** What stands of all that was decided about an advisory. */
export interface TriageDecision {
  /** The last of them that nobody took back. */
  readonly stance: Stance | undefined;
  /** Would accept the risk, and counts only when somebody else says the same. */
  readonly awaitsSecond: EntryOf<"accept-risk"> | undefined;
  /** Ids of those that wanted a second word and found it, also where something else stands by now. */
  readonly agreed: ReadonlySet<string>;
  readonly severity: EntryOf<"severity"> | undefined;
  readonly assignee: string | undefined;
  /** When somebody asked last to look at it again. */
  readonly reopenedAt: Date | undefined;
}

/** Folds the entries in the order of their time, whatever the order they come in. Never throws. */
export function foldTriage(entries: readonly TriageEntry[]): TriageDecision {
  const left = standingEntries(entries);
  const reopened = left.findLastIndex(({ kind }) => kind === "reopen");
  const reopenedAt = left[reopened]?.at;
  const fresh = left.slice(reopened + 1);
  return {
    ...foldStances(left),
    severity: fresh.findLast((entry) => entry.kind === "severity"),
    assignee: fresh.findLast((entry) => entry.kind === "assign")?.login,
    reopenedAt: reopenedAt === undefined ? undefined : new Date(reopenedAt),
  };
}

/** The entries that nobody took back, oldest first, each once; also those before somebody asked to look again. */
export function standingEntries(entries: readonly TriageEntry[]): readonly TriageEntry[] {
  const standing: TriageEntry[] = [];
  for (const entry of inOrder(entries)) {
    if (entry.kind !== "undo") standing.push(entry);
    else {
      const index = undoneBy(entry, standing);
      if (index >= 0) standing.splice(index, 1);
    }
  }
  return standing;
}

/** What an undo of a person would take back; undefined where there is nothing. */
export function lastUndoable(entries: readonly TriageEntry[]): TriageEntry | undefined {
  const standing = standingEntries(entries);
  return standing[lastOf(standing)];
}

/**
 * A person takes back what was said last. We take back what rested on a pull request that was closed, and nothing that a
 * person said meanwhile: what named it, or else the last that an ignore was proposed for. -1 where there is none.
 */
function undoneBy(undo: EntryOf<"undo">, standing: readonly TriageEntry[]): number {
  const ended = endedBy(undo);
  if (ended === undefined) return lastOf(standing);
  const naming = standing.findLastIndex((entry) => entry.kind === "fixed-by" && entry.pullRequest === ended);
  if (naming >= 0) return naming;
  return standing.findLastIndex(({ kind }) => kind === "accept-risk" || kind === "not-affected");
}

/** The pull request whose end took a decision back, where we did; undefined where a person did. */
export function endedBy({ id }: EntryOf<"undo">): number | undefined {
  const ended = /^undo\/(\d+)/.exec(id)?.[1];
  return ended === undefined ? undefined : Number.parseInt(ended, 10);
}

/** What came before an advisory was gone for a while is over: we began anew when it came back, and nobody brings that back. */
function lastOf(standing: readonly TriageEntry[]): number {
  const last = standing.at(-1);
  const isOurs = last?.kind === "reopen" && last.id.startsWith("undo/");
  return isOurs ? -1 : standing.length - 1;
}

function foldStances(entries: readonly TriageEntry[]): Pick<TriageDecision, "stance" | "awaitsSecond" | "agreed"> {
  let stance: Stance | undefined;
  let awaitsSecond: EntryOf<"accept-risk"> | undefined;
  const agreed = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === "reopen") {
      stance = undefined;
      awaitsSecond = undefined;
    }
    if (!isStance(entry)) continue;
    if (entry.kind !== "accept-risk" || entry.needsSecond !== true) {
      stance = entry;
      awaitsSecond = undefined;
    } else if (awaitsSecond === undefined || awaitsSecond.by.id === entry.by.id) {
      awaitsSecond = entry;
    } else {
      agreed.add(awaitsSecond.id).add(entry.id);
      stance = together(awaitsSecond, entry);
      awaitsSecond = undefined;
    }
  }
  return { stance, awaitsSecond, agreed };
}

function isStance(entry: TriageEntry): entry is Stance {
  switch (entry.kind) {
    case "accept-risk":
    case "not-affected":
    case "defer":
    case "fixed-by":
      return true;
    case "severity":
    case "assign":
    case "reopen":
    case "undo":
      return false;
  }
}

/** Two agree on no more than the shorter of what each of them said. */
function together(first: EntryOf<"accept-risk">, second: EntryOf<"accept-risk">): EntryOf<"accept-risk"> {
  const [until] = [first.until, second.until].filter((end) => end !== undefined).toSorted(byTime);
  return until === undefined ? second : { ...second, until };
}

function byTime(left: string, right: string): number {
  return Date.parse(left) - Date.parse(right);
}

/** By time, then by line; of several with one id the first, whichever list it came from. */
function inOrder(entries: readonly TriageEntry[]): readonly TriageEntry[] {
  const keyed = entries.map((entry) => ({ entry, key: sortKey(entry) }));
  keyed.sort((left, right) => compareText(left.key, right.key));
  const seen = new Set<string>();
  return keyed.flatMap(({ entry }) => {
    if (seen.has(entry.id)) return [];
    seen.add(entry.id);
    return [entry];
  });
}

// GitHub's times are whole seconds, so two comments may have the same; their numbers tell which came first.
function sortKey({ id, at, ...rest }: TriageEntry): string {
  const padded = id.replaceAll(/\d+/g, (digits) => digits.padStart(20, "0"));
  return [new Date(at).toISOString(), padded, JSON.stringify(rest)].join("\u0000");
}
