import { z } from "zod";
import { forgetOwnersFileAbsent } from "../../github/facts/owner-config.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { findNextRound } from "./next-round.ts";
import { sweepInstallationJob } from "./sweep-installation.ts";

const Payload = z.object(at);

const pace = { afterMs: 3_000, betweenMs: 5 * 60_000 };

/** The configuration that an owner keeps for all repositories changed, so everything that is open is looked at. */
export const noteOwnerConfigJob = defineJob({
  name: "note-owner-config",
  payload: Payload,
  process: async ({ installationId, owner }: z.infer<typeof Payload>, { store, enqueue, now }: Deps) => {
    await forgetOwnersFileAbsent(store, owner);
    const subject = `sweep-owner-config-${installationId}`;
    const dueMs = await findNextRound(subject, pace, { store, now: now() });
    await enqueue([
      {
        job: sweepInstallationJob.name,
        payload: { installationId, scope: "open", includesUnknown: true },
        subject,
        id: `${subject}-${dueMs}`,
        delayMs: dueMs - now().getTime(),
      },
    ]);
  },
});
