import type { NotChecked } from "../../policy/advisory/findings/finding.ts";
import type { CommitOnBranch } from "../../policy/advisory/triage/triage-plan.ts";
import type { Seal } from "./advisory-note.ts";

/** What the texts about advisories say besides the advisory itself. The same for all issues of one scan. */
export interface TriageContext {
  readonly repository: { readonly owner: string; readonly repo: string };
  /** The area that is asked to triage. */
  readonly area: string | undefined;
  /** Whom a reminder calls, such as `@acme/security` or `@ana`: owners of that area. */
  readonly mentions: readonly string[];
  /** The policy file in which a decision is documented; undefined when the repository has none that could hold it. */
  readonly policyFile: string | undefined;
  readonly notChecked: readonly NotChecked[];
  /** Numbers of Dependabot's alerts by GHSA id, where the App may read them. */
  readonly alerts: ReadonlyMap<string, number>;
  readonly commit: CommitOnBranch;
  /** Of this repository; it proves the notes in the issues. */
  readonly seal: Seal;
}
