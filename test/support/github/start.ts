import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { createEmulator } from "emulate";
import { Accounts } from "./accounts.ts";
import { actionsDeskOf } from "./actions-desk.ts";
import { declaredPermissionsAndEvents } from "./app-manifest.ts";
import { buildApi } from "./api.ts";
import { startArtifactStorage } from "./artifact-storage.ts";
import { asking, readingAll } from "./ask.ts";
import { checkButtonsOf } from "./check-buttons.ts";
import { CheckStore } from "./check-store.ts";
import { CommentState } from "./comment-state.ts";
import { Deliveries } from "./deliveries.ts";
import { dress } from "./dress.ts";
import { personOf, reporterOf } from "./driver.ts";
import type { Extras, Identity } from "./exchange.ts";
import { actionsJobExtras, actionsJobsOf } from "./extras/actions-jobs.ts";
import { appExtras } from "./extras/apps.ts";
import { checkExtras } from "./extras/checks.ts";
import { commentExtras } from "./extras/comments.ts";
import { contentExtras } from "./extras/contents.ts";
import { dependabotDesk } from "./extras/dependabot-alerts.ts";
import { graphqlExtras } from "./extras/graphql.ts";
import { issueExtras } from "./extras/issues.ts";
import { peopleExtras } from "./extras/people.ts";
import { pullExtras } from "./extras/pulls.ts";
import { reactionExtras, Reactions } from "./extras/reactions.ts";
import { requestedReviewerExtras } from "./extras/requested-reviewers.ts";
import { reviewExtras } from "./extras/reviews.ts";
import { statusExtras } from "./extras/statuses.ts";
import { tagExtras } from "./extras/tags.ts";
import { workflowRunExtras } from "./extras/workflow-runs.ts";
import { Faults } from "./faults.ts";
import { issueHooks } from "./hooks/issues.ts";
import { pullHooks } from "./hooks/pulls.ts";
import { buildTellPush, pushHooks } from "./hooks/pushes.ts";
import { releaseHooks } from "./hooks/releases.ts";
import { buildTellThread } from "./hooks/threads.ts";
import { buildTellRun } from "./hooks/workflow-runs.ts";
import { Tokens } from "./identify.ts";
import { IssueEvents } from "./issue-events.ts";
import { mergeQueueOf, QueueState } from "./merge-queue.ts";
import { mergeDesk } from "./merge-settings.ts";
import { loadDescription } from "./openapi.ts";
import { otherRepositoriesOf } from "./other-repository.ts";
import { buildProxy } from "./proxy.ts";
import { PullState } from "./pull-state.ts";
import type { Files } from "./pusher.ts";
import { registryOfficeOf } from "./registry-office.ts";
import { repositoryPage } from "./repository-page.ts";
import { RequestLog, Violations } from "./request-log.ts";
import { ReviewStore } from "./review-store.ts";
import { buildRouter } from "./router.ts";
import {
  aCiRunner,
  aPrivateKey,
  defaultPeople,
  emulateSeed,
  gitHubActions,
  spareAccounts,
  userTokens,
} from "./seed.ts";
import type { PersonSeed, Seed } from "./seed.ts";
import type { Account, Annotation, CheckRun, Comment, Issue, Pull, Reaction, Review } from "./shapes.ts";
import { TeamState, teamDeskOf } from "./teams.ts";
import { threadDeskOf, ThreadStore } from "./thread-store.ts";
import { connectUpstream } from "./upstream.ts";
import type { Upstream } from "./upstream.ts";
import { WorkflowRuns } from "./workflow-runs.ts";
import { accountOf, repositoryOf } from "./world.ts";
import type { World } from "./world.ts";

export interface LocalGitHubOptions {
  readonly owner?: string;
  readonly repo?: string;
  readonly private?: boolean;
  readonly otherRepositories?: readonly string[];
  readonly people?: readonly PersonSeed[];
  readonly team?: { readonly slug: string; readonly members: readonly string[] };
  /** Exactly what the App may do; by default what `app.yml` declares. */
  readonly permissions?: Readonly<Record<string, "read" | "write">>;
  /** Events the App is subscribed to; by default what `app.yml` declares. */
  readonly events?: readonly string[];
  /** On the default branch from the start. */
  readonly files?: Files;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly privateKey?: string;
  readonly deliveryTimeoutMs?: number;
}

export type LocalGitHub = Awaited<ReturnType<typeof startLocalGitHub>>;

/** A GitHub over HTTP on a free loopback port: emulate, and in front of it what emulate lacks. Up in about half a second. */
export async function startLocalGitHub(options: LocalGitHubOptions = {}) {
  const seed = seedFrom(options);
  const [gatehouse, ciRunner, actions] = seed.apps;
  const webhookSecret = options.webhookSecret ?? "a-secret-for-the-local-github";
  const server = createServer();
  const url = await listen(server);
  const tokens = userTokens(seed);
  const upstream = await startEmulate(seed, url, tokens);

  const deliveries = new Deliveries(
    {
      webhookSecret,
      appId: gatehouse.id,
      events: options.events ?? declaredPermissionsAndEvents().events,
      timeoutMs: options.deliveryTimeoutMs ?? 10_000,
    },
    options.webhookUrl,
  );
  const known = new Tokens(seed.apps, tokens);
  const accounts = await readAccounts(seed, upstream.client);
  const reactions = new Reactions();
  const comments = new CommentState();
  const merging = mergeDesk();
  const countReactions = (id: number) => reactions.count(id);
  const page = repositoryPage(merging.hide);
  const wardrobe = { seed, url, accounts, comments, countReactions, hideSettings: page.show };
  const dressed = (value: unknown) => dress(value, wardrobe);
  let isLive = false;
  const repositoryPath = `/repos/${seed.owner}/${seed.repo}`;
  const events = new IssueEvents();
  const world: World = { seed, url, repositoryPath, upstream: upstream.client, accounts, events, emit };
  const installation = { id: gatehouse.installationId, node_id: `I_${gatehouse.installationId}` };

  async function emit(event: string, payload: Readonly<Record<string, unknown>>, login: string): Promise<void> {
    if (!isLive) return;
    const [repository, sender] = await Promise.all([repositoryOf(world), accountOf(world, login)]);
    const shown = { ...repository, custom_properties: {}, web_commit_signoff_required: false };
    // What happens to the organization happens in no repository.
    const place = /^(membership|organization|team)$/.test(event) ? {} : { repository: shown };
    const whole = dressed({ ...payload, ...place, organization: repository.owner, sender, installation });
    // Dressing keeps an object an object.
    deliveries.send(event, merging.tell(whole as Readonly<Record<string, unknown>>));
  }

  const pulls = new PullState(world);
  const teams = new TeamState();
  const checks = new CheckStore(world, pulls);
  const workflowRuns = new WorkflowRuns();
  const storage = await startArtifactStorage((id) => workflowRuns.findArtifact(id)?.archive);
  const reviews = new ReviewStore();
  const threads = new ThreadStore();
  const queue = new QueueState();
  const violations = new Violations();
  const manifestCodes = new Set<string>();
  const listedTags: string[] = [];
  const dependabot = dependabotDesk(world);
  const extras: Extras = {
    ...actionsJobExtras(world, checks),
    ...appExtras(world, { deliveries, tokens: known, webhookSecret, manifestCodes }),
    ...checkExtras(world, checks),
    ...commentExtras(world, comments),
    ...contentExtras(),
    ...dependabot.extras,
    ...graphqlExtras(world, comments, violations, { reviews, threads, queue }),
    ...issueExtras(world, pulls),
    ...peopleExtras(world, teams),
    ...pullExtras(world, pulls),
    ...reactionExtras(world, reactions),
    ...requestedReviewerExtras(world, pulls),
    ...reviewExtras(world, pulls, reviews),
    ...statusExtras(world),
    ...tagExtras(world, listedTags),
    ...workflowRunExtras(world, workflowRuns, storage),
  };
  const tellPush = buildTellPush(world, pulls, checks);
  const ofPulls = pullHooks(world, pulls, tellPush);
  const hooks = {
    ...ofPulls,
    ...issueHooks(world, pulls, ofPulls),
    ...pushHooks(world, tellPush),
    ...releaseHooks(world),
  };

  const description = loadDescription();
  const findRoute = buildRouter([...description.routes, ...Object.keys(extras), ...Object.keys(hooks)]);
  const answer = buildApi({ findRoute, upstream: upstream.client, extras, hooks, accounts, dress: dressed });
  const requests = new RequestLog();
  const faults = new Faults();
  const identify = (authorization: string | undefined) => known.identify(authorization, new Date());
  const proxy = buildProxy({
    answer,
    identify,
    findRoute,
    description,
    requests,
    violations,
    faults,
    appId: gatehouse.id,
  });
  server.on("request", (incoming, outgoing) => {
    proxy(incoming, outgoing).catch((error: unknown) => {
      violations.add(`the local GitHub itself failed at ${incoming.method} ${incoming.url}: ${String(error)}`);
      if (outgoing.headersSent) outgoing.destroy();
      else
        outgoing.writeHead(500, { "content-type": "application/json" }).end(JSON.stringify({ message: String(error) }));
    });
  });

  const admin = { kind: "user", login: "admin" } satisfies Identity;
  const as = (login: string) => {
    const key = accounts.getKey(login);
    const person = personOf(world, answer, { kind: "user", login: key }, `token gho_${key}`, "main");
    return { ...person, ...checkButtonsOf(world, checks, key) };
  };
  const teamDesk = teamDeskOf(world, teams);
  await teamDesk.createTeam(seed.team.slug, { members: seed.team.members });
  if (options.files) await personOf(world, answer, admin, "token gho_admin0", "main").push({ files: options.files });
  isLive = true;

  const read = asking(answer, admin, "token gho_admin0");
  const readAll = readingAll(read);
  const account = (login: string) => read<Account>("GET", `/users/${encodeURIComponent(login)}`);
  const ci = reporterOf(world, answer, { kind: "installation", app: ciRunner, permissions: ciRunner.permissions });
  const { id: repositoryId } = await repositoryOf(world);

  return {
    apiUrl: url,
    owner: seed.owner,
    repo: seed.repo,
    repositoryId,
    defaultBranch: "main",
    teamSlug: seed.team.slug,
    appId: gatehouse.id,
    appSlug: gatehouse.slug,
    installationId: gatehouse.installationId,
    privateKey: gatehouse.privateKey,
    webhookSecret,

    /** A person who acts in the repository. */
    as,
    /** The ci-runner App reports a check run, or a commit status. */
    ...ci,
    ...actionsJobsOf(world, answer, actions, checks),
    ...registryOfficeOf(world, account),
    ...teamDesk,
    ...actionsDeskOf(workflowRuns, storage),
    /** Sends the event of a run, which happens by itself only on GitHub. */
    tellRun: buildTellRun(world, workflowRuns),
    tellThread: buildTellThread(world, pulls),
    ...threadDeskOf(threads, {
      keyOf: (login) => accounts.getKey(login),
      remark: (login, number) => as(login).review(number, { state: "comment" }),
      tell: buildTellThread(world, pulls),
    }),
    ...otherRepositoriesOf(seed.owner, upstream.client),
    ...mergeQueueOf(world, pulls, queue, tellPush),
    ...merging.ofTests,
    ...page.ofTests,
    ...dependabot.ofTests,
    /** Gives the list of tags entries that nothing else knows. */
    listTags: (...names: readonly string[]) => void listedTags.push(...names),
    /** Every installation token is refused from now on. */
    revokeTokens: () => known.revokeAll(),
    /** A code of the manifest flow, good for one conversion into the App. */
    manifestCode: () => {
      const code = randomUUID();
      manifestCodes.add(code);
      return code;
    },

    account,
    pullRequest: (number: number) => read<Pull>("GET", `${repositoryPath}/pulls/${number}`),
    /** Comments of the owner that nobody is told of: by the thousand, deliveries would take minutes. */
    commentsUntold: async (number: number, bodies: readonly string[]): Promise<void> => {
      for (const body of bodies) {
        await upstream.client.write("POST", `${repositoryPath}/issues/${number}/comments`, { body });
      }
    },
    comments: (number: number) => readAll<Comment>(`${repositoryPath}/issues/${number}/comments`),
    /** From now on edits of this comment leave its `updated_at` alone, as on GitHub within one second. */
    keepSecond: (commentId: number) => comments.keepSecond(commentId),
    /** Whether somebody, or we, hid the comment. */
    isMinimized: (commentId: number) => comments.isMinimized(commentId),
    reviews: (number: number) => readAll<Review>(`${repositoryPath}/pulls/${number}/reviews`),
    /** Logins of those who were asked for a review and have not given one. */
    requestedReviewers: async (number: number) =>
      (await read<Pull>("GET", `${repositoryPath}/pulls/${number}`)).requested_reviewers.map(({ login }) => login),
    /** What an annotated tag names and says; undefined where no tag has that name. */
    findTag: async (name: string) => {
      const ref = await upstream.client.find<{ object: { sha: string } }>(
        `${repositoryPath}/git/ref/${encodeURIComponent(`tags/${name}`)}`,
      );
      if (ref === undefined) return undefined;
      const { object, message } = await read<{ object: { sha: string }; message: string }>(
        "GET",
        `${repositoryPath}/git/tags/${ref.object.sha}`,
      );
      return { sha: object.sha, message };
    },
    /** The latest of each App and name. */
    checkRuns: async (sha: string) =>
      (
        await read<{ check_runs: readonly CheckRun[] }>(
          "GET",
          `${repositoryPath}/commits/${sha}/check-runs?per_page=100`,
        )
      ).check_runs,
    /** What a check run points at in the files, in the order it was told. */
    annotations: (checkRunId: number) => readAll<Annotation>(`${repositoryPath}/check-runs/${checkRunId}/annotations`),
    /** Every issue that is no pull request, open or closed, oldest first. */
    issues: async () =>
      (await read<readonly Issue[]>("GET", `${repositoryPath}/issues?state=all&direction=asc&per_page=100`)).filter(
        (issue) => issue.pull_request === undefined,
      ),
    reactions: (commentId: number): readonly Reaction[] => reactions.of(commentId),

    requests,
    faults,
    deliveries,
    deliverTo: (webhookUrl: string) => deliveries.deliverTo(webhookUrl),
    redeliver: (guid: string, times?: number) => deliveries.redeliver(guid, times),
    /** Sends an event that nobody caused here; where it happened, the sender and the installation are added. */
    tell: (event: string, payload: Readonly<Record<string, unknown>>, login: string) =>
      emit(event, payload, accounts.getKey(login)),
    /** Resolves when no delivery is in flight. */
    settled: () => deliveries.settled(),
    /** What the App asked against GitHub's own description. Read it, or `close()` throws. */
    get violations() {
      return violations.take();
    },
    close: async () => {
      await deliveries.settled();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, upstream.close(), storage.close()]);
      const unread = violations.unread();
      if (unread.length > 0) throw new Error(`requests against GitHub's description:\n${unread.join("\n")}`);
    },
  };
}

function seedFrom(options: LocalGitHubOptions): Seed {
  const people = options.people ?? defaultPeople;
  const ciRunner = aCiRunner();
  return {
    owner: options.owner ?? "acme",
    repo: options.repo ?? "engine",
    private: options.private ?? false,
    otherRepositories: options.otherRepositories ?? [],
    people,
    team: options.team ?? { slug: "runtime", members: people.some(({ login }) => login === "ana") ? ["ana"] : [] },
    apps: [
      {
        id: 1001,
        slug: "gatehouse",
        privateKey: options.privateKey ?? aPrivateKey(),
        installationId: 70_001,
        permissions: options.permissions ?? declaredPermissionsAndEvents().permissions,
      },
      ciRunner,
      gitHubActions(ciRunner),
    ],
  };
}

async function startEmulate(seed: Seed, publicUrl: string, tokens: ReadonlyMap<string, string>) {
  const scopes = ["repo", "user", "admin:org", "admin:repo_hook"];
  const emulator = await createEmulator({
    service: "github",
    port: 0,
    hostname: "127.0.0.1",
    seed: {
      tokens: Object.fromEntries([...tokens].map(([token, login]) => [token, { login, scopes }])),
      github: emulateSeed(seed),
    },
  });
  const ownerTokens = [...tokens].filter(([, login]) => login === "admin").map(([token]) => token);
  const client: Upstream = connectUpstream(emulator.url, publicUrl, ownerTokens);
  return { client, close: () => emulator.close() };
}

/** Everybody whom emulate was seeded with, which has numbered them. */
async function readAccounts({ people }: Seed, upstream: Upstream): Promise<Accounts> {
  const roles = new Map([["admin", "admin"] as const, ...people.map(({ login, role }) => [login, role] as const)]);
  const seeded = await upstream.get<readonly Account[]>("/users?per_page=100");
  return new Accounts(
    seeded.map(({ id, login }) => ({
      id,
      key: login,
      login: spareAccounts.includes(login) ? undefined : login,
      role: roles.get(login) ?? "none",
    })),
    spareAccounts,
  );
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(`http://127.0.0.1:${address.port}`);
      else reject(new Error("the server has no address"));
    });
  });
}
