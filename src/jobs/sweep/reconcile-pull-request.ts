import { z } from "zod";
import { unlessGone } from "../../github/client/gone.ts";
import { requireHeadroom } from "../../github/client/headroom.ts";
import { type Conversation, collectConversation } from "../../github/ledger/conversation.ts";
import { findConfig } from "../../github/facts/config-source.ts";
import { appendEntries, readLedger } from "../../github/ledger/ledger.ts";
import { getPullRequest } from "../../github/facts/pull-request.ts";
import { ensureLedger, reconcileJobName } from "../../github/ledger/restore-ledger.ts";
import { forgetOldCheck } from "../../github/posts/old-check.ts";
import { stillSaid } from "../../policy/comment/judge-edit.ts";
import { findMissedEdits } from "../../policy/ledger/missed-edits.ts";
import { sourceName } from "../../policy/plan.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { runMissedCommands } from "./missed-commands.ts";
import { lookRequest } from "../subjects.ts";

const Payload = z.object({ ...at, number: z.number().int().positive() });
type Payload = z.infer<typeof Payload>;

/**
 * Holds what we remember of one pull request against what stands on GitHub, as if no delivery ever came: texts that were
 * changed or deleted, commands that were never run, a check that waits for too long. Then asks for a look. A second run
 * finds nothing to do.
 */
export const reconcilePullRequestJob = defineJob({
  name: reconcileJobName,
  payload: Payload,
  process: async (payload: Payload, deps: Deps): Promise<void> => {
    const { github, store, enqueue, now, dryRun } = deps;
    const { repositoryId, number } = payload;
    await requireHeadroom(payload.installationId, deps);
    const octokit = await github.installation(payload.installationId);
    const pullRequest = await getPullRequest(number, payload, octokit);
    if (!pullRequest.isOpen) return;
    const finding = await findConfig(octokit, { ...payload, ref: pullRequest.baseBranch }, store);
    if (finding.state === "never") return;
    const sources = { octokit, store, appId: github.appId, now };
    const restored = await ensureLedger(pullRequest, payload, { ...sources, enqueue, dryRun });
    const conversation = await collectConversation(pullRequest, payload, sources);
    if (!dryRun) await recordMissedEdits(conversation, payload, deps);
    // A dry run remembers nothing of what it restored.
    const ledger = dryRun ? restored : await readLedger(store, repositoryId, number);
    await runMissedCommands(pullRequest, conversation, ledger, payload, deps);
    if (!dryRun) await forgetOldCheck(pullRequest, payload, sources);
    await enqueue([lookRequest(payload, number)]);
  },
});

async function recordMissedEdits({ spoken }: Conversation, payload: Payload, deps: Deps): Promise<void> {
  const { store, log, now } = deps;
  const { repositoryId, number } = payload;
  const bodies = new Map(spoken.map(({ source, body }) => [sourceName(source), body]));
  const missed = findMissedEdits(
    await readLedger(store, repositoryId, number),
    (source) => bodies.get(sourceName(source)),
    stillSaid,
    now(),
  );
  for (const edit of missed) {
    // Pages of a list that changes while it is read can leave one out.
    if (edit.how === "deleted" && !(await isGone(edit.source.id, edit.source.kind, payload, deps))) continue;
    const added = await appendEntries(store, repositoryId, number, [edit]);
    if (added.length > 0) log.warn({ source: edit.source, how: edit.how }, "a change of a comment was missed");
  }
}

async function isGone(id: number, kind: string, payload: Payload, { github }: Deps): Promise<boolean> {
  const octokit = await github.installation(payload.installationId);
  const { owner, repo, number } = payload;
  const found =
    kind === "review"
      ? octokit.rest.pulls.getReview({ owner, repo, pull_number: number, review_id: id })
      : octokit.rest.issues.getComment({ owner, repo, comment_id: id });
  return !(await unlessGone(found));
}
