import { type Edit, type EntryOf, type LedgerEntry, type SignOff, type Source, topicOf } from "./entry.ts";
import { compareText } from "../text/compare-text.ts";

type Withdrawal = EntryOf<"unsigned">;
type Hold = EntryOf<"held">;
type Concern = EntryOf<"concern">;
type EditsBySource = ReadonlyMap<string, readonly Edit[]>;

/** A sign-off as the ledger leaves it: whether it was taken back, by whom and how. */
export interface LedgerSignOff {
  readonly signOff: SignOff;
  readonly standing: Standing;
}

type Standing = { readonly state: "standing" } | TakenBack;

export type TakenBack =
  /** By its signer: a command, or an edit or deletion of their own comment. */
  | { readonly state: "withdrawn" }
  /** By another owner of the area. */
  | { readonly state: "revoked"; readonly by: string; readonly note: string | undefined }
  /** Somebody else changed or deleted the comment, or dismissed the review. `by` is undefined when nobody saw who. */
  | { readonly state: "voided"; readonly by: string | undefined; readonly how: Edit["how"] };

/** What the entries of a ledger amount to. Depends on the set of entries only, not on the order of their arrival. */
export interface LedgerState {
  /** Newest first. A person may have several of one area: after a force push back an earlier one fits again. */
  readonly signOffs: readonly LedgerSignOff[];
  /** The newest per person and area, also when they signed again since: an approving review before it stays outranked. */
  readonly withdrawals: readonly Withdrawal[];
  /** One per person, oldest first. */
  readonly holds: readonly Hold[];
  /** One per name and raiser, oldest first. */
  readonly concerns: readonly Concern[];
  /** The newest of each person who ever asked for changes, also when the review was dismissed since. */
  readonly objections: readonly EntryOf<"objected">[];
  /** The newest per gate, also expired ones: the fold knows no clock. None where that one's source was changed. */
  readonly waivers: readonly EntryOf<"waived">[];
  /** The newest per gate. */
  readonly rulings: readonly LedgerRuling[];
}

/** What somebody said of a manual gate, and what became of the comment or review in which they did. */
interface LedgerRuling {
  readonly ruling: EntryOf<"ruled">;
  /** Undefined while it still says what it said. */
  readonly changed: Edit["how"] | undefined;
}

/** Pure, and the same for every order of the entries: they are sorted by GitHub's times before they are counted. */
export function foldLedger(entries: readonly LedgerEntry[]): LedgerState {
  const inOrder = entries.toSorted(byTime);
  const edits = Map.groupBy(inOrder.filter(isEdit), ({ source }) => sourceKey(source));
  const signing = Map.groupBy(inOrder.filter(isSigning), topicOf);
  return {
    signOffs: [...signing.values()]
      .flatMap((history) => standings(history, edits))
      .toSorted((a, b) => byTime(b.signOff, a.signOff)),
    withdrawals: newestPerTopic(inOrder.filter((entry) => entry.kind === "unsigned")),
    holds: openHolds(inOrder),
    concerns: openConcerns(inOrder),
    objections: newestPerTopic(inOrder.filter((entry) => entry.kind === "objected")),
    // Of each gate the newest first: an earlier one must not come back to life because the newest is gone.
    waivers: newestPerTopic(inOrder.filter((entry) => entry.kind === "waived")).filter(
      ({ source }) => howChanged(source, edits) === undefined,
    ),
    rulings: newestPerTopic(inOrder.filter((entry) => entry.kind === "ruled")).map((ruling) => ({
      ruling,
      changed: howChanged(ruling.source, edits),
    })),
  };
}

/** The last change of a text; only those that changed its commands are recorded. */
function howChanged(source: Source, edits: EditsBySource): Edit["how"] | undefined {
  return edits.get(sourceKey(source))?.at(-1)?.how;
}

function isEdit(entry: LedgerEntry): entry is Edit {
  return entry.kind === "edited";
}

function isSigning(entry: LedgerEntry): entry is SignOff | Withdrawal {
  return entry.kind === "signed" || entry.kind === "unsigned";
}

/** In the order of their times. */
function newestPerTopic<Entry extends LedgerEntry>(entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [topicOf(entry), entry])).values()].toSorted(byTime);
}

/** Who holds again says another reason; the hold is listed by its latest beginning. */
function openHolds(inOrder: readonly LedgerEntry[]): readonly Hold[] {
  const open = new Map<number, Hold>();
  for (const entry of inOrder) {
    if (entry.kind === "unheld") open.delete(entry.holderId);
    if (entry.kind === "held") open.set(entry.actor.id, entry);
  }
  return [...open.values()].toSorted(byTime);
}

/** Raising what somebody else has raised takes nothing over, or it could be resolved by whoever repeats it. */
function openConcerns(inOrder: readonly LedgerEntry[]): readonly Concern[] {
  const open = new Map<string, Concern>();
  for (const entry of inOrder) {
    if (entry.kind === "resolved") open.delete(topicOf(entry));
    if (entry.kind === "concern") open.set(topicOf(entry), entry);
  }
  return [...open.values()].toSorted(byTime);
}

/**
 * How each sign-off of one person and area stands. What takes one back takes the earlier ones along: nobody expects an
 * old sign-off to come back to life when the new one goes.
 */
function standings(history: readonly (SignOff | Withdrawal)[], edits: EditsBySource): readonly LedgerSignOff[] {
  let fate: Standing = { state: "standing" };
  const found: LedgerSignOff[] = [];
  for (const entry of history.toReversed()) {
    fate = (entry.kind === "unsigned" ? takenBackBy(entry) : changed(entry, edits)) ?? fate;
    if (entry.kind === "signed") found.push({ signOff: entry, standing: fate });
  }
  return found;
}

/** A sign-off that this withdrawal takes back. */
export function takenBackBy({ actor, signerId, note }: Withdrawal): TakenBack {
  return actor.id === signerId ? { state: "withdrawn" } : { state: "revoked", by: actor.login, note };
}

/** Undefined while the comment or review still says what it said. */
function changed({ source, word }: SignOff, edits: EditsBySource): TakenBack | undefined {
  const hits = edits.get(sourceKey(source))?.filter(({ kept }) => !kept.includes(word)) ?? [];
  // One change by somebody else is enough, whatever its author did to the comment before or after. A dismissed review
  // says to everybody that it does not count, whoever dismissed it.
  const voiding = hits.filter(({ isByAuthor, how }) => !isByAuthor || how === "dismissed");
  const [first] = voiding.toSorted((a, b) => Number(a.actor === null) - Number(b.actor === null));
  if (first !== undefined) return { state: "voided", by: first.actor?.login, how: first.how };
  return hits.length > 0 ? { state: "withdrawn" } : undefined;
}

function sourceKey({ kind, id }: Source): string {
  return `${kind}/${id}`;
}

/**
 * By GitHub's time, which is in whole seconds. Within one second comments follow their ids; a review has ids of another
 * kind, so there what opens a gate comes first and what closes it last.
 */
function byTime(a: LedgerEntry, b: LedgerEntry): number {
  const byMoment = Date.parse(a.at) - Date.parse(b.at);
  if (byMoment !== 0) return byMoment;
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return byRank;
  const byId = a.source.id - b.source.id;
  if (byId !== 0) return byId;
  return compareText(`${a.kind}/${topicOf(a)}`, `${b.kind}/${topicOf(b)}`);
}

function rank({ kind, source }: LedgerEntry): number {
  if (source.kind === "comment") return 1;
  return kind === "signed" || kind === "unheld" || kind === "resolved" || kind === "waived" || kind === "ruled" ? 0 : 2;
}
