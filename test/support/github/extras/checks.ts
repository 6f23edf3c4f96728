import { z } from "zod";
import { latestOf } from "../check-store.ts";
import type { CheckStore, StoredRun } from "../check-store.ts";
import { loginOf, mayRead, notAccessible, notFound, ok, page, refuse } from "../exchange.ts";
import type { Call, Extras } from "../exchange.ts";
import type { Commit } from "../shapes.ts";
import { timestamp } from "../world.ts";
import type { World } from "../world.ts";

const Output = z.object({
  title: z.string().optional(),
  summary: z.string().optional(),
  text: z.string().optional(),
  annotations: z.array(z.unknown()).optional(),
});
const Change = z.object({
  name: z.string().optional(),
  head_sha: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  output: Output.optional(),
  actions: z.array(z.unknown()).optional(),
  /** No part of GitHub's interface: what its own runners report. */
  steps: z.array(z.object({ name: z.string(), status: z.string(), conclusion: z.string().nullable() })).optional(),
});

export function checkExtras(world: World, checks: CheckStore): Extras {
  const { upstream, repositoryPath, url, emit } = world;

  function commitOf(ref: string | undefined): Promise<Commit | undefined> {
    return upstream.find<Commit>(`${repositoryPath}/commits/${encodeURIComponent(ref ?? "")}`);
  }

  async function tell(action: string, run: StoredRun, sender: string): Promise<void> {
    // The event tells the whole suite, the API only its id.
    const suite = await checks.suiteObject(checks.suite(run.appId, run.headSha));
    await emit("check_run", { action, check_run: { ...(await checks.runObject(run)), check_suite: suite } }, sender);
    if (action !== "completed") return;
    if (suite.status === "completed") await emit("check_suite", { action: "completed", check_suite: suite }, sender);
  }

  return {
    "POST /repos/{owner}/{repo}/check-runs": async (call) => {
      const { identity } = call;
      if (identity.kind !== "installation") return refuse(403, "You must authenticate via a GitHub App.");
      if (identity.permissions["checks"] !== "write") return notAccessible;
      const { name = "", head_sha: headSha = "", ...change } = Change.parse(call.body);
      if (!/^[0-9a-f]{40}$/.test(headSha) || !(await commitOf(headSha))) {
        return refuse(422, `No commit found for SHA: ${headSha}`);
      }
      const blank = { appId: identity.app.id, headSha, name, startedAt: timestamp(), ...nothing };
      const changed = apply(blank, change);
      if (typeof changed === "string") return refuse(422, changed);
      const run = checks.insert(changed);
      await tell("created", run, loginOf(identity));
      if (run.status === "completed") await tell("completed", run, loginOf(identity));
      return ok(await checks.runObject(run), 201);
    },
    "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": async (call) => {
      if (!mayRead(call.identity, world.seed.private, "checks")) return notAccessible;
      const run = checks.find(Number(call.params["check_run_id"]));
      return run ? ok(await checks.runObject(run)) : notFound;
    },
    "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": async (call) => {
      if (!mayRead(call.identity, world.seed.private, "checks")) return notAccessible;
      const run = checks.find(Number(call.params["check_run_id"]));
      return run ? page(call, url, run.annotations, (slice) => slice) : notFound;
    },
    "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": async (call) => {
      const { identity } = call;
      const run = checks.find(Number(call.params["check_run_id"]));
      if (identity.kind !== "installation" || identity.permissions["checks"] !== "write") return notAccessible;
      if (!run) return notFound;
      if (run.appId !== identity.app.id) {
        return refuse(
          403,
          `Invalid app_id \`${identity.app.id}\` - check run can only be modified by the GitHub App that created it.`,
        );
      }
      const changed = apply(run, Change.parse(call.body));
      if (typeof changed === "string") return refuse(422, changed);
      checks.replace(changed);
      if (run.status !== "completed" && changed.status === "completed")
        await tell("completed", changed, loginOf(identity));
      return ok(await checks.runObject(changed));
    },
    "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": async (call) => {
      if (!mayRead(call.identity, world.seed.private, "checks")) return notAccessible;
      const commit = await commitOf(call.params["ref"]);
      if (!commit) return refuse(422, `No commit found for SHA: ${call.params["ref"]}`);
      const runs = checks.at(commit.sha);
      const matching = (call.query.get("filter") === "all" ? runs : latestOf(runs)).filter((run) => isAsked(run, call));
      const objects = await Promise.all(matching.map((run) => checks.runObject(run)));
      return page(call, url, objects, (slice) => ({
        total_count: matching.length,
        check_runs: slice,
      }));
    },
    "GET /repos/{owner}/{repo}/commits/{ref}/check-suites": async (call) => {
      if (!mayRead(call.identity, world.seed.private, "checks")) return notAccessible;
      const commit = await commitOf(call.params["ref"]);
      if (!commit) return refuse(422, `No commit found for SHA: ${call.params["ref"]}`);
      const appId = call.query.get("app_id");
      const suites = (await checks.suiteObjects(commit.sha)).filter(
        ({ app }) => appId === null || app.id === Number(appId),
      );
      return page(call, url, suites, (slice) => ({ total_count: suites.length, check_suites: slice }));
    },
  };
}

const nothing = {
  status: "queued",
  conclusion: null,
  completedAt: null,
  externalId: "",
  detailsUrl: null,
  title: null,
  summary: null,
  text: null,
  annotations: [],
  actions: [],
};

/** The run after the change, or GitHub's objection. A conclusion completes a run, and annotations only ever add up. */
function apply<Run extends Omit<StoredRun, "id">>(run: Run, change: z.infer<typeof Change>): Run | string {
  const { output, conclusion } = change;
  const status =
    conclusion !== undefined || change.completed_at !== undefined ? "completed" : (change.status ?? run.status);
  // GitHub does not take back the conclusion of a completed run, so a run set back keeps it; see Mergify's reports.
  const final = conclusion ?? run.conclusion;
  if (status === "completed" && final === null) return "conclusion is required when status is completed";
  if ((output?.annotations ?? []).length > 50) return "Only 50 items are allowed in annotations";
  return {
    ...run,
    name: change.name ?? run.name,
    status,
    conclusion: final,
    startedAt: change.started_at ?? run.startedAt,
    completedAt: status === "completed" ? (change.completed_at ?? run.completedAt ?? timestamp()) : null,
    externalId: change.external_id ?? run.externalId,
    detailsUrl: change.details_url ?? run.detailsUrl,
    title: output?.title ?? run.title,
    summary: output?.summary ?? run.summary,
    text: output?.text ?? run.text,
    annotations: [...run.annotations, ...(output?.annotations ?? [])],
    actions: change.actions ?? run.actions,
    steps: change.steps ?? run.steps,
  };
}

function isAsked(run: StoredRun, { query }: Call): boolean {
  const [name, status, appId] = [query.get("check_name"), query.get("status"), query.get("app_id")];
  return (
    (name === null || run.name === name) &&
    (status === null || run.status === status) &&
    (appId === null || run.appId === Number(appId))
  );
}
