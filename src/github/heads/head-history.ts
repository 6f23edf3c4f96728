import { z } from "zod";

/** A pull request was told, or seen, to have a head and a base. */
export const Sighting = z.object({
  headSha: z.string(),
  baseBranch: z.string(),
  at: z.iso.datetime(),
  /** A delivery tells of a movement, which was over when it came in; a look finds what stands there. */
  by: z.enum(["delivery", "look"]),
  /** GitHub's time of the movement. Only tells a delivery that comes again from one about another movement. */
  changedAt: z.string().optional(),
});
export type Sighting = z.infer<typeof Sighting>;

export type Place = Pick<Sighting, "headSha" | "baseBranch">;

/** A stay of the pull request at one head. */
export interface Stay extends Place {
  /** Perhaps later than in truth, never earlier. */
  readonly since: string;
}

// Nobody signs what was pushed a hundred pushes ago.
export const longestHistory = 100;

/** Deliveries come in any order, and more than once: the same sightings give the same history. */
export function addSighting(history: readonly Sighting[], added: Sighting): readonly Sighting[] {
  const known = history.find((each) => isAgain(each, added));
  if (known !== undefined && known.at <= added.at) return history;
  const others = history.filter((each) => each !== known);
  return [...others, added].toSorted(inOrder).slice(-longestHistory);
}

/** A delivery that GitHub, or somebody by hand, sent once more tells of nothing new; what it told first counts. */
function isAgain(known: Sighting, added: Sighting): boolean {
  if (known.by !== added.by || known.changedAt !== added.changedAt || !isAt(known, added)) return false;
  return known.changedAt !== undefined || known.at === added.at;
}

/**
 * Where the pull request is, as far as the history knows. A head that comes back by a force push, or a new base, begins
 * anew, because a comment of that moment may mean what stood there before. Undefined when something else was heard of last.
 */
export function presentStay(history: readonly Sighting[], place: Place): Stay | undefined {
  const elsewhere = history.findLast((each) => !isAt(each, place));
  const here = history.filter(({ at }) => elsewhere === undefined || at > elsewhere.at);
  return stayOf(here);
}

/** The stays before the present one, newest first. */
export function earlierStays(history: readonly Sighting[], place: Place): readonly Stay[] {
  const elsewhere = history.findLast((each) => !isAt(each, place));
  const stays: Sighting[][] = [];
  for (const each of history.filter(({ at }) => elsewhere !== undefined && at <= elsewhere.at)) {
    const last = stays.at(-1);
    if (last?.[0] !== undefined && isAt(each, last[0])) last.push(each);
    else stays.push([each]);
  }
  return stays.flatMap((each) => stayOf(each) ?? []).toReversed();
}

/** A head that several deliveries tell of may have been away in between. */
function stayOf(sightings: readonly Sighting[]): Stay | undefined {
  const [first] = sightings;
  if (first === undefined) return undefined;
  const { headSha, baseBranch } = first;
  const told = sightings.findLast(({ by }) => by === "delivery");
  return { headSha, baseBranch, since: (told ?? first).at };
}

function isAt(sighting: Place, { headSha, baseBranch }: Place): boolean {
  return sighting.headSha === headSha && sighting.baseBranch === baseBranch;
}

function key({ headSha, baseBranch, at, by, changedAt = "" }: Sighting): string {
  return `${at} ${by} ${headSha} ${baseBranch} ${changedAt}`;
}

function inOrder(a: Sighting, b: Sighting): number {
  return key(a) < key(b) ? -1 : 1;
}
