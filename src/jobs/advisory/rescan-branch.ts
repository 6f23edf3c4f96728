import { z } from "zod";
import { findScanNotes } from "../../github/triage/scan-notes.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { scanRequest } from "./scan-request.ts";

const RescanBranch = z.object({ ...at, branch: z.string(), isDefault: z.boolean() });
type RescanBranch = z.infer<typeof RescanBranch>;

/**
 * A push has changed what a scan would read: asks for one where this branch is scanned. The last scan has noted which one
 * that is, so most pushes cost no request; where there was none the default branch may be.
 */
export const rescanBranchJob = defineJob({
  name: "rescan-branch",
  payload: RescanBranch,
  process: async (payload: RescanBranch, { store, enqueue }: Deps): Promise<void> => {
    const notes = await findScanNotes(store, payload.repositoryId);
    const isScanned = notes === undefined ? payload.isDefault : notes.branch === payload.branch;
    if (isScanned) await enqueue([scanRequest(payload)]);
  },
});
