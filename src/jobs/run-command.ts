import { createHash } from "node:crypto";
import { z } from "zod";
import { ledgerSubject } from "../github/facts/collect.ts";
import { collectCommandContext } from "../github/facts/command-context.ts";
import { findConfig } from "../github/facts/config-source.ts";
import { getPullRequest } from "../github/facts/pull-request.ts";
import { applyEffects } from "../github/posts/apply.ts";
import type { SignOff } from "../policy/area/ledger.ts";
import { commands } from "../policy/commands/index.ts";
import { type CommandsRead, readCommands } from "../policy/comment/run-commands.ts";
import { defineJob } from "../queue/job.ts";
import type { Json } from "../store/store.ts";
import { type Answer, answerCommands, answerRefusal, answerUnread } from "./answer-comment.ts";
import { at } from "./at.ts";
import { configReason } from "./config-reason.ts";
import type { Deps } from "./deps.ts";
import { evaluatePullRequestJob } from "./evaluate-pull-request.ts";
import { pullRequestSubject } from "./subjects.ts";

const Payload = z.object({
  ...at,
  number: z.number().int().positive(),
  comment: z.object({
    id: z.number().int().positive(),
    body: z.string(),
    createdAt: z.iso.datetime(),
    author: z.object({ id: z.number(), login: z.string(), isBot: z.boolean() }).nullable(),
    viaAppId: z.number().nullable(),
  }),
});
type Payload = z.infer<typeof Payload>;

// Far longer than a job is tried.
const keptMs = 3 * 24 * 3600 * 1000;

/** Runs the commands of one comment, once: what it decides becomes facts of the ledger, and the rest is looking again. */
export const runCommandJob = defineJob({
  name: "run-command",
  payload: Payload,
  process: async (payload: Payload, deps: Deps) => {
    const { comment } = payload;
    const read = readCommands(comment.body, commands);
    // A bot that answers bots never ends; people behind an App are refused in words further down.
    if (read.state === "none" || comment.author === null || comment.author.isBot) return;
    const doneKey = `command/${comment.id}`;
    if ((await deps.store.get(doneKey)) !== undefined) return;
    const { github, store, log, dryRun } = deps;
    const answer = await decideOnce(read, payload, deps);
    if (answer === undefined) return;
    if (!dryRun && answer.entries.length > 0) {
      await record(answer.entries, payload, deps);
      // Before anything is said: a reaction that fails must not keep a sign-off from being looked at.
      await askForLook(payload, deps);
    }
    const octokit = await github.installation(payload.installationId);
    await applyEffects(answer.effects, payload, { octokit, store, appId: github.appId, log, dryRun });
    if (dryRun) return;
    // Before the comment counts as done: a crash in between asks twice, which coalesces, and never not at all.
    if (answer.asksForLook && answer.entries.length === 0) await askForLook(payload, deps);
    await store.put(doneKey, true);
  },
});

/**
 * A comment is decided once. A second attempt would see the ledger with its own entries in it, or another head, and tell
 * somebody no who was recorded.
 */
async function decideOnce(read: CommandsRead, payload: Payload, deps: Deps): Promise<Answer | undefined> {
  const key = `answer/${payload.comment.id}`;
  const kept = await deps.store.get(key);
  // Only this function writes the key, and an answer is plain data: JSON gives back what was put in.
  if (kept !== undefined) return kept as unknown as Answer;
  const answer = await findAnswer(read, payload, deps);
  if (answer === undefined || deps.dryRun) return answer;
  const isFirst = await deps.store.putIfAbsent(key, answer as unknown as Json, { expiresInMs: keptMs });
  // Another worker decided meanwhile, perhaps on another head; what it recorded is what is told.
  return isFirst ? answer : decideOnce(read, payload, deps);
}

/** Undefined where Gatehouse has nothing to say: the repository never had a configuration. */
async function findAnswer(read: CommandsRead, payload: Payload, deps: Deps): Promise<Answer | undefined> {
  const octokit = await deps.github.installation(payload.installationId);
  const pullRequest = await getPullRequest(payload.number, payload, octokit);
  const finding = await findConfig(octokit, { ...payload, ref: pullRequest.baseBranch }, deps.store);
  if (finding.state === "never") return undefined;
  const comment = { number: payload.number, commentId: payload.comment.id, body: payload.comment.body };
  if (finding.state !== "valid") return answerRefusal(comment, configReason(finding, pullRequest.baseBranch));
  if (read.state !== "lines") return answerUnread(comment, read);
  const { config } = finding;
  const asked = { ...payload, pullRequest, comment: commentOf(payload), lines: read.lines, config };
  return answerCommands(comment, read, await collectCommandContext(asked, { octokit, ...deps }));
}

async function askForLook(payload: Payload, { enqueue }: Deps): Promise<void> {
  const { installationId, owner, repo, repositoryId, number } = payload;
  const subject = pullRequestSubject(repositoryId, number);
  await enqueue([
    { job: evaluatePullRequestJob.name, payload: { installationId, owner, repo, repositoryId, number }, subject },
  ]);
}

/** An entry has the id of its comment and area, so a second run records nothing. */
async function record(entries: readonly SignOff[], payload: Payload, { store, log }: Deps): Promise<void> {
  for (const entry of entries) {
    const id = `comment-${entry.commentId}-${entry.area}`;
    const isNew = await store.append(ledgerSubject(payload.repositoryId, payload.number), { id, value: entry });
    if (isNew) log.info({ area: entry.area, actorId: entry.actor.id, headSha: entry.headSha }, "sign-off recorded");
  }
}

function commentOf({ comment: { id, body, createdAt, author, viaAppId } }: Payload) {
  const bodySha256 = createHash("sha256").update(body).digest("hex");
  return { id, bodySha256, at: new Date(createdAt), author, viaAppId };
}
