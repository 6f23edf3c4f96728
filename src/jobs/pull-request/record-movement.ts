import { z } from "zod";
import { recordMergeSettings, ToldSettings } from "../../github/facts/merge-settings.ts";
import { findHead } from "../../github/heads/head-index.ts";
import { recordMovement } from "../../github/heads/heads.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { findCompositeNames } from "../../github/posts/composite-names.ts";
import { maySaySuccess } from "../../github/posts/receipt.ts";
import { takeTurn } from "../../github/posts/turn.ts";
import { checkKey } from "../../policy/plan.ts";
import { defineJob, RetryLater } from "../../queue/job.ts";
import { renderLookingAgainCheck } from "../../render/check-runs.ts";
import type { Store } from "../../store/store.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { lookRequest } from "../subjects.ts";
import { isConfigured } from "./is-configured.ts";
import { findLedgersAt } from "./whole-ledgers.ts";

const Payload = z.object({
  ...at,
  number: z.number().int().positive(),
  headSha: z.string(),
  baseBranch: z.string(),
  /** When the delivery came in. */
  seenAt: z.iso.datetime(),
  /** GitHub's time of the movement, by which a delivery that comes again is known. */
  changedAt: z.string().optional(),
  /** The head before a push. */
  before: z.string().optional(),
  /** How the repository merges, as far as the delivery told. */
  settings: ToldSettings.optional(),
});
type Payload = z.infer<typeof Payload>;

/**
 * Notes that a pull request got another head or base, and asks for a look. A job of its own, because looks coalesce and
 * wait while GitHub asks us to: a comment must be held against every movement, also against those that were over when
 * we looked.
 */
export const recordMovementJob = defineJob({
  name: "record-movement",
  payload: Payload,
  process: async (payload: Payload, deps: Deps) => {
    const { store, enqueue } = deps;
    const { number, repositoryId, headSha, before = headSha } = payload;
    if (!(await isConfigured(payload, deps))) return;
    await keepSettings(payload, store);
    const isElsewhere = await recordMovement(store, payload, payload);
    if (isElsewhere) await takeSuccessBack(payload, deps);
    // Whoever stands where it came to, or stood with it where it was: their check may be another one now.
    const heads = [headSha, before].map((sha) => findHead(store, { repositoryId, headSha: sha }));
    const others = (await Promise.all(heads)).flatMap((head) => Object.keys(head).map(Number));
    await enqueue([...new Set([number, ...others])].map((each) => lookRequest(payload, each)));
  },
});

/** Before the look, which judges by them what lands. A delivery that comes again tells what was so at its own time. */
async function keepSettings({ repositoryId, settings, changedAt, seenAt }: Payload, store: Store): Promise<void> {
  if (settings === undefined) return;
  await recordMergeSettings(store, repositoryId, { told: settings, at: new Date(changedAt ?? seenAt) });
}

/**
 * A check belongs to a commit, and passed for what the commit was part of then. So it stands open from the movement to
 * this moment; the look that follows takes seconds.
 */
async function takeSuccessBack(payload: Payload, deps: Deps): Promise<void> {
  const { github, store, log, dryRun, now } = deps;
  const { headSha, repositoryId, number } = payload;
  const open = await findSuccesses(payload, store);
  if (open.length === 0) return;
  // A look that began before judges what is past.
  const isMine = await takeTurn(store, `head/${repositoryId}/${headSha}`);
  const requireTurn = async () => {
    if (!(await isMine())) throw new RetryLater("a newer look has begun", now());
  };
  try {
    const octokit = await github.installation(payload.installationId);
    const check = renderLookingAgainCheck(headSha, await findLedgersAt(store, { repositoryId, headSha }, number));
    await applyEffects(
      open.map((name) => ({ ...check, name })),
      payload,
      {
        octokit,
        store,
        appId: github.appId,
        log,
        dryRun,
        requireTurn,
      },
    );
  } catch (error) {
    // The look that follows is the same news, and is tried until GitHub takes it.
    log.warn({ err: error, headSha }, "a success could not be taken back before the look");
  }
}

/** The names under which the composite may show a success there. */
async function findSuccesses({ repositoryId, headSha, baseBranch }: Payload, store: Store): Promise<readonly string[]> {
  const { name, also } = await findCompositeNames(store, { repositoryId, headSha, baseBranch });
  const open: string[] = [];
  for (const each of [name, ...also]) {
    if (await maySaySuccess(store, checkKey({ name: each, headSha }, repositoryId))) open.push(each);
  }
  return open;
}
