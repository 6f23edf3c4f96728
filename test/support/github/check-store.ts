import type { PullState } from "./pull-state.ts";
import type { AppSeed } from "./seed.ts";
import type { Commit } from "./shapes.ts";
import { appObject, timestamp } from "./world.ts";
import type { World } from "./world.ts";

export interface StoredRun {
  readonly id: number;
  readonly appId: number;
  readonly headSha: string;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly externalId: string;
  readonly detailsUrl: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: readonly unknown[];
  readonly actions: readonly unknown[];
  /** Of a job of GitHub Actions. Undefined for everything else, and once GitHub has forgotten the job. */
  readonly steps?: readonly JobStep[] | undefined;
}

export interface JobStep {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
}

interface Suite {
  readonly id: number;
  readonly appId: number;
  readonly headSha: string;
  readonly createdAt: string;
}

/** Check runs and suites, wholly ours: emulate has no Apps on them and one suite per commit for everybody. */
export class CheckStore {
  readonly #world: World;
  readonly #pulls: PullState;
  readonly #runs = new Map<number, StoredRun>();
  readonly #suites: Suite[] = [];
  /** Ids of suites whose App has written nothing since somebody pressed "Re-run". */
  readonly #rerequested = new Set<number>();
  /** Beyond 32 bits, as GitHub's are. */
  #nextId = 40_000_000_001;

  constructor(world: World, pulls: PullState) {
    this.#world = world;
    this.#pulls = pulls;
  }

  insert(run: Omit<StoredRun, "id">): StoredRun {
    const stored = { ...run, id: this.#nextId++ };
    this.#runs.set(stored.id, stored);
    this.#rerequested.delete(this.suite(run.appId, run.headSha).id);
    return stored;
  }
  replace(run: StoredRun): void {
    this.#runs.set(run.id, run);
    this.#rerequested.delete(this.suite(run.appId, run.headSha).id);
  }
  /** The suite is queued again; its runs stay as they are until the App writes. */
  rerequest(appId: number, headSha: string): void {
    this.#rerequested.add(this.suite(appId, headSha).id);
  }
  find(id: number): StoredRun | undefined {
    return this.#runs.get(id);
  }
  /** Newest first. */
  at(headSha: string): readonly StoredRun[] {
    return [...this.#runs.values()].filter((run) => run.headSha === headSha).reverse();
  }

  suite(appId: number, headSha: string): Suite {
    const existing = this.#suites.find((suite) => suite.appId === appId && suite.headSha === headSha);
    if (existing) return existing;
    const suite = { id: this.#nextId++, appId, headSha, createdAt: timestamp() };
    this.#suites.push(suite);
    return suite;
  }

  async runObject(run: StoredRun) {
    const { url, repositoryPath } = this.#world;
    const self = `${url}${repositoryPath}/check-runs/${run.id}`;
    const { title, summary, text, annotations } = run;
    return {
      id: run.id,
      node_id: `CR_${run.id}`,
      name: run.name,
      head_sha: run.headSha,
      status: run.status,
      conclusion: run.conclusion,
      started_at: run.startedAt,
      completed_at: run.completedAt,
      external_id: run.externalId,
      url: self,
      html_url: `${url}${repositoryPath.replace("/repos", "")}/runs/${run.id}`,
      details_url: run.detailsUrl ?? url,
      output: { title, summary, text, annotations_count: annotations.length, annotations_url: `${self}/annotations` },
      check_suite: { id: this.suite(run.appId, run.headSha).id },
      app: appObject(this.#world, this.#app(run.appId)),
      pull_requests: await this.#pulls.listedAt(run.headSha),
    };
  }

  /** GitHub opens a suite for every App that may write checks as soon as a commit is pushed; its Actions once they run. */
  suiteObjects(headSha: string) {
    const asked = this.#world.seed.apps.filter(({ permissions }) => permissions["checks"] === "write");
    const ids = [...asked.map(({ id }) => id), ...this.at(headSha).map(({ appId }) => appId)];
    return Promise.all([...new Set(ids)].map((id) => this.suiteObject(this.suite(id, headSha))));
  }

  async suiteObject({ id, appId, headSha, createdAt }: Suite) {
    const { url, repositoryPath } = this.#world;
    const runs = latestOf(this.at(headSha).filter((run) => run.appId === appId));
    const tip = await this.#world.upstream.find<Commit>(`${repositoryPath}/commits/${headSha}`);
    const isQueued = runs.length === 0 || this.#rerequested.has(id);
    const isCompleted = !isQueued && runs.every(({ status }) => status === "completed");
    const status = isCompleted ? "completed" : isQueued ? "queued" : "in_progress";
    return {
      id,
      node_id: `CS_${id}`,
      head_branch: null,
      head_sha: headSha,
      status,
      conclusion: isCompleted ? worst(runs) : null,
      url: `${url}${repositoryPath}/check-suites/${id}`,
      before: null,
      after: headSha,
      pull_requests: await this.#pulls.listedAt(headSha),
      app: appObject(this.#world, this.#app(appId)),
      created_at: createdAt,
      updated_at: createdAt,
      head_commit: tip ? headCommit(tip) : null,
      latest_check_runs_count: runs.length,
      check_runs_url: `${url}${repositoryPath}/check-suites/${id}/check-runs`,
    };
  }

  #app(appId: number): AppSeed {
    const app = this.#world.seed.apps.find(({ id }) => id === appId);
    if (!app) throw new Error(`there is no App ${appId}`);
    return app;
  }
}

function headCommit({ sha, commit: { tree, message, author } }: Commit) {
  return { id: sha, tree_id: tree.sha, message, timestamp: author.date, author, committer: author };
}

/** The newest run of each App and name; `runs` are newest first. */
export function latestOf(runs: readonly StoredRun[]): readonly StoredRun[] {
  return runs.filter(
    (run, index) => runs.findIndex((other) => other.name === run.name && other.appId === run.appId) === index,
  );
}

const severity = ["failure", "timed_out", "action_required", "cancelled", "stale", "success", "neutral", "skipped"];

function worst(runs: readonly StoredRun[]): string {
  const ranks = runs.map(({ conclusion }) => severity.indexOf(conclusion ?? "failure"));
  return severity[Math.min(...ranks)] ?? "failure";
}
