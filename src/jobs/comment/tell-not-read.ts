import { findConfig } from "../../github/facts/config-source.ts";
import { getPullRequest } from "../../github/facts/pull-request.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import type { Source } from "../../policy/ledger/entry.ts";
import { sourceName } from "../../policy/plan.ts";
import type { Reason } from "../../policy/reason.ts";
import { answerRefusal } from "./answer-comment.ts";
import { takeAllowance } from "./command-rate.ts";
import type { Deps } from "../deps.ts";
import type { Where } from "../pull-request/look.ts";
import { rememberRefusal } from "./refusals.ts";

const rememberedMs = 180 * 24 * 3600 * 1000;

/** A text with commands that are not run, and when it came to say that. */
interface Unread {
  readonly number: number;
  readonly source: Source;
  readonly body: string;
  readonly at: Date;
  readonly authorId: number;
}

/** Whoever wrote a command waits for it; they are told once that they wait in vain. */
export async function tellNotRead(
  { number, source, body, at, authorId }: Unread,
  why: Reason,
  where: Where,
  deps: Deps,
): Promise<void> {
  const { store, github, log, dryRun } = deps;
  const toldKey = `edit-told/${sourceName(source)}`;
  if ((await store.get(toldKey)) !== undefined) return;
  const reader = { repositoryId: where.repositoryId, number, personId: authorId };
  if ((await takeAllowance(store, reader, { source, at })) !== "allowed") return;
  const octokit = await github.installation(where.installationId);
  const pullRequest = await getPullRequest(number, where, octokit);
  const finding = await findConfig(octokit, { ...where, ref: pullRequest.baseBranch }, store);
  if (finding.state === "never") return;
  const { effects } = answerRefusal({ number, source, body }, why);
  await applyEffects(effects, where, { octokit, store, appId: github.appId, log, dryRun });
  if (dryRun) return;
  await rememberRefusal(store, reader, source);
  await store.put(toldKey, true, { expiresInMs: rememberedMs });
}
