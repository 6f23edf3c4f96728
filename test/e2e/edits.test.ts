import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana, bea], aliases: [rt], paths: [src/**] }
  docs: { owners: [ana, olga], paths: [docs/**] }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;

interface Row {
  readonly name: string;
  readonly by: "ana" | "eve";
  /** What `ana` wrote. */
  readonly from: string;
  /** What it is changed to; undefined when it is deleted. */
  readonly to?: string;
  /** What the check says in the end. */
  readonly state: string;
  /** Stands in the summary in the end. */
  readonly says?: string;
  /** Of ours; 👍 unless told. */
  readonly reactions?: readonly string[];
  readonly replies?: number;
}

const rows: readonly Row[] = [
  {
    name: "its author corrects a word beside the command",
    by: "ana",
    from: "Goood.\n\n/signoff runtime",
    to: "Good.\n\n/SignOff  RUNTIME",
    state: "success",
    says: "Signed by `ana`",
  },
  {
    name: "somebody else corrects a word beside the command",
    by: "eve",
    from: "Goood.\n\n/signoff runtime",
    to: "Good.\r\n\r\n/signoff runtime",
    state: "success",
    says: "Signed by `ana`",
  },
  {
    name: "T1: its author adds a sign-off",
    by: "ana",
    from: "Let me see.",
    to: "/signoff runtime",
    state: "in_progress",
    says: "not signed",
    reactions: ["confused"],
    replies: 1,
  },
  {
    name: "T1: somebody else adds a sign-off",
    by: "eve",
    from: "Let me see.",
    to: "/signoff runtime",
    state: "in_progress",
    says: "not signed",
    reactions: [],
  },
  {
    name: "T1: somebody else adds a second area to the line",
    by: "eve",
    from: "/signoff runtime",
    to: "/signoff runtime docs",
    state: "action_required",
    says: "was edited by `eve`",
  },
  {
    name: "its author takes the line away",
    by: "ana",
    from: "/signoff rt",
    to: "Not yet.",
    state: "in_progress",
    says: "`ana` took the sign-off back",
  },
  {
    name: "T3: somebody else takes the line away",
    by: "eve",
    from: "/signoff rt",
    to: "Not yet.",
    state: "action_required",
    says: "was edited by `eve`",
  },
  {
    name: "T3: somebody else hides the line in a quote",
    by: "eve",
    from: "/signoff runtime",
    to: "> /signoff runtime",
    state: "action_required",
    says: "was edited by `eve`",
  },
  {
    name: "T2: its author takes a hold away",
    by: "ana",
    from: "/signoff runtime\n/hold waiting for the benchmark",
    to: "/signoff runtime",
    state: "action_required",
    says: "waiting for the benchmark",
  },
  {
    name: "T2: somebody else takes a hold away",
    by: "eve",
    from: "/signoff runtime\n/hold waiting for the benchmark",
    to: "/signoff runtime\n/unhold",
    state: "action_required",
    says: "On hold by `ana`",
  },
  {
    name: "T2: somebody else takes a concern away",
    by: "eve",
    from: "/signoff runtime\n/concern latency -- the canary got slower",
    to: "/signoff runtime\n/resolve latency",
    state: "action_required",
    says: "the canary got slower",
  },
  {
    name: "its author deletes it",
    by: "ana",
    from: "/signoff runtime",
    state: "in_progress",
    says: "`ana` took the sign-off back",
  },
  {
    name: "T3: somebody else deletes it",
    by: "eve",
    from: "/signoff runtime",
    state: "action_required",
    says: "was deleted by `eve`",
  },
  {
    name: "T2: its author deletes it, and it held",
    by: "ana",
    from: "/hold waiting for the benchmark",
    state: "action_required",
    says: "waiting for the benchmark",
  },
  {
    name: "T2: somebody else deletes it, and it held",
    by: "eve",
    from: "/hold waiting for the benchmark",
    state: "action_required",
    says: "waiting for the benchmark",
  },
];

let world: World;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
  await world.github.registerUser("eve", "write");
});
afterAll(() => world.close());

const summary = async (page: PullRequestPage) => (await page.summaries()).join("\n");

async function change(
  page: PullRequestPage,
  id: number,
  { by, to }: { readonly by: string; readonly to: string | undefined },
): Promise<void> {
  if (to === undefined) await page.remove(by, id);
  else await page.edit(by, id, to);
}

describe("a comment that is changed when", () => {
  it.for(rows)("$name → $state", async ({ by, from, to, state, says = "", reactions = ["+1"], replies = 0 }) => {
    const page = await openPage(world);
    const id = await page.say("ana", from);
    await change(page, id, { by, to });
    expect(await page.check()).toMatchObject({ state });
    expect(await summary(page)).toContain(says);
    expect(await page.repliesTo(id)).toHaveLength(replies);
    expect(page.reactions(id)).toEqual(reactions);
  });
});

describe("a change of a comment", () => {
  it("that leaves its commands as they were costs nothing, whoever makes it, also when it is told twice", async () => {
    const page = await openPage(world);
    const id = await page.say("ana", "Goood.\n\n/signoff runtime");
    const mark = world.github.requests.mark();
    await page.edit("ana", id, "Good.\n\n/signoff runtime");
    await page.edit("eve", id, "Very good.\n\n/signoff runtime -- read twice");
    for (const { guid } of deliveriesOf("edited", id)) await world.github.redeliver(guid, 2);
    await world.settled();
    expect(world.github.requests.since(mark).all()).toEqual([]);
  });

  it("that voids a sign-off is healed by a new comment only, and never by changing the old one back", async () => {
    const page = await openPage(world);
    const id = await page.say("ana", "/signoff runtime");
    await page.edit("eve", id, "No.");
    await page.edit("eve", id, "/signoff runtime");
    await page.edit("ana", id, "/signoff runtime -- really");
    expect(await page.check()).toMatchObject({ state: "action_required" });
    await page.say("bea", "/signoff runtime");
    expect(await page.check()).toMatchObject({ state: "success" });
  });

  it("that pins, unpins or does something nobody knows yet is accepted and ignored", async () => {
    const page = await openPage(world);
    const id = await page.say("ana", "/signoff runtime");
    const [created] = deliveriesOf("created", id);
    const mark = world.github.requests.mark();
    for (const action of ["pinned", "unpinned", "minimized", "teleported"]) {
      await world.github.tell("issue_comment", { ...created?.payload, action }, "eve");
    }
    await world.settled();
    expect(world.github.requests.since(mark).all()).toEqual([]);
    expect(world.github.deliveries.all().at(-1)?.status).toBe(200);
    expect(await page.check()).toMatchObject({ state: "success" });
  });
});

describe("when the delivery of the comment comes after that of its change", () => {
  it.for([
    { name: "edited", by: "ana", to: "Not yet.", state: "in_progress", says: "took the sign-off back" },
    { name: "edited", by: "eve", to: "Not yet.", state: "action_required", says: "was edited by `eve`" },
    { name: "deleted", by: "ana", to: undefined, state: "in_progress", says: "took the sign-off back" },
    { name: "deleted", by: "eve", to: undefined, state: "action_required", says: "was deleted by `eve`" },
    { name: "same commands", by: "eve", to: "Yes.\n\n/signoff runtime", state: "success", says: "Signed by `ana`" },
  ] as const)("T44: $by, $name → $state", async ({ by, to, state, says }) => {
    const page = await openPage(world);
    world.github.deliveries.lose(1, ({ event, action }) => event === "issue_comment" && action === "created");
    const id = await page.say("ana", "/signoff runtime");
    await change(page, id, { by, to });
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    for (const { guid } of deliveriesOf("created", id)) await world.github.redeliver(guid, 2);
    await world.settled();
    expect(await page.check()).toMatchObject({ state });
    expect(await summary(page)).toContain(says);
  });

  it("T2: a hold that was deleted meanwhile holds", async () => {
    const page = await openPage(world);
    world.github.deliveries.lose(1, ({ event, action }) => event === "issue_comment" && action === "created");
    const id = await page.say("ana", "/hold");
    await page.remove("eve", id);
    for (const { guid } of deliveriesOf("created", id)) await world.github.redeliver(guid);
    await world.settled();
    expect(await page.check()).toMatchObject({ state: "action_required" });
    expect(await summary(page)).toContain("On hold by `ana`");
  });
});

describe("when the delivery of the change is lost", () => {
  it("T3: the sweep voids a sign-off whose line is gone, and accuses nobody", async () => {
    const page = await openPage(world);
    const id = await page.say("ana", "/signoff runtime");
    world.github.deliveries.lose(1, ({ event, action }) => event === "issue_comment" && action === "edited");
    await page.edit("eve", id, "Not yet.");
    expect(await page.check()).toMatchObject({ state: "success" });
    const { installationId, owner, repo, repositoryId } = world.github;
    const payload = { installationId, owner, repo, repositoryId, number: page.number };
    // What the hourly sweep asks for, pull request by pull request.
    await world.gatehouse.enqueue([{ job: "reconcile-pull-request", payload }]);
    await world.settled();
    expect(await page.check()).toMatchObject({ state: "action_required" });
    expect(await summary(page)).toContain("nobody saw by whom");
    expect(await summary(page)).not.toContain("eve");
  });
});

/** The deliveries about one comment, each once. */
function deliveriesOf(action: string, id: number) {
  const seen = new Map(
    world.github.deliveries
      .all()
      .filter((each) => each.event === "issue_comment" && each.action === action && commentIdOf(each.payload) === id)
      .map((each) => [each.guid, each]),
  );
  return [...seen.values()];
}

function commentIdOf({ comment }: Readonly<Record<string, unknown>>): unknown {
  return typeof comment === "object" && comment !== null && "id" in comment ? comment.id : undefined;
}
