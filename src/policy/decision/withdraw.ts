import { type AreaState, areaKey, statesCalled } from "../area/area.ts";
import { type CommandContext, type Decision, done, refused, stampOf } from "../command.ts";
import type { Person } from "../facts.ts";
import type { EntryOf } from "../ledger/entry.ts";
import { foldLedger } from "../ledger/fold.ts";
import { type Reason, reason } from "../reason.ts";
import { lineOf, parseArguments, whyTooLong } from "./arguments.ts";
import { chooseAreas, everyArea } from "./choose-areas.ts";
import { combine } from "./combine.ts";
import { isOwner, whoElse } from "./may-sign.ts";

interface WithdrawalRequest {
  readonly areas: readonly string[];
  /** Whose sign-off; undefined for one's own. */
  readonly login: string | undefined;
  readonly note: string;
}

/** `AREA, AREA @LOGIN -- REASON`. */
export function parseWithdrawal(text: string): WithdrawalRequest {
  const { words, note } = parseArguments(text);
  const last = words.at(-1);
  const login = last !== undefined && /^@[a-z0-9][a-z0-9_-]*(?:\[bot\])?$/i.test(last) ? last.slice(1) : undefined;
  return { areas: login === undefined ? words : words.slice(0, -1), login, note };
}

/** Takes back one's own sign-offs, or as an owner those of somebody else. It can only close the gate. */
export function withdraw(request: WithdrawalRequest, context: CommandContext): Decision {
  const { areas, login, note } = request;
  const { actor } = context;
  if (!context.pullRequest.isOpen) return refused(reason("pull-request-closed", {}));
  const tooLong = whyTooLong(note);
  if (tooLong !== undefined) return refused(tooLong);
  const lineWith = (words: readonly string[]) =>
    lineOf("unsignoff", [...words, ...(login === undefined ? [] : [`@${login}`])], note);
  if (areas.length === 0) return refused(reason("withdrawal-area-required", { command: lineWith(["AREA"]) }));
  const isAll = areas.length === 1 && areas[0]?.toLowerCase() === "all";
  const signers = signersByArea(context);
  const isOwnSignOff = login === undefined || login.toLowerCase() === actor.login.toLowerCase();
  const chosen = isAll
    ? { state: "chosen" as const, areas: everyArea(signedBy(login ?? actor.login, signers, context), "all") }
    : chooseAreas(areas, context, lineWith);
  if (chosen.state === "refused") return refused(chosen.why);
  if (chosen.areas.length === 0)
    return { ...done(reason("nothing-signed", { who: login ?? actor.login })), isTold: true };
  const states = chosen.areas.flatMap((each) => each.states);
  if (isOwnSignOff) return combine(states.map((state) => withdrawOwn(state, signers, note, context)));
  if (note === "")
    return refused(reason("revocation-needs-reason", { who: login, command: `${lineWith(areas)} -- REASON` }));
  return combine(states.map((state) => revoke(state, { login, note, signers }, context)));
}

/** Recorded also where nothing is signed: an approving review that says the same must not count either. */
function withdrawOwn(state: AreaState, signers: Signers, note: string, context: CommandContext): Decision {
  const { actor } = context;
  const { name } = state.area;
  const signer = state.people.signers.find(({ id }) => id === actor.id);
  const has = signersOf(state, signers).some(({ id }) => id === actor.id);
  const nothing = { ...done(reason("nothing-to-withdraw", { who: actor.login, area: name })), isTold: true };
  if (actor.isMachine && signer?.capacity !== "agent") return refused(reason("only-people", { actor: actor.login }));
  if (!has && signer === undefined) return nothing;
  const entry = withdrawal(state, actor.id, note, context);
  if (!has && state.area.reviews === "explicit") return { ...nothing, entries: [entry] };
  return { ...done(reason("withdrawn", { who: actor.login, area: name })), entries: [entry] };
}

function revoke(
  state: AreaState,
  { login, note, signers }: { readonly login: string; readonly note: string; readonly signers: Signers },
  context: CommandContext,
): Decision {
  const { actor, areas } = context;
  const { name } = state.area;
  if (!isOwner([state], context)) return refused(notAnOwner(name, areas, actor));
  const ids = signersOf(state, signers).flatMap((each) => (isCalled(each, login) ? each.id : []));
  if (ids.length === 0) return { ...done(reason("nothing-to-withdraw", { who: login, area: name })), isTold: true };
  const entries = [...new Set(ids)].map((id) => withdrawal(state, id, note, context));
  return { ...done(reason("withdrawn", { who: login, area: name })), entries };
}

function notAnOwner(area: string, areas: readonly AreaState[], actor: Person): Reason {
  return reason("revocation-not-allowed", {
    actor: actor.login,
    area,
    safeOwners: whoElse(statesCalled(areas, area), actor.login),
  });
}

/** Who has signed in any way, and not taken it back, by area key. */
type Signers = ReadonlyMap<string, readonly Person[]>;

/**
 * The lines before this one are in the ledger, and not in the state that was judged before them. Found once for a line:
 * folding the ledger anew for each area makes a comment of many lines run for long.
 */
function signersByArea({ areas, ledger }: CommandContext): Signers {
  const found = new Map(
    areas.map(({ area, signOffs }) => [
      areaKey(area),
      signOffs.filter(({ standing }) => !isGone(standing.state)).map(({ by }) => by),
    ]),
  );
  for (const { signOff, standing } of foldLedger(ledger).signOffs) {
    if (!isGone(standing.state)) found.get(signOff.area)?.push(signOff.actor);
  }
  return found;
}

function signersOf({ area }: AreaState, signers: Signers): readonly Person[] {
  return signers.get(areaKey(area)) ?? [];
}

function isGone(standing: string): boolean {
  return standing === "withdrawn" || standing === "revoked" || standing === "voided";
}

function signedBy(login: string, signers: Signers, { areas }: CommandContext): readonly AreaState[] {
  return areas.filter((state) => signersOf(state, signers).some((each) => isCalled(each, login)));
}

function isCalled(person: Person, login: string): boolean {
  return person.login.toLowerCase() === login.toLowerCase();
}

function withdrawal(state: AreaState, signerId: number, note: string, context: CommandContext): EntryOf<"unsigned"> {
  return {
    kind: "unsigned",
    ...stampOf(context),
    area: areaKey(state.area),
    signerId,
    ...(note === "" ? {} : { note }),
  };
}
