import type { SignOffState } from "../area/area.ts";
import type { Opinions, Refusal } from "./opinions.ts";
import type { SignedCode } from "./stale-cause.ts";
import type { Person, Review } from "../facts.ts";
import type { Source } from "../ledger/entry.ts";
import { type LedgerSignOff, type LedgerState, type TakenBack, takenBackBy } from "../ledger/fold.ts";

/** Something that was said for an area, before it is judged whether it counts. */
export interface Claim {
  readonly by: Person;
  readonly isMachine: boolean;
  readonly via: SignOffState["via"];
  readonly headSha: string;
  readonly at: string;
  readonly note: string | undefined;
  /** Undefined when it is not known what the pull request was at that head. */
  readonly code: SignedCode | undefined;
  readonly takenBack: TakenBack | undefined;
}

/** What ledger and reviews hold for one area. */
export interface SaidOfArea {
  readonly signOffs: readonly LedgerSignOff[];
  readonly withdrawals: LedgerState["withdrawals"];
  readonly opinions: Opinions;
}

/** What was signed by a command. Who asks for changes after it takes it back. */
export function claimsByCommand({ signOffs, opinions }: SaidOfArea): readonly Claim[] {
  return signOffs.map(({ signOff, standing }) => ({
    by: signOff.actor,
    // Apps have names that no person can have; a few bots of GitHub's own do not, so the entry says it too.
    isMachine: signOff.isMachine === true || signOff.actor.login.endsWith("[bot]"),
    via: signOff.source.kind === "review" ? "review" : "comment",
    headSha: signOff.headSha,
    at: signOff.at,
    note: signOff.note,
    code: signOff,
    takenBack:
      standing.state !== "standing"
        ? standing
        : opinions.refusals.some((refusal) => isRefusedAfter(signOff, refusal))
          ? { state: "withdrawn" }
          : undefined,
  }));
}

/** What approving reviews sign, where the area lets them: of everybody whose latest opinion it is. */
export function claimsByApproval(
  said: SaidOfArea,
  codeOf: (review: Review) => SignedCode | undefined,
): readonly Claim[] {
  return [...said.opinions.latest.values()].flatMap((review) => {
    const { author, headSha = "", at, isMachine, state } = review;
    if (state !== "approved" || author === undefined) return [];
    const takenBack = approvalTakenBack(review, author, said);
    const code = codeOf(review);
    const stamp = { by: author, isMachine, headSha, at: at.toISOString() };
    return [{ ...stamp, via: "approval" as const, note: undefined, code, takenBack }];
  });
}

/**
 * What came at or after an approving review outranks it for the area that it names, and so does a command in the
 * review itself: a withdrawal, and a sign-off that was taken back. Nothing given earlier comes back to life with that.
 */
function approvalTakenBack(review: Review, { id }: Person, said: SaidOfArea): TakenBack | undefined {
  const isSince = ({ source, at }: Said) => isOf(source, review) || Date.parse(at) >= review.at.getTime();
  const withdrawal = said.withdrawals.find((each) => each.signerId === id && isSince(each));
  if (withdrawal !== undefined) return takenBackBy(withdrawal);
  for (const { signOff, standing } of said.signOffs) {
    if (signOff.actor.id === id && isSince(signOff) && standing.state !== "standing") return standing;
  }
  return undefined;
}

/**
 * A sign-off of the very review that asks for changes is the exception that its author made. GitHub's times are whole
 * seconds; of what was said in one, the refusal counts.
 */
function isRefusedAfter({ source, at, actor }: Said & { readonly actor: Person }, refusal: Refusal): boolean {
  const isSince = Date.parse(refusal.at) >= Date.parse(at);
  return refusal.actor.id === actor.id && isSince && !isOf(source, refusal.source);
}

interface Said {
  readonly source: Source;
  readonly at: string;
}

/** Whether it was said in this review. */
export function isOf(source: Source, { id }: Pick<Review, "id">): boolean {
  return source.kind === "review" && source.id === id;
}
