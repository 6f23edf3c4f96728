import type { FactName } from "../../policy/facts.ts";
import { type Reason, reason } from "../../policy/reason.ts";

interface Part {
  /** After "GitHub refuses to show". */
  readonly what: string;
  /** As the settings of an installation name it. */
  readonly permission: string;
}

const contents = "contents: read";
const actions = "actions: read";
const pulls = "pull_requests: read";

/** What may be refused while everything else is judged: slices, and parts of them. */
export const unreadParts = {
  steps: { what: "the steps of jobs", permission: actions },
  documents: { what: "the files of this head", permission: contents },
  artifacts: { what: "the artifacts of workflows", permission: actions },
  threads: { what: "the review threads", permission: pulls },
  remarks: { what: "the reviews and comments", permission: pulls },
  issues: { what: "the issues and milestones", permission: "issues: read" },
  tags: { what: "the tags", permission: contents },
  ignoreFiles: { what: "the files with ignores", permission: contents },
  advisories: { what: "the lockfiles", permission: contents },
  landing: { what: "the commits", permission: pulls },
  queued: { what: "the commits of the merge queue", permission: contents },
  latestVersion: { what: "the releases and tags", permission: contents },
  proposed: { what: "the configuration of this head", permission: contents },
} as const satisfies Partial<Record<FactName | "steps" | "queued", Part>>;

export type UnreadPart = keyof typeof unreadParts;

/** Why there is no data, from the status that GitHub refused with. */
export function whyUnread(part: UnreadPart, status: number): Reason {
  const { what, permission } = unreadParts[part];
  const told = { safeWhat: what, status: String(status), permission, command: "/recheck" };
  return reason(status === 403 ? "facts-refused" : "facts-absent", told);
}
