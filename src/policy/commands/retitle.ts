import {
  type CommandContext,
  type Decision,
  defineCommand,
  done,
  hasPermission,
  refused,
  stampOf,
} from "../command.ts";
import { answersForOne, isOwn } from "../decision/may-sign.ts";
import { type Reason, reason } from "../reason.ts";
import { utcMinute } from "../text/utc-minute.ts";
import { cleanTitle } from "../title/reading/clean-title.ts";
import { judgeTitle } from "../title/judge-title.ts";
import { judgeRetitle } from "../title/retitle.ts";
import type { TitleRules } from "../title/rules.ts";

interface Asked {
  /** Empty when the suggestion is meant. */
  readonly text: string;
  /** Whether a title is to be taken that does not pass. */
  readonly isForced: boolean;
}

export const retitleCommand = defineCommand({
  name: "retitle",
  aliases: [],
  usage: "/retitle [--force] [TITLE]",
  summary: "Change the title to one that passes; without a title, to the one that the check suggests.",
  examples: ["/retitle feat(runtime): faster start", "/retitle"],
  who: "The author of the pull request, area owners, and anyone with triage permission; `--force` takes a title that does not pass, from anyone with maintain permission.",
  needs: ({ isAuthor, args }) => {
    if (parseAsked(args).isForced) return ["permission"];
    return isAuthor ? [] : ["areas", "permission"];
  },
  // `[redacted]` is no title.
  readsSecrets: true,
  parse: parseAsked,
  decide: (asked, context) => {
    const { pullRequest, titlePolicy, isQueued } = context;
    const why = whyNotRetitle(asked, context);
    if (why !== undefined) return refused(why);
    const { title: present, number, body, isByBot } = pullRequest;
    const { isForced } = asked;
    const judgement = judgeRetitle(asked.text, present, titlePolicy.rules, { number, body, isByBot, isForced });
    switch (judgement.state) {
      case "unchanged":
        return { ...tell(reason("title-unchanged", {})), title: judgement.title };
      case "passes":
        return tell(reason("title-passes-already", {}));
      case "refused":
        return refused(whyRefused(judgement, titlePolicy.rules));
      case "accepted":
      case "forced":
        if (isQueued) return refused(reason("retitle-queued", { command: lineOf(asked) }));
        if (judgement.state === "forced") return force(judgement, context);
        return { ...tell(reason("retitled", { title: judgement.title })), title: judgement.title };
    }
  },
});

/** The first word alone can be `--force`: behind it stands the title, in which anything may be written. */
function parseAsked(args: string): Asked {
  const [flag] = /^--force(?=\s|$)/i.exec(args) ?? [];
  return flag === undefined ? { text: args, isForced: false } : { text: args.slice(flag.length), isForced: true };
}

function whyNotRetitle({ isForced }: Asked, context: CommandContext): Reason | undefined {
  const { actor, permission, pullRequest, titlePolicy } = context;
  if (!pullRequest.isOpen && titlePolicy.judging.retitleClosed === "refuse") return reason("retitle-closed", {});
  if (actor.isMachine) return reason("only-people", { actor: actor.login });
  if (isForced) {
    return hasPermission(permission, "maintain") ? undefined : reason("retitle-no-force", { actor: actor.login });
  }
  const mayRetitle = isOwn(context) || hasPermission(permission, "triage") || answersForOne(context);
  return mayRetitle ? undefined : reason("retitle-not-allowed", { actor: actor.login });
}

/** GitHub tells of the new title by an event, which has the pull request looked at; and an old one changes nothing. */
function tell(...reasons: readonly Reason[]): Decision {
  return { ...done(...reasons), isTold: true, needsNoLook: true };
}

function force(
  { title, message }: { readonly title: string; readonly message: string },
  context: CommandContext,
): Decision {
  const { actor, pullRequest } = context;
  const stamp = stampOf(context);
  const said = reason("retitled-by-force", { title, actor: actor.login, at: utcMinute(stamp.at) });
  const entry = { kind: "retitled" as const, ...stamp, from: pullRequest.title, to: title };
  return { ...tell(said, reason("forced-title-fails", { safeProblem: message })), title, entries: [entry] };
}

function whyRefused(
  { message, suggestion }: { readonly message: string; readonly suggestion?: string },
  rules: TitleRules,
): Reason {
  const offered = suggestion ?? findExample(rules);
  return offered === undefined
    ? reason("retitle-refused-without-example", { safeProblem: message })
    : reason("retitle-refused", { safeProblem: message, command: `/retitle ${offered}` });
}

/** What a title looks like here; undefined where the rules ask for more than we can make up. */
function findExample(rules: TitleRules): string | undefined {
  const { types, scope, scopes } = rules;
  const type = types[0] ?? "feat";
  const example = `${type}${scope === "required" ? `(${scopes?.[0] ?? "scope"})` : ""}: what changes`;
  return judgeTitle(example, rules).ok ? example : undefined;
}

/** The line as one would send it again. */
function lineOf({ text, isForced }: Asked): string {
  return ["/retitle", ...(isForced ? ["--force"] : []), cleanTitle(text)].filter((part) => part !== "").join(" ");
}
