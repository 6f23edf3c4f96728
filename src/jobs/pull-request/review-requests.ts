import type { Effect } from "../../policy/effect.ts";
import type { Report } from "../../policy/evaluate.ts";

/**
 * Asks for a review whoever signed an area that is stale now and still wants them. A request reaches people where a
 * comment that is edited in place does not. Not the author, who cannot review, nobody who may not sign any more, and
 * nobody who was asked and has not answered.
 */
export function reviewRequests({ pullRequest, areas, isWaitingDraft }: Report): readonly Effect[] {
  if (isWaitingDraft) return [];
  const { number, headSha, author, requestedReviewerIds } = pullRequest;
  const people = areas
    .filter(({ state }) => state === "stale" || state === "partly")
    .flatMap(({ signOffs }) => signOffs)
    .filter(({ standing, capacity }) => standing.state === "stale" && (capacity === "owner" || capacity === "backup"))
    .map(({ by }) => by)
    .filter(({ id }) => id !== author?.id && !requestedReviewerIds.includes(id));
  const unique = new Map(people.map(({ id, login }) => [id, { id, login }]));
  return [...unique.values()].map((person) => ({ kind: "review-request", number, headSha, person }));
}
