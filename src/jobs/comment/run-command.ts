import { createHash } from "node:crypto";
import { z } from "zod";
import { collectCommandContext } from "../../github/facts/command-context.ts";
import { findConfig } from "../../github/facts/config-source.ts";
import { appendEntries } from "../../github/ledger/ledger.ts";
import { getPullRequest } from "../../github/facts/pull-request.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { isCommandDone, markCommandDone } from "../../github/ledger/command-done.ts";
import { commands } from "../../policy/commands/index.ts";
import { type CommandsRead, readCommands } from "../../policy/comment/run-commands.ts";
import { sourceName } from "../../policy/plan.ts";
import { reason } from "../../policy/reason.ts";
import { defineJob } from "../../queue/job.ts";
import { type Answer, answerCommands, answerRefusal, answerUnread, silence } from "./answer-comment.ts";
import { at } from "../at.ts";
import { type Allowance, commentsPerHour, takeAllowance } from "./command-rate.ts";
import { noteCommandUsed } from "./command-used.ts";
import { decideOnce } from "./decide-once.ts";
import { configReason } from "../pull-request/config-reason.ts";
import type { Deps } from "../deps.ts";
import { isListedAgent } from "./listed-agent.ts";
import { forgetRefusals, outdatedRefusals, rememberRefusal } from "./refusals.ts";
import { lookRequest } from "../subjects.ts";

const RunCommand = z.object({
  ...at,
  number: z.number().int().positive(),
  /** The comment or the review that holds the commands, as it was when it was written. */
  source: z.object({
    kind: z.enum(["comment", "review"]),
    id: z.number().int().positive(),
    body: z.string(),
    /** GitHub's time of its creation or submission. */
    at: z.iso.datetime({ offset: true }),
    /** What the pull request was called then; absent where no delivery said so. */
    title: z.string().optional(),
    /** The commit that a review was written for. */
    headSha: z.string().nullable(),
    author: z.object({ id: z.number(), login: z.string(), isBot: z.boolean() }).nullable(),
    viaAppId: z.number().nullable(),
  }),
});
export type RunCommand = z.infer<typeof RunCommand>;
type Author = NonNullable<RunCommand["source"]["author"]>;

/** Runs the commands of one comment or review, once: what it decides becomes facts of the ledger, the rest is a look. */
export const runCommandJob = defineJob({
  name: "run-command",
  payload: RunCommand,
  process: async (payload: RunCommand, deps: Deps) => {
    const { source, repositoryId, number } = payload;
    const { store, dryRun, log } = deps;
    const read = readCommands(source.body, commands);
    if (read.state === "none" || source.author === null) return;
    if (await isCommandDone(store, source)) return;
    const reader = { repositoryId, number, personId: source.author.id };
    const allowance = await takeAllowance(store, reader, { source, at: new Date(source.at) });
    if (allowance === "silent") {
      log.warn({ personId: reader.personId }, "too many commands in an hour, not run");
    } else {
      const { author } = source;
      const decide = () => findAnswer(read, allowance, payload, author, deps);
      const answer = await decideOnce(`answer/${sourceName(source)}`, decide, deps);
      if (answer === undefined) return;
      await act(answer, payload, author, deps);
    }
    if (!dryRun) await markCommandDone(store, source);
  },
});

async function act(answer: Answer, payload: RunCommand, author: Author, deps: Deps): Promise<void> {
  const { github, store, log, enqueue, dryRun } = deps;
  const { source, repositoryId, number } = payload;
  if (!dryRun && answer.entries.length > 0) {
    const added = await appendEntries(store, repositoryId, number, answer.entries);
    for (const entry of added) log.info({ entry: entry.kind, personId: author.id }, "recorded in the ledger");
    // Before anything is said: a reaction that fails must not keep a sign-off from being looked at.
    if (answer.asksForLook) await enqueue([lookRequest(payload, number)]);
  }
  const octokit = await github.installation(payload.installationId);
  const target = { octokit, store, appId: github.appId, log, dryRun };
  await applyEffects(answer.effects, payload, target);
  if (dryRun) return;
  const reader = { repositoryId, number, personId: author.id };
  if (answer.effects.some((effect) => effect.kind === "reply" && effect.isRefusal)) {
    await rememberRefusal(store, reader, source);
  } else if (answer.isDone) {
    await applyEffects(await outdatedRefusals(store, reader), payload, target);
    await forgetRefusals(store, reader);
  }
  if (!answer.asksForLook || answer.entries.length > 0) return;
  await noteCommandUsed(store, { repositoryId, number });
  // Before the comment counts as done: a crash in between asks twice, which coalesces, and never not at all.
  await enqueue([lookRequest(payload, number)]);
}

/** Undefined in a repository that never had a configuration: nothing is kept of it. */
async function findAnswer(
  read: Exclude<CommandsRead, { state: "none" }>,
  allowance: Allowance,
  payload: RunCommand,
  author: Author,
  deps: Deps,
): Promise<Answer | undefined> {
  const { source, number } = payload;
  const octokit = await deps.github.installation(payload.installationId);
  const pullRequest = await getPullRequest(number, payload, octokit);
  const finding = await findConfig(octokit, { ...payload, ref: pullRequest.baseBranch }, deps.store);
  if (finding.state === "never") return undefined;
  // A bot that answers bots never ends, so only those hear from us that the configuration names.
  if (author.isBot && !(finding.state === "valid" && isListedAgent(author.login, finding.config))) return silence;
  const comment = { number, source: { kind: source.kind, id: source.id }, body: source.body };
  if (finding.state !== "valid") {
    const why = configReason(finding, { ...payload, base: pullRequest.baseBranch });
    // The check may still show what held before, where nobody told of the change.
    return { ...answerRefusal(comment, why), asksForLook: true };
  }
  if (allowance === "told") {
    const limit = String(commentsPerHour);
    return answerRefusal(comment, reason("too-many-comments", { actor: author.login, limit }));
  }
  if (read.state !== "lines") return answerUnread(comment, read);
  const { config } = finding;
  const asked = { ...payload, pullRequest, source: sourceOf(payload), lines: read.lines, config };
  const context = await collectCommandContext(asked, { octokit, ...deps });
  return answerCommands(comment, read, context, { hasAdvisories: config.advisories !== undefined });
}

function sourceOf({ source }: RunCommand) {
  const { body, at: createdAt, title, headSha, ...rest } = source;
  const bodySha256 = createHash("sha256").update(body).digest("hex");
  return { ...rest, bodySha256, at: new Date(createdAt), title, headSha: headSha ?? undefined };
}
