import { z } from "zod";
import { forgetPeople } from "../../github/facts/people/generation.ts";
import { defineJob } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";
import { findNextRound } from "./next-round.ts";
import { sweepInstallationJob } from "./sweep-installation.ts";

const ForgetPeople = z.object({ installationId: z.number().int().positive(), org: z.string().min(1) });
type ForgetPeople = z.infer<typeof ForgetPeople>;

const minuteMs = 60_000;
// A directory that is brought in step changes a thousand members in minutes. Any other look asks anew at once.
const pace = { afterMs: minuteMs, betweenMs: 15 * minuteMs };

/** Somebody joined or left a team or an organisation: who may sign is asked anew, in all its pull requests. */
export const forgetPeopleJob = defineJob({
  name: "forget-people",
  payload: ForgetPeople,
  process: async ({ installationId, org }: ForgetPeople, { store, enqueue, now }: Deps) => {
    await forgetPeople(store, org);
    const dueMs = await findNextRound(`people-look/${installationId}`, pace, { store, now: now() });
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
