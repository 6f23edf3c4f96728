import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyEffects } from "../../../src/github/posts/apply.ts";
import type { Effect } from "../../../src/policy/effect.ts";
import { replyMarker } from "../../../src/render/marker.ts";
import { type AppOnGitHub, anAppOn, silent } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;
let headSha: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());

beforeEach(async () => {
  local.faults.clear();
  app = await anAppOn(local);
  opened += 1;
  const pull = { title: `feat: part ${opened}`, files: { [`part-${opened}.txt`]: "new\n" } };
  ({ number, headSha } = await local.as("dan").openPullRequest(pull));
});

async function apply(...effects: readonly Effect[]) {
  const { octokit, store, github, at } = app;
  const mark = local.requests.mark();
  await applyEffects(effects, at, { octokit, store, appId: github.appId, log: silent, dryRun: false });
  return local.requests.since(mark).writes();
}

const labels = async () => (await local.pullRequest(number)).labels.map(({ name }) => name);

describe("a label", () => {
  const label = (isSet: boolean): Effect => ({ kind: "label", number, label: "hold", isSet });

  it("is set, taken off, and set again, whatever we wrote last", async () => {
    await apply(label(true));
    expect(await labels()).toEqual(["hold"]);
    await local.as("olga").unlabel(number, "hold");
    await apply(label(true));
    expect(await labels()).toEqual(["hold"]);
    await apply(label(false));
    expect(await labels()).toEqual([]);
  });

  it("that somebody took off at the same moment is off", async () => {
    await apply(label(false));
    expect(await labels()).toEqual([]);
  });

  it("leaves the other labels alone", async () => {
    await local.as("olga").label(number, "docs");
    await apply(label(true), label(false));
    expect(await labels()).toEqual(["docs"]);
  });
});

describe("a request for a review", () => {
  const askFor = async (login: string): Promise<Effect> => {
    const { id } = await local.account(login);
    return { kind: "review-request", number, headSha, person: { id, login } };
  };

  it("is made once per head and person, also when somebody takes it back", async () => {
    const request = await askFor("ana");
    await apply(request);
    expect(await local.requestedReviewers(number)).toEqual(["ana"]);
    await local.as("dan").unrequestReview(number, "ana");
    expect(await apply(request)).toEqual([]);
    expect(await local.requestedReviewers(number)).toEqual([]);
  });

  it("that GitHub refuses is not tried again, and stops nothing", async () => {
    // Nobody can review what they opened.
    const request = await askFor("dan");
    expect(await apply(request, await askFor("ana"))).toHaveLength(2);
    expect(await apply(request)).toEqual([]);
    expect(await local.requestedReviewers(number)).toEqual(["ana"]);
  });
});

describe("an earlier refusal", () => {
  const source = async () => {
    const { id } = await local.as("ana").comment(number, "/signoff nowhere");
    return { kind: "comment", id } as const;
  };

  it("is folded away once, and no other comment is", async () => {
    const refused = await source();
    const body = `${replyMarker(refused)}\nNo.`;
    await apply({ kind: "reply", number, source: refused, body, isRefusal: true });
    expect(await apply({ kind: "minimize", source: refused })).toMatchObject([{ path: "/graphql" }]);
    expect(await apply({ kind: "minimize", source: refused })).toEqual([]);
    const hidden = (await local.comments(number)).filter(({ id }) => local.isMinimized(id));
    expect(hidden.map((comment) => comment.body)).toEqual([body]);
  });

  it("that was never posted is no reason to ask GitHub", async () => {
    expect(await apply({ kind: "minimize", source: await source() })).toEqual([]);
  });

  it("stays in sight when GitHub does not take it, and nothing fails", async () => {
    const refused = await source();
    await apply({ kind: "reply", number, source: refused, body: replyMarker(refused), isRefusal: true });
    local.faults.next({ kind: "status", status: 502, route: "POST /graphql" });
    await apply({ kind: "minimize", source: refused });
    expect(await apply({ kind: "minimize", source: refused })).toEqual([]);
  });

  it("that somebody deleted is let go", async () => {
    const refused = await source();
    await apply({ kind: "reply", number, source: refused, body: replyMarker(refused), isRefusal: true });
    const ours = (await local.comments(number)).find(({ body }) => body.startsWith(replyMarker(refused)));
    await local.as("olga").deleteComment(ours?.id ?? 0);
    expect(await apply({ kind: "minimize", source: refused })).toEqual([]);
  });
});
