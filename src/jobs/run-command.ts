import { createHash } from "node:crypto";
import { z } from "zod";
import { applyEffects } from "../github/posts/apply.ts";
import { ledgerSubject } from "../github/facts/collect.ts";
import { collectCommandContext } from "../github/facts/command-context.ts";
import { findConfig } from "../github/facts/config-source.ts";
import { getPullRequest } from "../github/facts/pull-request.ts";
import { commands } from "../policy/commands/index.ts";
import type { Effect } from "../policy/effect.ts";
import type { SignOff } from "../policy/area/ledger.ts";
import { reason } from "../policy/reason.ts";
import {
  type CommandOutcome,
  type CommandsRead,
  commandLimit,
  readCommands,
  runCommands,
} from "../policy/comment/run-commands.ts";
import { refused } from "../policy/command.ts";
import { defineJob } from "../queue/job.ts";
import { renderHelp, renderReply } from "../render/reply.ts";
import { at } from "./at.ts";
import type { Deps } from "./deps.ts";
import { evaluatePullRequest } from "./evaluate-pull-request.ts";
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

/** Runs the commands of one comment, once: what it decides becomes facts of the ledger, and the rest is looking again. */
export const runCommand = defineJob({
  name: "run-command",
  payload: Payload,
  process: async (payload: Payload, deps: Deps) => {
    const { comment } = payload;
    const read = readCommands(comment.body, commands);
    // A bot that answers bots never ends; people behind an App are refused in words further down.
    if (read.state === "none" || comment.author === null || comment.author.isBot) return;
    const doneKey = `command/${comment.id}`;
    if ((await deps.store.get(doneKey)) !== undefined) return;
    const octokit = await deps.github.installation(payload.installationId);
    const outcome = await decide(read, payload, deps);
    if (outcome === undefined) return;
    if (!deps.dryRun) await record(outcome.entries, payload, deps);
    const { github, store, log, dryRun } = deps;
    await applyEffects(outcome.effects, payload, { octokit, store, appId: github.appId, log, dryRun });
    if (dryRun) return;
    // Asked for before the comment counts as done: a crash in between asks twice, which coalesces, and never not at all.
    if (outcome.asksForLook) await askForLook(payload, deps);
    await deps.store.put(doneKey, true);
  },
});

async function askForLook(payload: Payload, { enqueue }: Deps): Promise<void> {
  const { installationId, owner, repo, repositoryId, number } = payload;
  const subject = pullRequestSubject(repositoryId, number);
  await enqueue([
    { job: evaluatePullRequest.name, payload: { installationId, owner, repo, repositoryId, number }, subject },
  ]);
}

interface Outcome {
  readonly entries: readonly SignOff[];
  readonly effects: readonly Effect[];
  /** A comment of which every line was refused has changed nothing. */
  readonly asksForLook: boolean;
}

/** Undefined where Gatehouse has nothing to say: the repository never had a configuration. */
async function decide(read: CommandsRead, payload: Payload, deps: Deps): Promise<Outcome | undefined> {
  const octokit = await deps.github.installation(payload.installationId);
  const pullRequest = await getPullRequest(payload.number, payload, octokit);
  const finding = await findConfig(octokit, { ...payload, ref: pullRequest.baseBranch }, deps.store);
  if (finding.state === "never") return undefined;
  if (read.state === "quoted" || read.state === "none")
    return { entries: [], effects: [reaction(payload, "confused")], asksForLook: false };
  if (finding.state !== "valid") {
    const base = pullRequest.baseBranch;
    const why =
      finding.state === "vanished"
        ? reason("config-vanished", { base })
        : reason("config-invalid", { base, count: "problems" });
    return answer(payload, [{ line: firstLine(payload.comment.body), decision: refused(why) }]);
  }
  if (read.state === "too-many") {
    const why = reason("too-many-commands", { count: String(read.count), limit: String(commandLimit) });
    return answer(payload, [{ line: firstLine(payload.comment.body), decision: refused(why) }]);
  }
  const context = await collectCommandContext(
    { ...payload, pullRequest, comment: commentOf(payload), lines: read.lines, config: finding.config },
    { octokit, ...deps },
  );
  const outcome = runCommands(read.lines, context);
  const asksHelp = outcome.answered.some(({ decision }) => decision.reasons.some(({ code }) => code === "help"));
  const effects: Effect[] = [];
  const { number, comment } = payload;
  if (outcome.title !== undefined)
    effects.push({ kind: "retitle", number, commentId: comment.id, title: outcome.title });
  const help = asksHelp ? renderHelp(commands, context.areas) : undefined;
  const answering = answer(payload, outcome.answered, help);
  return { ...answering, entries: outcome.entries, effects: [...effects, ...answering.effects] };
}

/** Success is a reaction and the summary; a refusal or a question is one reply that names every line. */
function answer(payload: Payload, answered: CommandOutcome["answered"], help?: string): Outcome {
  const isRefused = answered.some(({ decision }) => decision.outcome === "refused");
  const { number, comment } = payload;
  const effects: Effect[] = [reaction(payload, isRefused ? "confused" : "+1")];
  if (isRefused || help !== undefined) {
    effects.push({ kind: "reply", number, commentId: comment.id, body: renderReply(comment.id, answered, help) });
  }
  const asksForLook = answered.some(({ decision }) => decision.outcome === "done" || decision.entries.length > 0);
  return { entries: [], effects, asksForLook };
}

function reaction({ comment }: Payload, content: "+1" | "confused"): Effect {
  return { kind: "reaction", commentId: comment.id, content };
}

/** Recorded before anything is said: an entry has the id of its comment and area, so a second run records nothing. */
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

function firstLine(body: string): string {
  return body.trim().split("\n")[0] ?? "";
}
