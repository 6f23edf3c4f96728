import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import { collectDependabotAlerts } from "../../github/triage/dependabot-alerts.ts";
import type { Deps } from "../deps.ts";

// Somebody may grant the permission, or switch alerts on.
const refusedMs = 24 * 3_600_000;

/**
 * The numbers of Dependabot's alerts by GHSA id; none where the App may not read them, which is said once and asked again
 * the next day.
 */
export async function findAlerts(
  octokit: Octokit,
  at: RepositoryRef,
  { store, log }: Pick<Deps, "store" | "log">,
): Promise<ReadonlyMap<string, number>> {
  const refused = `dependabot-alerts-refused/${at.repositoryId}`;
  if ((await store.get(refused)) !== undefined) return new Map();
  const found = await collectDependabotAlerts(octokit, at);
  if (found.state === "read") return new Map([...found.alerts].map(([ghsa, { number }]) => [ghsa, number]));
  log.info({ message: found.message }, "alerts of Dependabot not readable, issues do without their numbers");
  await store.put(refused, true, { expiresInMs: refusedMs });
  return new Map();
}
