import { z } from "zod";
import { findConfig } from "../../github/facts/config-source.ts";
import { appendEntries } from "../../github/ledger/ledger.ts";
import { heldByLabel, isSameLabel } from "../../policy/ledger/label-hold.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { lookRequest } from "../subjects.ts";

const RecordLabel = z.object({
  ...at,
  number: z.number().int().positive(),
  baseBranch: z.string(),
  label: z.string(),
  /** False when it was taken off. */
  isSet: z.boolean(),
  changedAt: z.iso.datetime({ offset: true }),
  by: z.object({ id: z.number(), login: z.string() }).nullable(),
});
type RecordLabel = z.infer<typeof RecordLabel>;

/** A person who sets the hold label holds the pull request. Taking it off lifts nothing: the look puts it back. */
export const recordLabelJob = defineJob({
  name: "record-label",
  payload: RecordLabel,
  process: async (payload: RecordLabel, deps: Deps) => {
    const { number, repositoryId, label, isSet, by } = payload;
    const holdLabel = await findHoldLabel(payload, deps);
    if (holdLabel === undefined || !isSameLabel(holdLabel, label)) return;
    if (isSet && by !== null && !deps.dryRun) {
      await appendEntries(deps.store, repositoryId, number, [heldByLabel(by, new Date(payload.changedAt))]);
    }
    await deps.enqueue([lookRequest(payload, number)]);
  },
});

/** Asked every time: the configuration may have changed, and one that has not costs nothing of the limit. */
async function findHoldLabel(payload: RecordLabel, { github, store }: Deps): Promise<string | undefined> {
  const octokit = await github.installation(payload.installationId);
  const finding = await findConfig(octokit, { ...payload, ref: payload.baseBranch }, store);
  // With a configuration that cannot be read the gate is closed anyway.
  return finding.state === "valid" ? finding.config.pull_request.hold_label : undefined;
}
