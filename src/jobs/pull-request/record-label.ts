import { z } from "zod";
import { findConfig } from "../../github/facts/config-source.ts";
import { appendEntries } from "../../github/ledger/ledger.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { findHoldLabel, isSameLabel, rememberHoldLabel } from "./hold-label.ts";
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
    const holdLabel = await knownHoldLabel(payload, deps);
    if (holdLabel === null || !isSameLabel(holdLabel, label)) return;
    if (isSet && by !== null && !deps.dryRun) {
      await appendEntries(deps.store, repositoryId, number, [heldBy(by, new Date(payload.changedAt))]);
    }
    await deps.enqueue([lookRequest(payload, number)]);
  },
});

/**
 * GitHub gives no id to the setting of a label. The time that the pull request carries in the event stands in for one:
 * a second delivery of the event carries it too, and a label that is set again later carries another.
 */
function heldBy(actor: NonNullable<RecordLabel["by"]>, changedAt: Date): LedgerEntry {
  const source = { kind: "label", id: changedAt.getTime() } as const;
  return { kind: "held", actor, source, at: changedAt.toISOString() };
}

async function knownHoldLabel(payload: RecordLabel, { github, store }: Deps): Promise<string | null> {
  const known = await findHoldLabel(store, payload);
  if (known !== undefined) return known;
  const octokit = await github.installation(payload.installationId);
  const finding = await findConfig(octokit, { ...payload, ref: payload.baseBranch }, store);
  // With a configuration that cannot be read the gate is closed anyway.
  const label = finding.state === "valid" ? (finding.config.pull_request.hold_label ?? null) : null;
  await rememberHoldLabel(store, payload, label);
  return label;
}
