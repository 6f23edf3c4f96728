import type { Person, Review } from "../facts.ts";
import type { Edit, EntryOf, LedgerEntry, Source } from "../ledger/entry.ts";

/** What the reviews of a pull request say, as far as sign-offs go. */
export interface Opinions {
  /** By reviewer: their latest review that approves, asks for changes or was dismissed. A comment changes no opinion. */
  readonly latest: ReadonlyMap<number, Review>;
  /**
   * Every time that somebody asked for changes, also when they have approved after, or when the review was dismissed
   * since: what it took back stays so.
   */
  readonly refusals: readonly Refusal[];
}

export interface Refusal {
  readonly actor: Person;
  /** The review. */
  readonly source: Source;
  readonly at: string;
}

/** `objections` are those that the ledger remembers. Reviews of deleted accounts say nothing: nobody knows whose they were. */
export function readOpinions(reviews: readonly Review[], objections: readonly Refusal[]): Opinions {
  const latest = new Map<number, Review>();
  for (const review of reviews.toSorted(byTime)) {
    if (review.author !== undefined && review.state !== "commented") latest.set(review.author.id, review);
  }
  return { latest, refusals: [...objections, ...refusalsIn(reviews)] };
}

/** Reviews that ask for changes at this moment. */
export function refusalsIn(reviews: readonly Review[]): readonly Refusal[] {
  return reviews.toSorted(byTime).flatMap(refusalOf);
}

/** What a ledger has to remember of these and does not yet: of each person the newest, which says as much as all. */
export function untoldObjections(
  ledger: readonly LedgerEntry[],
  refusals: readonly Refusal[],
): readonly EntryOf<"objected">[] {
  const told = ledger.filter((entry) => entry.kind === "objected");
  const newest = new Map(refusals.map((each) => [each.actor.id, each]));
  return [...newest.values()]
    .filter(
      ({ actor, at }) => !told.some((each) => each.actor.id === actor.id && Date.parse(each.at) >= Date.parse(at)),
    )
    .map((each) => ({ kind: "objected", ...each }));
}

function refusalOf({ id, author, state, at }: Review): readonly Refusal[] {
  if (author === undefined || state !== "changes-requested") return [];
  return [{ actor: author, source: { kind: "review", id }, at: at.toISOString() }];
}

/** A dismissed review takes back what was signed in it, also when no delivery told of the dismissal. */
export function withDismissals(ledger: readonly LedgerEntry[], reviews: readonly Review[]): readonly LedgerEntry[] {
  const told = new Set(ledger.filter(isDismissal).map(({ source }) => source.id));
  const untold = reviews.filter(({ id, state }) => state === "dismissed" && !told.has(id));
  return [...ledger, ...untold.map(dismissalOf)];
}

function isDismissal(entry: LedgerEntry): boolean {
  return entry.kind === "edited" && entry.source.kind === "review" && entry.how === "dismissed";
}

function dismissalOf({ id, at }: Review): Edit {
  return {
    kind: "edited",
    source: { kind: "review", id },
    at: at.toISOString(),
    how: "dismissed",
    actor: null,
    isByAuthor: false,
    kept: [],
  };
}

function byTime(a: Review, b: Review): number {
  return a.at.getTime() - b.at.getTime() || a.id - b.id;
}
