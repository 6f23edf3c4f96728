import type { CommandContext } from "../../../src/policy/command.ts";
import { retitleCommand } from "../../../src/policy/commands/retitle.ts";
import { renderReply } from "../../../src/render/reply.ts";
import { aCommandContext, aComment, ana, aPullRequest, carla } from "../builders.ts";

const pullRequest = aPullRequest({ title: "Feature: faster start" });

/** What the page of the command shows: the author, unless somebody else is given. */
export const retitlePictures: Readonly<Record<string, () => string>> = {
  "retitle-taken": () => reply(""),
  "retitle-refused": () => reply("Feat:slower start"),
  "retitle-queued": () => reply("feat: faster start", { isQueued: true }),
  "retitle-forced": () => reply("--force Release day", { actor: { ...ana, isMachine: false }, permission: "maintain" }),
};

function reply(args: string, given: Partial<CommandContext> = {}): string {
  const context = aCommandContext({ actor: { ...carla, isMachine: false }, pullRequest, ...given });
  const answered = { line: `/retitle ${args}`.trim(), decision: retitleCommand.decide(args, context) };
  const body = renderReply(aComment(11), [answered], undefined).replace(/^<!--.*-->\n+/, "");
  return body.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
