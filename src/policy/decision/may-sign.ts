import { whyNotYet } from "../sign-off/backups.ts";
import { utcMinute } from "../text/utc-minute.ts";
import { type Area, type AreaState, type Backup, type Signer, statesCalled } from "../area/area.ts";
import { areaReason, unreadableReason } from "../area/area-reason.ts";
import type { CommandContext } from "../command.ts";
import { codeSpans } from "../text/code-span.ts";
import { type Reason, reason } from "../reason.ts";

/** Why the actor cannot sign this area; undefined when they can. Whether the sign-off counts is judged later. */
export function whyNotSign(state: AreaState, context: CommandContext): Reason | undefined {
  const { area } = state;
  const { actor, areas, pullRequest } = context;
  const why = whyNotEntitled(state, context);
  if (why !== undefined) return why;
  if (isOwn(context) && area.selfSignoff === "deny") {
    if (isAlone(area, actor.login)) return reason("self-signoff-alone", { actor: actor.login, area: area.name });
    const safeOwners = whoElse(statesCalled(areas, area.name), actor.login);
    return reason("self-signoff-denied", { actor: actor.login, safeOwners, command: `/signoff ${area.name}` });
  }
  // What is signed could not be told apart from what is not.
  return state.state === "files-unknown" ? areaReason(state, pullRequest) : undefined;
}

/** Why the actor does not answer for this area at the time of the comment; undefined when they do. */
export function whyNotEntitled(state: AreaState, context: CommandContext): Reason | undefined {
  const { area, people } = state;
  const { actor, areas } = context;
  const { name } = area;
  const safeOwners = whoElse(statesCalled(areas, name), actor.login);
  const command = `/signoff ${name}`;
  const mine = people.signers.filter(({ id }) => id === actor.id);
  if (actor.isMachine && !mine.some(({ capacity }) => capacity === "agent")) {
    return reason("bot-cannot-sign", { actor: actor.login, safeOwners, command });
  }
  if (isUnreadable(state)) return unreadableReason(state);
  if (mine.length === 0) {
    return reason("not-an-owner", { actor: actor.login, area: name, safeOwners, command });
  }
  const early = mine.map((signer) => whyTooEarly(signer, { area, people }, context));
  return early.every((each) => each !== undefined) ? early[0] : undefined;
}

/** Whether the actor opened the pull request. */
export function isOwn({ actor, pullRequest }: Pick<CommandContext, "actor" | "pullRequest">): boolean {
  return actor.id === pullRequest.author?.id;
}

/** Whether the actor answers for one of the areas in person: as an owner, or as a backup whose time has come. */
export function answersForOne(context: CommandContext): boolean {
  const { actor, areas } = context;
  return (
    !actor.isMachine &&
    areas.some(
      (state) =>
        !isUnreadable(state) &&
        state.people.signers.some(
          (each) =>
            each.id === actor.id && each.capacity !== "agent" && whyTooEarly(each, state, context) === undefined,
        ),
    )
  );
}

function isUnreadable({ area, people }: AreaState): boolean {
  return area.problem !== undefined || people.problem !== undefined;
}

/** Whether the actor answers for one of these areas as an owner, not as a backup or an agent. */
export function isOwner(states: readonly AreaState[], { actor }: Pick<CommandContext, "actor">): boolean {
  return (
    !actor.isMachine &&
    states.some(
      ({ people }) =>
        people.problem === undefined &&
        people.signers.some(({ id, capacity }) => id === actor.id && capacity === "owner"),
    )
  );
}

/** Who may sign besides the actor, as far as the configuration lets us name them: Markdown for a sentence. */
export function whoElse(states: readonly AreaState[], login: string): string {
  const names = states.flatMap(({ area }) => {
    // Where the owners are hidden, so are the backups.
    const showsAll = area.shownOwners.length === area.owners.length;
    return [...area.shownOwners, ...(showsAll ? area.backups.flatMap(peopleOf) : [])];
  });
  const others = [...new Set(names)].filter((name) => !isLogin(name, login));
  return others.length === 0 ? "Its owners" : codeSpans(others, "or");
}

function whyTooEarly(
  signer: Signer,
  { area, people }: Pick<AreaState, "area" | "people">,
  context: CommandContext,
): Reason | undefined {
  if (signer.capacity !== "backup") return undefined;
  const { actor, source, pullRequest } = context;
  const cause = whyNotYet(signer.backup, source.at.toISOString(), { people, pullRequest });
  if (cause?.cause !== "backup-not-yet") return undefined;
  const words = { actor: actor.login, area: area.name };
  if (cause.from === undefined) return reason("backup-of-author", words);
  return reason("backup-too-early", { ...words, from: utcMinute(cause.from) });
}

function isAlone({ owners, backups }: Area, login: string): boolean {
  return owners.every((owner) => isLogin(owner, login)) && backups.flatMap(peopleOf).length === 0;
}

function peopleOf({ kind, who }: Backup): readonly string[] {
  return kind === "person" || kind === "team" ? who : [];
}

/** Owners may be written with the number of their account: `alice#583231`. */
function isLogin(name: string, login: string): boolean {
  return name.replace(/#\d+$/, "").toLowerCase() === login.toLowerCase();
}
