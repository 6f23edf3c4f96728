import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Files } from "../support/github/pusher.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
signoffs: { self: allow, grace: 0s }
areas:
  contracts: { owners: [dan], paths: [docs/architecture/contracts/**, docs/architecture/schemas/**] }
  plans: { owners: [olga], paths: [docs/plans/**] }
pull_request: { require: [title, touched] }
`;

const plan = "docs/plans/003-runtime-node-attach.md";
const payloads = "docs/architecture/contracts/api-payload-contracts.md";
const schema = "docs/architecture/schemas/shared-postgres-schema.md";
const backlog = "docs/backlog.md";

/** A document whose sections are far enough apart to be patched one by one. */
function sections(...texts: readonly string[]): string {
  return texts.map((text, index) => `## ${index + 1}\n\n${text}\n\n\n\n\n\n`).join("");
}

const opened: Files = {
  [plan]: sections("Attach is an insert.", "Migration 0002."),
  [payloads]: sections("clientVersion is a string.", "detach answers 204."),
  [schema]: sections("offline rows may attach again.", "client_version TEXT"),
  [backlog]: "BL-131\n",
};

// A real documentation audit, shortened: one maintainer, a bot that reviews in comments, and after each round a force
// push that rewrites the only commit.
const rounds: readonly {
  readonly why: string;
  readonly changes: Files;
  /** The area that is stale afterwards, with the file that made it so. */
  readonly stale: readonly (readonly [area: string, file: string])[];
}[] = [
  { why: "only the commit message", changes: {}, stale: [] },
  {
    why: "the contract and the plan, after round one",
    changes: {
      [plan]: sections("Attach is an upsert.", "Migration 0002."),
      [payloads]: sections("clientVersion is an EventEnvelopeVersion.", "detach answers 204."),
    },
    stale: [
      ["contracts", payloads],
      ["plans", plan],
    ],
  },
  {
    why: "schema, contract and plan",
    changes: {
      [plan]: sections("Attach is an upsert; revoked rows are refused.", "Migration 0002."),
      [payloads]: sections("clientVersion is an EventEnvelopeVersion.", "detach answers null."),
      [schema]: sections("offline rows may attach again.", "client_version TEXT NOT NULL"),
    },
    stale: [
      ["contracts", payloads],
      ["plans", plan],
    ],
  },
  {
    why: "only the plan, in round two",
    changes: { [plan]: sections("Attach is an upsert; revoked rows are refused.", "Migration 0003.") },
    stale: [["plans", plan]],
  },
  {
    why: "only the contract, in round three",
    changes: { [payloads]: sections("clientVersion is an EventEnvelopeVersion.", "detach answers 200 and null.") },
    stale: [["contracts", payloads]],
  },
  {
    why: "one comment of the schema, in round four",
    changes: { [schema]: sections("revoked rows may not attach again.", "client_version TEXT NOT NULL") },
    stale: [["contracts", schema]],
  },
];

let world: World;
let page: PullRequestPage;
let present: Files = opened;
const heads: string[] = [];

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0, backend: "embedded" });
  await world.github.registerUser("codex[bot]", "read");
  page = await openPage(world, { title: "docs(repo): resolve audit findings", files: opened });
  heads.push(await page.headSha());
});
afterAll(() => world.close());

const summary = async () => (await page.summaries()).join("\n");
const short = (sha: string | undefined) => (sha ?? "").slice(0, 7);

async function signBoth(): Promise<void> {
  await page.say("dan", "/signoff contracts");
  await page.say("olga", "/signoff plans");
}

async function reviewByBot(): Promise<void> {
  await page.review("codex[bot]", { state: "comment", body: "Here are some suggestions.\n\n/signoff contracts plans" });
}

/** The whole change anew as one commit on the base branch, as an amended commit that is pushed by force. */
async function rewrite(changes: Files): Promise<void> {
  present = { ...present, ...changes };
  const files = { ...present, [`.changes/${page.branch}`]: `${page.branch}\n` };
  await world.github.as("dan").push({ branch: page.branch, files, force: true, message: `round ${heads.length}` });
  await world.settled();
  heads.push(await page.headSha());
}

describe("seven heads, six force pushes, five rounds of review", () => {
  it("opens with two areas that wait, which a bot's review does not sign", async () => {
    await reviewByBot();
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    expect(await summary()).not.toContain("codex");
  });

  it("is ready once the maintainer signed the contracts, and says that it was their own", async () => {
    await signBoth();
    expect(await page.check()).toMatchObject({ state: "success" });
    expect(await summary()).toContain("self-signed");
  });

  it.for(rounds)("a force push that changes $why", async ({ changes, stale }) => {
    const before = short(await page.headSha());
    await rewrite(changes);
    const after = short(await page.headSha());
    expect(after).not.toBe(before);
    const said = await summary();
    expect(await page.check()).toMatchObject({ state: stale.length === 0 ? "success" : "action_required" });
    // The area that is not stale, when there is one, was signed at the head before.
    expect(said.includes("carried over")).toBe(stale.length < 2);
    for (const [area, file] of stale) {
      const row = said.split("\n").find((line) => line.startsWith(`| \`${area}\``)) ?? "";
      expect(row).toContain("stale");
      expect(row).toContain(file);
      expect(row).toContain(after);
      expect(row).toContain(`/compare/`);
    }
    await reviewByBot();
    expect(await summary()).toBe(said);
    await signBoth();
    expect(await page.check()).toMatchObject({ state: "success" });
  });

  it("a force push back to an earlier head finds its sign-offs again", async () => {
    expect(new Set(heads).size).toBe(7);
    await page.forcePush(heads[3] ?? "");
    expect(await page.check()).toMatchObject({ state: "success" });
    await page.forcePush(heads[6] ?? "");
    expect(await page.check()).toMatchObject({ state: "success" });
  });

  it("ends with one summary, no reply, and nothing that a late command could change", async () => {
    const before = await summary();
    expect(await page.summaries()).toHaveLength(1);
    const replies = (await world.github.comments(page.number)).filter(({ user }) => user?.login === "gatehouse[bot]");
    expect(replies).toHaveLength(1);
    await world.github.as("dan").merge(page.number);
    await world.settled();
    const late = await page.say("olga", "/unsignoff plans");
    expect(page.reactions(late)).toEqual(["confused"]);
    expect((await page.repliesTo(late)).join("\n")).toContain("closed");
    expect(await summary()).toBe(before);
  });
});
