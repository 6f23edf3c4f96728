import type { Proposed } from "../../github/triage/apply-proposal.ts";
import { type Advisory, groupByAdvisory } from "../../policy/advisory/findings/advisory.ts";
import { removeIgnore } from "../../policy/advisory/ignores/edit-ignores.ts";
import type { PolicyProblem } from "../../policy/advisory/ignores/ignore-entry.ts";
import { findIgnore } from "../../policy/advisory/ignores/ignore.ts";
import { findRevoked } from "../../policy/advisory/triage/revoked.ts";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import { renderIgnoreRemoval } from "../../render/advisory/ignore-removal.ts";
import { type PolicyScene, type ProposalDeps, type ProposalTarget, proposePolicies } from "./propose-policies.ts";
import type { ScannedScene } from "./triage.ts";

type Asked = TriageChange & { readonly number: number; readonly found: Advisory };

/** Proposes to remove every ignore of an advisory. */
export async function proposeRemoval(
  { advisory, number, found, next }: Asked,
  scene: PolicyScene & Pick<ScannedScene, "collected">,
  target: ProposalTarget,
  deps: ProposalDeps,
): Promise<Proposed> {
  const asked = findRevoked(next);
  if (asked === undefined) return { state: "nothing" };
  const files = new Map<string, string>();
  for (const [file, text] of scene.policies.texts) {
    const edited = withoutIgnoresOf(found, file, text);
    if (typeof edited !== "string") {
      const { line, message } = edited;
      deps.log.warn({ advisory, path: file, line, problem: message }, "removal not proposed: policy file not editable");
      return { state: "impossible", files: [file], isRemoval: true, why: { kind: "not-editable", line, message } };
    }
    if (edited !== text) files.set(file, edited);
  }
  const issue = `#${number}`;
  const others = coveredBesides(found, scene, deps.now());
  const text = renderIgnoreRemoval({ advisory: found, issue, by: asked.by.login, files: [...files.keys()], others });
  return proposePolicies({ what: "unignore", advisory, files, text }, scene, target, deps);
}

/** An ignore by a shared name, such as a CVE, covers others as well; those that are left without one. */
function coveredBesides(
  { id, aliases }: Advisory,
  { policies, collected }: Pick<ScannedScene, "policies" | "collected">,
  now: Date,
): readonly string[] {
  const names = new Set([id, ...aliases]);
  const left = policies.ignores.filter((ignore) => !names.has(ignore.id));
  return groupByAdvisory(collected.scan.rows)
    .filter((other) => other.id !== id && [other.id, ...other.aliases].some((name) => names.has(name)))
    .filter((other) => findIgnore(other, policies.ignores, now) !== undefined)
    .filter((other) => findIgnore(other, left, now) === undefined)
    .map((other) => other.id);
}

/** Any of its names may be what covers it. */
function withoutIgnoresOf({ id, aliases }: Advisory, file: string, text: string): string | PolicyProblem {
  let edited = text;
  for (const name of new Set([id, ...aliases])) {
    const edit = removeIgnore(file, edited, name);
    if (edit.state === "problem") return edit;
    if (edit.state === "edited") edited = edit.text;
  }
  return edited;
}
