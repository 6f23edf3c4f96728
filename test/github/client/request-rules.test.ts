import { RequestError } from "@octokit/request-error";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GatehouseOctokit, type Octokit } from "../../../src/github/client/octokit.ts";
import { pauseAfter } from "../../../src/github/client/pause.ts";
import { addRequestRules } from "../../../src/github/client/request-rules.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import { type AppOnGitHub, anAppOn, silent } from "../../support/app-on-github.ts";
import { eventually } from "../../support/eventually.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const commentRoute = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const checkRoute = "POST /repos/{owner}/{repo}/check-runs";
const usedUp = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon" };
const tokenRoute = "POST /app/installations/{installation_id}/access_tokens";

let local: LocalGitHub;
let app: AppOnGitHub;
let octokit: Octokit;
let number: number;
let headSha: string;
let mark: number;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());

beforeEach(async () => {
  local.faults.clear();
  app = await anAppOn(local);
  ({ octokit } = app);
  ({ number } = await local.as("dan").openIssue({ title: "a place to talk" }));
  headSha = await local.as("dan").push({ files: { "notes.txt": `${number}\n` } });
  mark = local.requests.mark();
});

const comment = (body = "hello", by = octokit) =>
  by.rest.issues.createComment({ ...where(), issue_number: number, body });
const read = (by = octokit) => by.rest.issues.get({ ...where(), issue_number: number });
const report = (name: string, by = octokit) =>
  by.rest.checks.create({ ...where(), name, head_sha: headSha, status: "queued" });
const made = () => local.requests.since(mark);
const bodies = async () => (await local.comments(number)).map(({ body }) => body);

function where() {
  return { owner: app.at.owner, repo: app.at.repo };
}

async function failure(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("a write", () => {
  it.for([{ kind: "status-after", status: 502 }, { kind: "status", status: 500 }, { kind: "drop-after" }] as const)(
    "that ends in $kind is not sent again by the client",
    async (fault) => {
      local.faults.next({ ...fault, route: commentRoute });
      expect(await failure(comment())).toBeInstanceOf(RequestError);
      expect(made().writes()).toHaveLength(1);
    },
  );

  it("waits neither for another one that hangs nor for a pace of the client's own", async () => {
    const quick = await anAppOn(local, { requestTimeoutMs: 1500 });
    local.faults.next({ kind: "hang", route: checkRoute });
    let hasEnded = false;
    const hanging = failure(report("first", quick.octokit)).finally(() => {
      hasEnded = true;
    });
    await eventually(() => local.faults.pending.length === 0, "the first write is under way");
    // The stock throttling would begin one a second, and the one that hangs would be over before the last.
    await Promise.all(["second", "third", "fourth"].map((name) => report(name, quick.octokit)));
    expect(hasEnded).toBe(false);
    expect(await hanging).toBeInstanceOf(RequestError);
  });
});

describe("a request that hangs is cut", () => {
  let quick: AppOnGitHub;
  beforeEach(async () => {
    quick = await anAppOn(local, { requestTimeoutMs: 200 });
  });

  it("a read of an installation", async () => {
    await quick.octokit.rest.issues.get({ ...where(), issue_number: number });
    local.faults.next({ kind: "hang", method: "GET" });
    expect(await failure(read(quick.octokit))).toMatchObject({ message: expect.stringContaining("timeout") });
  });

  it("the request for a token", async () => {
    local.faults.next({ kind: "hang", route: tokenRoute });
    expect(await failure(read(quick.octokit))).toMatchObject({ message: expect.stringContaining("timeout") });
  });

  it("a request of the App itself", async () => {
    const asApp = await quick.github.app();
    local.faults.next({ kind: "hang", route: "GET /app/installations" });
    expect(await failure(asApp.rest.apps.listInstallations())).toMatchObject({
      message: expect.stringContaining("timeout"),
    });
  });
});

describe("an answer that breaks off is an error, not empty data", () => {
  it("of one thing", async () => {
    local.faults.next({ kind: "truncated", method: "GET" });
    await expect(read()).rejects.toThrow(/broke off/);
  });

  it("of a list", async () => {
    await comment();
    local.faults.next({ kind: "truncated", method: "GET" });
    const list = octokit.paginate(octokit.rest.issues.listComments, { ...where(), issue_number: number });
    await expect(list).rejects.toThrow(/broke off/);
  });

  it("of the list of installations, without which nothing would be scanned", async () => {
    const asApp = await app.github.app();
    local.faults.next({ kind: "truncated", route: "GET /app/installations" });
    await expect(asApp.paginate(asApp.rest.apps.listInstallations)).rejects.toThrow(/broke off/);
  });

  it("and is not remembered for the next time", async () => {
    local.faults.next({ kind: "truncated", method: "GET" });
    await failure(read());
    expect((await read()).data.number).toBe(number);
  });
});

describe("a rate limit pauses the installation", () => {
  it.for([
    { name: "secondary", fault: () => ({ kind: "secondary-limit", retryAfterSeconds: 30 }) as const, waitMs: 30_000 },
    {
      name: "primary",
      fault: () => ({ kind: "primary-limit", resetAt: new Date(app.now().getTime() + 600_000) }) as const,
      waitMs: 600_000,
    },
    { name: "429 without a header", fault: () => ({ kind: "status", status: 429 }) as const, waitMs: 60_000 },
    {
      name: "used up, with a reset that is no time",
      fault: () => ({ kind: "status", status: 403, headers: usedUp }) as const,
      waitMs: 60_000,
    },
    {
      name: "absurdly long",
      fault: () => ({ kind: "secondary-limit", retryAfterSeconds: 1e9 }) as const,
      waitMs: 24 * 3_600_000,
    },
  ])("$name", async ({ fault, waitMs }) => {
    local.faults.next({ ...fault(), route: commentRoute });
    const error = await failure(comment());
    if (!(error instanceof RetryLater)) throw new Error("was not asked to wait", { cause: error });
    const pauseMs = error.retryAt.getTime() - app.now().getTime();
    // GitHub gives the reset in whole seconds.
    expect(Math.abs(pauseMs - waitMs)).toBeLessThan(1000);

    const after = local.requests.mark();
    const other = await app.another();
    for (const paused of [read(), read(other.octokit), comment("again")]) {
      expect(await failure(paused)).toMatchObject({ name: "RetryLater", retryAt: error.retryAt });
    }
    app.advance(pauseMs - 1);
    expect(await failure(read())).toBeInstanceOf(RetryLater);
    expect(local.requests.since(after).all()).toEqual([]);
    app.advance(1);
    await comment("at last");
    expect(await bodies()).toEqual(["at last"]);
  });

  it("for the longest time that was asked for, whatever is asked for later", async () => {
    local.faults.next({ kind: "secondary-limit", retryAfterSeconds: 3000, times: 1 });
    await expect(app.octokit.rest.repos.get({ ...app.at })).rejects.toThrow(RetryLater);
    const other = await app.another();
    const limit = new RequestError("secondary rate limit", 403, {
      request: { method: "GET", url: "https://api.github.com", headers: {} },
    });
    const rules = { installationId: local.installationId, store: other.store, now: other.now };
    const until = await pauseAfter(limit, rules);
    expect(until?.getTime()).toBe(app.now().getTime() + 3_000_000);
  });

  it("and no other installation", async () => {
    const elsewhere = await anotherInstallation();
    local.faults.next({ kind: "secondary-limit", route: commentRoute });
    await failure(comment());
    await comment("from elsewhere", elsewhere);
    expect(await bodies()).toEqual(["from elsewhere"]);
  });

  it("but a 403 for want of a permission does not", async () => {
    local.faults.next({ kind: "status", status: 403, route: commentRoute });
    expect(await failure(comment())).toMatchObject({ status: 403, name: "HttpError" });
    await comment("still here");
    expect(await bodies()).toEqual(["still here"]);
  });

  async function anotherInstallation(): Promise<Octokit> {
    const { data } = await (
      await app.github.app()
    ).rest.apps.createInstallationAccessToken({
      installation_id: local.installationId,
    });
    const other = new GatehouseOctokit({ baseUrl: local.apiUrl, log: silent, authStrategy: undefined });
    const tokens = { get: () => Promise.resolve(data.token), drop: () => undefined };
    const pace = { creationPaceMs: 1000, sleep: () => Promise.resolve() };
    addRequestRules(other, { installationId: 2, tokens, store: app.store, now: app.now, ...pace });
    return other;
  }
});

describe("a token", () => {
  it("serves all requests that begin together", async () => {
    await Promise.all([read(), report("a"), report("b"), comment()]);
    expect(made().tokens()).toHaveLength(1);
  });

  it("that was revoked is replaced, and the refused request is carried out once", async () => {
    await read();
    local.revokeTokens();
    mark = local.requests.mark();
    await comment();
    expect(made().writes()).toMatchObject([{ status: 401 }, { status: 201 }]);
    expect(made().tokens()).toHaveLength(1);
    expect(await bodies()).toEqual(["hello"]);
  });

  it("that is refused although it is new is not asked for over and over", async () => {
    local.faults.next({ kind: "unauthorized", route: commentRoute, times: 5 });
    expect(await failure(comment())).toMatchObject({ status: 401 });
    expect(made().writes()).toHaveLength(2);
  });

  it("is renewed before it expires", async () => {
    await read();
    app.advance(54 * 60_000);
    await read();
    expect(made().tokens()).toHaveLength(1);
    app.advance(2 * 60_000);
    await read();
    expect(made().tokens()).toHaveLength(2);
  });
});
