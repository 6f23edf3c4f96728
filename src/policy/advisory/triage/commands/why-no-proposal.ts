import { type Reason, reason } from "../../../reason.ts";
import type { TriageCommandContext } from "./triage-command.ts";

/** Why no ignore can be proposed: what is in the file besides could get lost. */
export function whyNoProposal({ policyProblem }: TriageCommandContext): Reason | undefined {
  if (policyProblem === undefined) return undefined;
  const { file, line, problem } = policyProblem;
  if (line === undefined) return reason("triage-policy-unreadable", { file, problem });
  return reason("triage-policy-broken", { file, line: String(line), problem });
}
