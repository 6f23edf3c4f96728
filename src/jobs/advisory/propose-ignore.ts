import type { Proposed } from "../../github/triage/apply-proposal.ts";
import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import { addIgnore } from "../../policy/advisory/ignores/edit-ignores.ts";
import { filesForIgnore } from "../../policy/advisory/ignores/ignore-paths.ts";
import { foldTriage } from "../../policy/advisory/triage/decision.ts";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import { renderIgnoreProposal } from "../../render/advisory/ignore-proposal.ts";
import { type PolicyScene, type ProposalDeps, type ProposalTarget, proposePolicies } from "./propose-policies.ts";
import type { ScannedScene } from "./triage.ts";

type Asked = TriageChange & { readonly number: number; readonly found: Advisory };

/** Proposes to document a decision to live with an advisory. */
export async function proposeIgnore(
  { advisory, number, found, next }: Asked,
  scene: PolicyScene & Pick<ScannedScene, "rules">,
  target: ProposalTarget,
  deps: ProposalDeps,
): Promise<Proposed> {
  const { stance } = foldTriage(next.entries);
  if (stance?.kind !== "accept-risk" && stance?.kind !== "not-affected") return { state: "nothing" };
  const until = stance.kind === "accept-risk" && stance.until !== undefined ? new Date(stance.until) : undefined;
  const issue = `#${number}`;
  const { reason } = stance;
  const { texts } = scene.policies;
  const files = new Map<string, string>();
  for (const file of filesForIgnore(found, scene.rules.ignores, new Set(texts.keys()))) {
    const edit = addIgnore(file, texts.get(file) ?? "", { id: advisory, reason, until, issue });
    if (edit.state === "problem") {
      const { line, message } = edit;
      deps.log.warn({ advisory, path: file, line, problem: message }, "ignore not proposed: policy file not editable");
      return { state: "impossible", files: [file], isRemoval: false, why: { kind: "not-editable", line, message } };
    }
    if (edit.state === "edited") files.set(file, edit.text);
  }
  const by = stance.by.login;
  const text = renderIgnoreProposal({ advisory: found, reason, until, issue, by, files: [...files.keys()] });
  return proposePolicies({ what: "ignore", advisory, files, text }, scene, target, deps);
}
