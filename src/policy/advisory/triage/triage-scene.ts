import type { TriageBefore, TriagePolicy, TriageScan } from "./triage-plan.ts";

/** What a plan for one advisory looks at besides itself. */
export interface TriageScene {
  readonly scan: TriageScan;
  readonly policy: TriagePolicy;
  readonly pullRequests: TriageBefore["pullRequests"];
  readonly now: Date;
}
