import { type Area, areaKey, governance, isCalled } from "../../../policy/area/area.ts";
import type { Person, Review } from "../../../policy/facts.ts";
import type { LedgerEntry } from "../../../policy/ledger/entry.ts";

/** Who has spoken about an area so far that their right to sign it matters. Each person once; a deleted account is nobody. */
export function whoToAsk(
  area: Area,
  {
    ledger,
    reviews,
    gateAreas,
  }: {
    readonly ledger: readonly LedgerEntry[];
    readonly reviews: readonly Review[];
    /** The name of every used gate, with the area that it names. */
    readonly gateAreas: ReadonlyMap<string, string | undefined>;
  },
): readonly Person[] {
  const spoke = ledger.flatMap((entry) => {
    if (entry.kind === "signed") return entry.area === areaKey(area) ? [entry.actor] : [];
    if (entry.kind !== "ruled" && entry.kind !== "waived") return [];
    if (!gateAreas.has(entry.gate)) return [];
    const named = gateAreas.get(entry.gate);
    if (named !== undefined && isCalled(area, named)) return [entry.actor];
    // A gate of no area is ruled on by the owners of any, and waived by those who answer for the configuration.
    const isGeneral = entry.kind === "ruled" ? named === undefined : isCalled(area, governance);
    return isGeneral ? [entry.actor] : [];
  });
  return uniquePeople([...spoke, ...reviewersOf(area, reviews)]);
}

/** Whoever asks for changes may object, and where reviews sign by themselves whoever approves may sign. */
function reviewersOf(area: Area, reviews: readonly Review[]): readonly Person[] {
  const hasAgents = area.agents.length > 0 || area.backups.some(({ kind }) => kind === "agent");
  const opinions = new Map<number, Review>();
  for (const review of reviews) {
    if (review.author !== undefined && review.state !== "commented") opinions.set(review.author.id, review);
  }
  return [...opinions.values()].flatMap(({ author, state, isMachine }) => {
    const counts = state === "changes-requested" || (state === "approved" && area.reviews === "implicit");
    return author !== undefined && counts && (hasAgents || !isMachine) ? [author] : [];
  });
}

export function uniquePeople(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.filter(({ id }) => id > 0).map((person) => [person.id, person])).values()];
}
