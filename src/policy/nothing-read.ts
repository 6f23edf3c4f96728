import type { Snapshot } from "./facts.ts";
import { nothingLands } from "./title/landing/landing.ts";

/** The slices of a snapshot before anything is read. Files that nobody asked for are unknown: nothing follows from them. */
export const nothingRead: Omit<Snapshot, "pullRequest" | "signing" | "ledger"> = {
  files: { files: [], isComplete: false },
  checks: { checks: [] },
  documents: new Map(),
  artifacts: new Map(),
  threads: undefined,
  remarks: [],
  issues: new Map(),
  tags: new Map(),
  ignoreFiles: { files: new Map(), isComplete: false },
  advisories: { state: "unread" },
  landing: nothingLands,
  latestVersion: { state: "unknown" },
  proposed: { state: "unread" },
  unread: new Map(),
};
