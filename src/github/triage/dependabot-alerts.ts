import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** What Dependabot says of an advisory in a repository. It only adds to what a scan finds, and decides nothing. */
interface DependabotAlert {
  readonly number: number;
  readonly state: Alert["state"];
  /** One of GitHub's words, such as `tolerable_risk`; undefined unless somebody dismissed it. */
  readonly dismissedReason: string | undefined;
  /** Undefined where GitHub does not know. */
  readonly scope: "development" | "runtime" | undefined;
}

export type DependabotAlerts =
  | { readonly state: "read"; readonly alerts: ReadonlyMap<string, DependabotAlert> }
  /** The App lacks the permission, or alerts are switched off; GitHub's own words. */
  | { readonly state: "not-allowed"; readonly message: string };

/** What is read of an alert. One that GitHub shows otherwise is passed over. */
const Alert = z.object({
  number: z.number(),
  state: z.enum(["auto_dismissed", "dismissed", "fixed", "open"]),
  dismissed_reason: z.string().nullish(),
  dependency: z.object({ scope: z.enum(["development", "runtime"]).nullish() }),
  security_advisory: z.object({ ghsa_id: z.string() }),
});
type Alert = z.infer<typeof Alert>;

// A repository with more has other worries than the numbers of its alerts.
const mostAlerts = 1000;

/** The alerts of a repository by GHSA id, the newest thousand. There is one for each manifest: of these the open one. */
export async function collectDependabotAlerts(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
): Promise<DependabotAlerts> {
  const alerts = new Map<string, DependabotAlert>();
  let read = 0;
  try {
    const pages = octokit.paginate.iterator(octokit.rest.dependabot.listAlertsForRepo, { owner, repo, per_page: 100 });
    for await (const { data } of pages) {
      for (const raw of data) keepMoreTelling(alerts, raw);
      read += data.length;
      if (read >= mostAlerts) break;
    }
  } catch (error) {
    // A rate limit is a 403 too, but by then it is a `RetryLater`.
    if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 404)) throw error;
    return { state: "not-allowed", message: error.message };
  }
  return { state: "read", alerts };
}

function keepMoreTelling(alerts: Map<string, DependabotAlert>, raw: unknown): void {
  const { data } = Alert.safeParse(raw);
  if (data === undefined) return;
  const { number, state, dismissed_reason: reason, dependency, security_advisory: advisory } = data;
  const dismissedReason = reason ?? undefined;
  const alert: DependabotAlert = { number, state, dismissedReason, scope: dependency.scope ?? undefined };
  const known = alerts.get(advisory.ghsa_id);
  if (known === undefined || isMoreTelling(alert, known)) alerts.set(advisory.ghsa_id, alert);
}

/** An open alert says more than one that was dealt with, and of equal ones the first is the one people know. */
function isMoreTelling(left: DependabotAlert, right: DependabotAlert): boolean {
  const isOpen = left.state === "open";
  return isOpen === (right.state === "open") ? left.number < right.number : isOpen;
}
