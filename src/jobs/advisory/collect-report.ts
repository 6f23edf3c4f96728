import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import type { FoundIssues } from "../../github/triage/advisory-issues.ts";
import { findQuiet } from "../../github/triage/quiet-advisories.ts";
import { groupByAdvisory } from "../../policy/advisory/findings/advisory.ts";
import { toolOf } from "../../policy/advisory/ignores/ignore.ts";
import { judgeDocumentedIgnores } from "../../policy/advisory/ignores/judge-documented.ts";
import { tellTogether } from "../../policy/advisory/ignores/tell-together.ts";
import { foldTriage } from "../../policy/advisory/triage/decision.ts";
import { planTriage } from "../../policy/advisory/triage/plan-triage.ts";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import type { AdvisoryReport } from "../../render/advisory/report.ts";
import type { Deps } from "../deps.ts";
import { collectBefore } from "./collect-before.ts";
import { slaOf } from "./sla-of.ts";
import { toTriageScan } from "./to-triage-scan.ts";
import type { ScannedScene } from "./triage.ts";

interface Asked {
  readonly octokit: Octokit;
  readonly payload: RepositoryRef & { readonly slot: string };
}

/** How the advisories of a repository stand, by the plan that a scan would make now; nothing of the plan is done. */
export async function collectReport(
  scene: ScannedScene,
  found: FoundIssues,
  { octokit, payload }: Asked,
  { store, advisories: source }: Pick<Deps, "store" | "advisories">,
): Promise<AdvisoryReport> {
  const { rules, collected, policies } = scene;
  const { scan, isComplete } = collected;
  const at = new Date(payload.slot);
  const advisories = groupByAdvisory(scan.rows);
  const quiet = await findQuiet(store, payload.repositoryId);
  const known = { found: found.advisories, quiet, advisories };
  const before = await collectBefore(known, { octokit, at: payload, tip: scene, store });
  const { ignores, unreadable, texts } = policies;
  const { changes, heldBack } = planTriage(
    before,
    toTriageScan(scene, advisories, new Set()),
    { ignores, unreadable, sla: slaOf(rules.sla) },
    at,
  );
  // What is disputed is told by other tools, so an ignore of it covers something.
  const met = groupByAdvisory([...scan.rows, ...scan.disputed]);
  const names = new Set(met.flatMap(({ id, aliases }) => [id, ...aliases]));
  const unmet = [...new Set(ignores.map(({ id }) => id))].filter((id) => !names.has(id)).slice(0, mostLookedUp);
  const records = unmet.length === 0 ? new Map() : await source.lookUp(unmet);
  const tools = new Set([...texts.keys()].filter((path) => !unreadable.includes(path)).map(toolOf));
  const judged = judgeDocumentedIgnores({ ignores, tools, advisories: met, records, isComplete, now: at });
  const standing = changes.filter(({ isOpen, next }) => isOpen && next.presence === "present");
  return {
    at,
    open: standing.flatMap(openOf),
    accepted: standing.flatMap(acceptedOf),
    ignores: tellTogether(judged),
    notChecked: scan.notChecked,
    unreadable: [...collected.troubles, ...policies.troubles],
    heldBack,
    isComplete,
    source: { name: scan.from.source, asOf: scan.from.asOf, isStale: scan.from.isStale },
  };
}

// Each that is not remembered costs a request; of the others nothing is said.
const mostLookedUp = 200;

/** An advisory without an issue is none of the report's: the next scan opens one. */
function openOf({ number, advisory, next, due }: TriageChange): readonly AdvisoryReport["open"][number][] {
  if (number === undefined || next.accepted !== null) return [];
  const times = [due.decide, due.fix].filter((time) => time !== undefined);
  const [dueAt] = times.toSorted((left, right) => left.getTime() - right.getTime());
  const rating = foldTriage(next.entries).severity?.rating ?? next.rating;
  const firstSeenAt = new Date(next.firstSeenAt);
  return [{ number, advisory, package: packageOf(next), kind: next.kind, rating, firstSeenAt, dueAt }];
}

function acceptedOf({ number, advisory, next }: TriageChange): readonly AdvisoryReport["accepted"][number][] {
  if (number === undefined || next.accepted === null) return [];
  const { file, until } = next.accepted;
  return [{ number, advisory, package: packageOf(next), file, until: until === null ? undefined : new Date(until) }];
}

function packageOf({ places: [first] }: TriageChange["next"]): string {
  return first?.[1] ?? "";
}

/** A package from git alone is no reason to open an issue; that something is not known is one to keep it open. */
export function isWorthTelling({ open, accepted, ignores, unreadable, heldBack }: AdvisoryReport): boolean {
  return [open, accepted, ignores, unreadable, heldBack].some(({ length }) => length > 0);
}
