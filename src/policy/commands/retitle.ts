import { type CommandContext, defineCommand, done, hasPermission, refused } from "../command.ts";
import { reason } from "../reason.ts";
import { judgeRetitle } from "../title/retitle.ts";
import { answersForOne, isOwn } from "../decision/may-sign.ts";

export const retitleCommand = defineCommand({
  name: "retitle",
  aliases: [],
  usage: "/retitle TITLE",
  summary: "Change the title to one that passes.",
  examples: ["/retitle feat(runtime): faster start"],
  who: "The author of the pull request, area owners, and anyone with triage permission.",
  needs: ({ isAuthor }) => (isAuthor ? [] : ["areas", "permission"]),
  parse: (text) => text,
  decide: (text, context) => {
    const { actor, pullRequest, titleRules } = context;
    if (!pullRequest.isOpen) return refused(reason("pull-request-closed", {}));
    if (!mayRetitle(context)) return refused(reason("retitle-not-allowed", { actor: actor.login }));
    const judgement = judgeRetitle(text, pullRequest.title, titleRules);
    switch (judgement.state) {
      case "unchanged":
        return { ...done(reason("title-unchanged", {})), title: judgement.title };
      case "accepted":
        return { ...done(reason("retitled", { title: judgement.title })), title: judgement.title };
      case "refused": {
        const command = `/retitle ${judgement.suggestion ?? exampleTitle(titleRules)}`;
        return refused(reason("retitle-refused", { safeProblem: judgement.message, command }));
      }
    }
  },
});

function mayRetitle(context: CommandContext): boolean {
  const { actor, permission } = context;
  return !actor.isMachine && (isOwn(context) || hasPermission(permission, "triage") || answersForOne(context));
}

/** What a title looks like here. */
function exampleTitle({ types, scope, scopes }: CommandContext["titleRules"]): string {
  const type = types[0] ?? "feat";
  return scope === "required" ? `${type}(${scopes?.[0] ?? "scope"}): what changes` : `${type}: what changes`;
}
