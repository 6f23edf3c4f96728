import { z } from "zod";
import { unlessGone } from "../../github/client/gone.ts";
import type { Octokit } from "../../github/client/octokit.ts";
import { defineJob } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import type { Deps } from "../deps.ts";

// GitHub keeps deliveries for three days, and does not deliver older ones again.
const keptMs = 3 * 24 * 3600 * 1000;
// A delivery is listed when it was tried, which takes up to ten seconds.
const overlapMs = 60_000;
// Less than the hour between two runs, so that seconds do not cost a turn.
const againAfterMs = 50 * 60_000;
// What fails that often is not refused because we are down.
const triesLimit = 10;
const pageLimit = 50;
const attemptLimit = 500;

/** How often a delivery was asked for again, and when last. */
const Tries = z.object({ count: z.number(), at: z.iso.datetime() });

interface Attempt {
  readonly id: number;
  readonly guid: string;
  readonly deliveredAt: Date;
  readonly isSuccess: boolean;
}

/** GitHub tries every delivery once. What failed meanwhile, because we were down or busy, is asked for again. */
export const redeliverFailedJob = defineJob({
  name: "redeliver-failed",
  payload: z.object({}),
  schedule: { cron: "8 * * * *" },
  process: async (_payload: object, { github, store, now, log, dryRun }: Deps): Promise<void> => {
    const app = await github.app();
    const since = await findLastLook(store, now());
    const { attempts, isWhole } = await collectAttempts(app, since);
    if (!isWhole) log.warn({ since }, "too many deliveries to look through; the sweep finds what is left out");
    const arrived = new Set(attempts.filter(({ isSuccess }) => isSuccess).map(({ guid }) => guid));
    // One attempt for each, the latest, oldest first: where the limit falls the next run goes on.
    const failed = [...new Map(attempts.toReversed().map((attempt) => [attempt.guid, attempt])).values()].filter(
      ({ guid }) => !arrived.has(guid),
    );
    const asked = failed.slice(0, attemptLimit);
    if (!dryRun) for (const attempt of asked) await redeliver(app, attempt, { store, now: now() });
    const lookedUpTo = failed.length > asked.length ? asked.at(-1) : attempts[0];
    if (lookedUpTo !== undefined) await store.put(lookKey, lookedUpTo.deliveredAt.toISOString());
    log.info(
      { looked: attempts.length, failed: failed.length, asked: asked.length },
      "failed deliveries asked for again",
    );
  },
});

/** Every attempt since then, newest first. */
async function collectAttempts(app: Octokit, since: Date) {
  const attempts: Attempt[] = [];
  let page = 0;
  for await (const { data } of app.paginate.iterator(app.rest.apps.listWebhookDeliveries, { per_page: 100 })) {
    const read = data.map(({ id, guid, delivered_at: at, status_code: code }) => ({
      id,
      guid,
      deliveredAt: new Date(at),
      // 0 when nobody answered.
      isSuccess: code >= 200 && code < 400,
    }));
    const wanted = read.filter(({ deliveredAt }) => deliveredAt >= since);
    attempts.push(...wanted);
    page += 1;
    if (wanted.length < read.length) break;
    if (page === pageLimit) return { attempts, isWhole: false };
  }
  return { attempts, isWhole: true };
}

async function redeliver(
  app: Octokit,
  { id, guid }: Attempt,
  { store, now }: { readonly store: Store; readonly now: Date },
): Promise<void> {
  const key = `redelivered/${guid}`;
  const stored = await store.get(key);
  const before = stored === undefined ? undefined : Tries.parse(stored);
  if (before !== undefined) {
    const isSoon = now.getTime() - new Date(before.at).getTime() < againAfterMs;
    if (isSoon || before.count >= triesLimit) return;
  }
  const tries = { count: (before?.count ?? 0) + 1, at: now.toISOString() };
  // Another worker asks for it.
  if (!(await store.compareAndSet(key, stored, tries, { expiresInMs: keptMs }))) return;
  // What GitHub has forgotten meanwhile is found by the sweep.
  await unlessGone(app.rest.apps.redeliverWebhookDelivery({ delivery_id: id }));
}

async function findLastLook(store: Store, now: Date): Promise<Date> {
  const stored = await store.get(lookKey);
  const last = stored === undefined ? now.getTime() - keptMs : new Date(z.iso.datetime().parse(stored)).getTime();
  return new Date(last - overlapMs);
}

const lookKey = "redeliver/looked-up-to";
