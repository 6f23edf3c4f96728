import { shortSha } from "../text/short-sha.ts";
import type { Facts, Remark } from "../facts.ts";
import { reason } from "../reason.ts";
import { bareLogin, isBotLogin, isMeant } from "../text/bare-login.ts";
import { utcMinute } from "../text/utc-minute.ts";
import type { Verdict } from "../verdict.ts";
import { isCleanText } from "./clean-text.ts";

/** Whose verdict on the head is asked for, and what of theirs is one. */
export interface Reviewer {
  /** `codex[bot]` is the bot only, `codex` the bot or the person. */
  readonly by: string;
  /** Words that say it; an approval always does. */
  readonly clean?: string | undefined;
  /** Text of a comment that asks for it. */
  readonly ask?: string | undefined;
}

/** Their newest word on this head decides. Whatever is not known to be clean is not. */
export function judgeReviewer(
  { pullRequest, remarks }: Pick<Facts, "pullRequest" | "remarks">,
  who: Reviewer,
): Verdict {
  const { headSha, author } = pullRequest;
  const name = bareLogin(who.by);
  const mayBePerson = !isBotLogin(who.by);
  const said = remarks.filter((remark) => remark.by === name && mayBeVerdict(remark, mayBePerson));
  if (author !== undefined && isMeant(author.login, who.by)) {
    return { state: "waiting", reason: reason("review-by-author", { by: name }) };
  }
  const here = said.filter((remark) => remark.headSha === headSha && isVerdict(remark, who));
  const newest = here.at(-1);
  if (newest === undefined) return judgeSilence(pullRequest, said, { name, ...who });
  // GitHub's times are whole seconds: of what was said in one the worst counts.
  const last = here.filter(({ at }) => at.getTime() === newest.at.getTime()).map((remark) => judgeRemark(remark, who));
  return last.find(({ state }) => state !== "pass") ?? judgeRemark(newest, who);
}

/** Of people only reviews: a comment of theirs is talk, and wakes nobody. */
function mayBeVerdict({ isBot, state }: Remark, mayBePerson: boolean): boolean {
  return isBot || (mayBePerson && state !== "comment");
}

/** Without words that mean clean only an approval does, and as on GitHub a later comment takes nothing from it. */
function isVerdict({ state }: Remark, { clean }: Reviewer): boolean {
  return clean !== undefined || (state !== "comment" && state !== "commented");
}

function judgeRemark(remark: Remark, { clean }: Reviewer): Verdict {
  const { by, state, text, headSha = "", at, isUnedited } = remark;
  const words = { by, head: shortSha(headSha), at: utcMinute(at) };
  const pass: Verdict = { state: "pass", reason: reason("review-clean", words) };
  if (state === "approved") return pass;
  if (state === "dismissed") return { state: "waiting", reason: reason("review-dismissed", words) };
  if (state === "changes-requested" || clean === undefined || !isCleanText(text, clean)) {
    return { state: "fail", reason: reason("review-not-clean", words) };
  }
  // Whoever has write access can change anybody's text.
  if (!isUnedited) return { state: "waiting", reason: reason("review-edited", words) };
  return state === "comment" ? { ...pass, caveats: [reason("review-without-commit", { by })] } : pass;
}

function judgeSilence(
  { headSha, isDraft }: Facts["pullRequest"],
  said: readonly Remark[],
  { name: by, ask }: Reviewer & { readonly name: string },
): Verdict {
  const head = shortSha(headSha);
  if (said.some((remark) => remark.headSha === headSha && remark.state === "commented")) {
    return { state: "waiting", reason: reason("review-undecided", { by, head }) };
  }
  const last = said.findLast((remark) => remark.headSha !== undefined && remark.headSha !== headSha);
  const notes =
    last?.headSha === undefined
      ? {}
      : { notes: [reason("review-of-other-head", { head: shortSha(last.headSha), at: utcMinute(last.at) })] };
  if (ask === undefined) return { state: "waiting", reason: reason("review-missing", { by, head }), ...notes };
  // Nobody is asked to look at a draft.
  if (isDraft) return { state: "waiting", reason: reason("review-of-draft", { by, head }), ...notes };
  return { state: "pending", reason: reason("review-asked", { by, head, command: ask }), ...notes, asks: ask };
}
