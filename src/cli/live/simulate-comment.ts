import { createHash } from "node:crypto";
import type { Config } from "../../config/schema.ts";
import { findUnlessGone } from "../../github/client/gone.ts";
import { collectCommandContext } from "../../github/facts/command-context.ts";
import { graceMsOf } from "../../github/facts/signing.ts";
import { appendEntries } from "../../github/ledger/ledger.ts";
import { isListedAgent } from "../../jobs/comment/listed-agent.ts";
import { commands } from "../../policy/commands/index.ts";
import {
  commandLimit,
  type CommandOutcome,
  type CommandsRead,
  readCommands,
  runCommands,
} from "../../policy/comment/run-commands.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { reason, type Reason } from "../../policy/reason.ts";
import type { Octokit } from "../../github/client/octokit.ts";
import type { Connection } from "./connect.ts";

export type Simulated =
  /** Nothing in it is for us, or its author is a bot that no area lists: no word is said. */
  | { readonly state: "ignored"; readonly says: string }
  | { readonly state: "refused"; readonly reason: Reason }
  | { readonly state: "answered"; readonly outcome: CommandOutcome };

interface Spoken {
  readonly body: string;
  readonly login: string;
}

// No comment has this number yet.
const nextCommentId = Number.MAX_SAFE_INTEGER;

/** Decides a comment as if it stood there, and remembers in our own memory what it would have recorded. */
export async function simulateComment(
  { body, login }: Spoken,
  { pullRequest, config }: { readonly pullRequest: PullRequest; readonly config: Config },
  { deps, octokit, where }: Connection,
): Promise<Simulated> {
  const read = readCommands(body, commands);
  if (read.state !== "lines") return unread(read);
  const author = await getAccount(login, octokit);
  if (author.isBot && !isListedAgent(author.login, config)) {
    return {
      state: "ignored",
      says: "It is a bot that no area lists as an agent: nothing is run, and nothing is said.",
    };
  }
  const source = {
    kind: "comment",
    id: nextCommentId,
    bodySha256: createHash("sha256").update(body).digest("hex"),
    at: deps.now(),
    title: pullRequest.title,
    headSha: undefined,
    author,
    viaAppId: null,
  } as const;
  const context = await collectCommandContext(
    { ...where, pullRequest, lines: read.lines, config, source },
    { ...deps, octokit },
  );
  const outcome = runCommands(read.lines, context);
  await appendEntries(deps.store, where.repositoryId, pullRequest.number, outcome.entries);
  return { state: "answered", outcome };
}

/** How long a head must have been there for a comment to mean it: the simulated one is written by somebody who has it open. */
export function readingTimeMs(config: Config): number {
  return graceMsOf(config) + 1_000;
}

function unread(read: Exclude<CommandsRead, { state: "lines" }>): Simulated {
  switch (read.state) {
    case "none":
      return { state: "ignored", says: "There is no command of Gatehouse in it: nothing is run, and nothing is said." };
    case "quoted":
      return { state: "ignored", says: "Its commands stand in quotes, code or lists, where nothing is run." };
    case "too-many":
      return {
        state: "refused",
        reason: reason("too-many-commands", { count: String(read.count), limit: String(commandLimit) }),
      };
  }
}

async function getAccount(login: string, octokit: Octokit) {
  const found = await findUnlessGone(octokit.rest.users.getByUsername({ username: login }));
  if (found === undefined) throw new Error(`GitHub knows no account ${login}`);
  const { id, type, login: name } = found.data;
  return { id, login: name, isBot: type === "Bot" };
}
