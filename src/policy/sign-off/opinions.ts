import type { Review } from "../facts.ts";
import type { Edit, LedgerEntry } from "../ledger/entry.ts";

/** What the reviews of a pull request say, as far as sign-offs go. */
export interface Opinions {
  /** By reviewer: their latest review that approves, asks for changes or was dismissed. A comment changes no opinion. */
  readonly latest: ReadonlyMap<number, Review>;
  /**
   * Every review that asks for changes, also one that its author has approved after: what it took back stays so. A
   * dismissed one may have been such, and nothing says so any more; dismissing it must not bring a sign-off back.
   */
  readonly refusals: readonly Review[];
}

/** Reviews of deleted accounts say nothing: nobody knows whose they were. */
export function readOpinions(reviews: readonly Review[]): Opinions {
  const latest = new Map<number, Review>();
  for (const review of reviews.toSorted(byTime)) {
    if (review.author !== undefined && review.state !== "commented") latest.set(review.author.id, review);
  }
  return { latest, refusals: reviews.filter(({ state }) => state === "changes-requested" || state === "dismissed") };
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
