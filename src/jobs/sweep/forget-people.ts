import { z } from "zod";
import { forgetPeople } from "../../github/facts/people/generation.ts";
import { defineJob } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import type { Deps } from "../deps.ts";
import { sweepInstallationJob } from "./sweep-installation.ts";

const ForgetPeople = z.object({ installationId: z.number().int().positive(), org: z.string().min(1) });
type ForgetPeople = z.infer<typeof ForgetPeople>;

const minuteMs = 60_000;
const betweenMs = 15 * minuteMs;

/** Somebody joined or left a team or an organisation: who may sign is asked anew, in all its pull requests. */
export const forgetPeopleJob = defineJob({
  name: "forget-people",
  payload: ForgetPeople,
  process: async ({ installationId, org }: ForgetPeople, { store, enqueue, now }: Deps) => {
    await forgetPeople(store, org);
    const dueMs = await findNextLook(installationId, store, now());
    await enqueue([
      {
        job: sweepInstallationJob.name,
        payload: { installationId, scope: "open" },
        subject: `sweep-open-${installationId}`,
        id: `sweep-open-${installationId}-${dueMs}`,
        delayMs: dueMs - now().getTime(),
      },
    ]);
  },
});

/**
 * A directory that is brought in step changes a thousand members in minutes: one round of looks follows a minute after
 * the first change, and the next not before a quarter of an hour. Any other look asks anew at once.
 */
async function findNextLook(installationId: number, store: Store, now: Date): Promise<number> {
  const key = `people-look/${installationId}`;
  for (;;) {
    const stored = await store.get(key);
    const lastMs = stored === undefined ? 0 : z.number().parse(stored);
    // Asked for already; asked again, in case that was not stored.
    if (lastMs > now.getTime()) return lastMs;
    const dueMs = Math.max(now.getTime() + minuteMs, lastMs + betweenMs);
    if (await store.compareAndSet(key, stored, dueMs, { expiresInMs: 2 * betweenMs })) return dueMs;
  }
}
