import type { Config } from "../../config/schema.ts";
import type { Actor, CommandContext } from "../../policy/command.ts";
import type { FileList, PullRequest } from "../../policy/facts.ts";
import { type CommandLine, neededForCommands } from "../../policy/comment/run-commands.ts";
import type { Store } from "../../store/store.ts";
import { collectAreas } from "./collect.ts";
import { collectFiles } from "./collect-files.ts";
import type { GitHub } from "../github.ts";
import { recordCurrentState } from "./current-state.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { hasTriagePermission } from "./permission.ts";
import { requireSameHead } from "./pull-request.ts";

interface Asked extends RepositoryRef {
  readonly pullRequest: PullRequest;
  readonly lines: readonly CommandLine[];
  readonly config: Config;
  readonly comment: {
    readonly id: number;
    readonly bodySha256: string;
    readonly at: Date;
    readonly author: { readonly id: number; readonly login: string; readonly isBot: boolean } | null;
    readonly viaAppId: number | null;
  };
}

const noFiles: FileList = { files: [], isComplete: true };

/** Reads what the commands of one comment are decided on. Throws when it cannot; a command is never half decided. */
export async function collectCommandContext(
  asked: Asked,
  { octokit, store, github, now }: { octokit: Octokit; store: Store; github: GitHub; now: () => Date },
): Promise<CommandContext> {
  const { pullRequest, lines, config, comment } = asked;
  const actor = actorOf(comment);
  const needs = neededForCommands(lines, { isAuthor: actor.id === pullRequest.author?.id });
  const files = needs.has("areas") ? await collectFiles(pullRequest, asked, { octokit, now }) : noFiles;
  const sources = { octokit, store, appId: github.appId, now };
  const areas = await collectAreas(pullRequest, files, needs.has("areas") ? [actor] : [], asked, config, sources);
  const hasTriage = needs.has("permission") && (await hasTriagePermission(actor.login, asked, octokit));
  const { repositoryId } = asked;
  const headSeenAt = await recordCurrentState(store, pullRequest, { repositoryId, now: now() });
  if (needs.has("areas")) await requireSameHead(pullRequest, asked, octokit, now());
  return {
    actor,
    comment,
    pullRequest,
    files,
    areas,
    titleRules: config.title,
    headSeenAt,
    graceMs: Number.parseInt(config.signoffs.grace, 10) * 1000,
    allowsSelfSignoff: config.signoffs.self === "allow",
    hasTriage,
  };
}

/** A deleted account has no id that anybody could own. */
function actorOf({ author, viaAppId }: Asked["comment"]): Actor {
  if (author === null) return { id: 0, login: "ghost", isMachine: true };
  return { id: author.id, login: author.login, isMachine: author.isBot || viaAppId !== null };
}
