import type { AreaPeople } from "../../../area/area.ts";
import { hasPermission } from "../../../command.ts";
import { type Reason, reason } from "../../../reason.ts";
import { whyNotYet } from "../../../sign-off/backups.ts";
import { codeSpan, codeSpans } from "../../../text/code-span.ts";
import type { TriageArea, TriageCommandContext } from "./triage-command.ts";

export const whoMayTriage = "Anyone with write permission, and the owners of the area that is asked to triage.";

/** Why the actor may not decide about advisories; undefined when they may. */
export function whyNotTriage({ actor, permission, area }: TriageCommandContext): Reason | undefined {
  if (actor.isMachine) return reason("only-people", { actor: actor.login });
  if (hasPermission(permission, "write")) return undefined;
  // Whoever has lost the repository decides nothing in it, whatever the configuration says.
  if (permission !== "none" && area?.isAnsweredFor === true) return undefined;
  if (permission !== "none" && area?.problem !== undefined) {
    return reason("triage-owners-unreadable", { actor: actor.login, area: area.name, problem: area.problem });
  }
  return reason("triage-not-allowed", { actor: actor.login, safeWho: whoElse(area) });
}

/** Whether somebody answers for an area as an owner, or as a backup whose time has come; agents never decide here. */
export function answersFor(
  people: AreaPeople,
  actorId: number,
  { at, openedAt }: { readonly at: Date; readonly openedAt: Date },
): boolean {
  if (people.problem !== undefined) return false;
  const since = { people, pullRequest: { openedAt } };
  return people.signers.some((signer) => {
    if (signer.id !== actorId) return false;
    if (signer.capacity !== "backup") return signer.capacity === "owner";
    return whyNotYet(signer.backup, at.toISOString(), since) === undefined;
  });
}

/** Markdown, the beginning of a sentence. */
function whoElse(area: TriageArea | undefined): string {
  const writers = "Anyone with write permission";
  if (area === undefined) return writers;
  const owners = area.shownOwners.length === 0 ? "" : ` (${codeSpans(area.shownOwners, "or")})`;
  return `${writers} or an owner of area ${codeSpan(area.name)}${owners}`;
}
