import type { AreaPeople, Objection } from "../area/area.ts";
import { isOf, type SaidOfArea } from "./claims.ts";
import type { Review } from "../facts.ts";

/**
 * Owners whose latest opinion asks for changes, and who have not signed this area in that review or since. Others may
 * ask for changes too; they do not answer for the area.
 */
export function findObjections({ opinions, signOffs }: SaidOfArea, { signers }: AreaPeople): readonly Objection[] {
  const owners = new Set(signers.filter(({ capacity }) => capacity === "owner").map(({ id }) => id));
  const signedSince = (review: Review) =>
    signOffs.some(
      ({ signOff, standing }) =>
        standing.state === "standing" &&
        signOff.actor.id === review.author?.id &&
        (isOf(signOff.source, review) || Date.parse(signOff.at) > review.at.getTime()),
    );
  return [...opinions.latest.values()].flatMap((review) => {
    const { author, state, isMachine, at } = review;
    if (author === undefined || state !== "changes-requested" || isMachine || !owners.has(author.id)) return [];
    return signedSince(review) ? [] : [{ by: author, at: at.toISOString() }];
  });
}
