import { z } from "zod";
import { forgetPeople } from "../../github/facts/people/generation.ts";
import { defineJob } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";

const ForgetPeople = z.object({ installationId: z.number().int().positive(), org: z.string().min(1) });
type ForgetPeople = z.infer<typeof ForgetPeople>;

const minuteMs = 60_000;

/** Somebody joined or left a team or an organisation: who may sign is asked anew, in all its pull requests. */
export const forgetPeopleJob = defineJob({
  name: "forget-people",
  payload: ForgetPeople,
  process: async ({ installationId, org }: ForgetPeople, { store, enqueue, now }: Deps) => {
    await forgetPeople(store, org);
    // A directory that is brought in step changes a thousand members in a minute; that is one sweep, after the minute.
    const minute = Math.floor(now().getTime() / minuteMs) + 1;
    await enqueue([
      {
        job: "sweep-installation",
        payload: { installationId },
        subject: `sweep-installation-${installationId}`,
        id: `sweep-installation-${installationId}-${minute}`,
        delayMs: minute * minuteMs - now().getTime(),
      },
    ]);
  },
});
