import type { Area, AreaPeople, Backup, NotCountedCause } from "../area/area.ts";
import type { MeasuredGate } from "../evaluate.ts";
import type { PullRequest } from "../facts.ts";

/** Why a backup's sign-off does not count yet; undefined when it does. Never by the clock: what counts once, counts. */
export function whyNotYet(
  { after }: Backup,
  at: string,
  { people, pullRequest }: { readonly people: AreaPeople; readonly pullRequest: Pick<PullRequest, "openedAt"> },
): NotCountedCause | undefined {
  switch (after) {
    case "immediately":
      return undefined;
    case "when_author":
      return people.isAuthorOwner ? undefined : { cause: "backup-not-yet", from: undefined };
    default: {
      const from = new Date(pullRequest.openedAt.getTime() + after);
      return Date.parse(at) >= from.getTime() ? undefined : { cause: "backup-not-yet", from: from.toISOString() };
    }
  }
}

/**
 * Gates that stand in for a person: each backup whose gates all hold. One that waits for a time never does, because no
 * sign-off says when it came.
 */
export function heldGateBackups(
  { backups }: Area,
  { isAuthorOwner }: AreaPeople,
  measured: readonly MeasuredGate[] | undefined,
): readonly string[] {
  const holding = new Set(measured?.filter(({ holds }) => holds).map(({ name }) => name));
  const counted = backups.filter(({ kind, after, who }) => {
    if (kind !== "gate" || !who.every((name) => holding.has(name))) return false;
    return after === "immediately" || (after === "when_author" && isAuthorOwner);
  });
  return [...new Set(counted.flatMap(({ who }) => who))];
}
