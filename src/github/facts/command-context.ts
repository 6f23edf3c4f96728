import { areasOf } from "../../config/areas-of.ts";
import type { Config } from "../../config/schema.ts";
import { usedGates } from "../../config/used-gates.ts";
import { judgeAreas } from "../../policy/area/judge-areas.ts";
import type { Actor, CommandContext, CommandSource } from "../../policy/command.ts";
import { parseArguments } from "../../policy/decision/arguments.ts";
import { type CommandLine, neededForCommands, runCommands } from "../../policy/comment/run-commands.ts";
import { shownGates } from "../../policy/evaluate.ts";
import type { PullRequest } from "../../policy/facts.ts";
import type { Enqueue } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import type { GitHub } from "../github.ts";
import { nothingRead } from "../../policy/nothing-read.ts";
import { withoutAreas } from "./collect.ts";
import { collectFiles } from "./collect-files.ts";
import { recordCurrentState, recordDiff } from "../heads/heads.ts";
import { isInMergeQueue } from "./merge-queue.ts";
import { getPermission } from "./permission.ts";
import { requireSameHead } from "./pull-request.ts";
import { ensureLedger } from "../ledger/restore-ledger.ts";
import { collectSigning } from "./signing.ts";

interface Asked extends RepositoryRef {
  readonly installationId: number;
  readonly pullRequest: PullRequest;
  readonly lines: readonly CommandLine[];
  readonly config: Config;
  readonly source: CommandSource & {
    readonly author: { readonly id: number; readonly login: string; readonly isBot: boolean } | null;
    readonly viaAppId: number | null;
  };
}

interface Deps {
  readonly octokit: Octokit;
  readonly store: Store;
  readonly github: GitHub;
  readonly enqueue: Enqueue;
  readonly now: () => Date;
  readonly dryRun: boolean;
}

/** Reads what the commands of one comment are decided on. Throws when it cannot; a command is never half decided. */
export async function collectCommandContext(asked: Asked, deps: Deps): Promise<CommandContext> {
  const { pullRequest, lines, config, source, repositoryId } = asked;
  const { octokit, store, github, now } = deps;
  const { number, headSha } = pullRequest;
  const actor = actorOf(source);
  const needs = neededForCommands(lines, { isAuthor: actor.id === pullRequest.author?.id });
  const needsAreas = needs.has("areas");
  const sources = { octokit, store, appId: github.appId, now };
  const { enqueue, dryRun } = deps;
  const ledger = await ensureLedger(pullRequest, asked, { ...sources, enqueue, dryRun }, source);
  const heads = await recordCurrentState(store, pullRequest, { repositoryId, now: now() });
  const files = needsAreas ? await collectFiles(pullRequest, asked, sources) : nothingRead.files;
  const used = usedGates(config, pullRequest);
  const scene = { pullRequest, files, ledger, heads, config, used };
  const signing = needsAreas
    ? await collectSigning(scene, asked, sources, { actor, words: areaWords(lines) })
    : { ...withoutAreas(heads, config), areas: areasOf(config, { now: now(), files: [], codeowners: undefined }) };
  const then = filledUnder(source.title, config, pullRequest);
  const permission = needs.has("permission") ? await getPermission(actor, asked, octokit) : "none";
  if (needsAreas) {
    await requireSameHead(pullRequest, asked, octokit, now());
    const { diff } = signing.heads.present;
    if (diff !== undefined) await recordDiff(store, { repositoryId, number, headSha, now: now() }, diff);
  }
  const context: CommandContext = {
    actor,
    source,
    pullRequest,
    files,
    areas: judgeAreas({ signing, pullRequest, files, ledger, measured: undefined }),
    ledger,
    gates: shownGates(used, { pullRequest, files }).map(({ name, use, area, filled, gate }) => ({
      name,
      kind: gate.kind,
      use,
      area,
      filled,
      filledThen: then.get(name),
    })),
    titlePolicy: config.title,
    isQueued: false,
    heads: signing.heads,
    graceMs: signing.graceMs,
    permission,
  };
  // Asked only when a title would be set otherwise: nothing else turns on it.
  const setsTitle = runCommands(lines, context).title !== undefined;
  return setsTitle ? { ...context, isQueued: await isInMergeQueue(number, asked, { octokit, now }) } : context;
}

/** What a title puts into each gate; nothing where the title is not known. */
function filledUnder(
  title: string | undefined,
  config: Config,
  { baseBranch }: PullRequest,
): ReadonlyMap<string, string | undefined> {
  const used = title === undefined ? [] : usedGates(config, { title, baseBranch });
  return new Map(used.map(({ name, filled }) => [name, filled]));
}

// Their words name the areas that they are about; every other command may turn on any area that the actor owns.
const aboutNamedAreas = new Set(["signoff", "unsignoff"]);

/** The words that name areas; undefined when the actor's right to sign is asked for everywhere. */
function areaWords(lines: readonly CommandLine[]): readonly string[] | undefined {
  const words: string[] = [];
  for (const { args, command } of lines) {
    if (!("needs" in command)) continue;
    const named = parseArguments(args).words;
    if (!aboutNamedAreas.has(command.name) || named.length === 0 || named.some(isAll)) return undefined;
    words.push(...named);
  }
  return words;
}

function isAll(word: string): boolean {
  return word.toLowerCase() === "all";
}

/** A deleted account has no id that anybody could own. */
function actorOf({ author, viaAppId }: Asked["source"]): Actor {
  if (author === null) return { id: 0, login: "ghost", isMachine: true };
  return { id: author.id, login: author.login, isMachine: author.isBot || viaAppId !== null };
}
