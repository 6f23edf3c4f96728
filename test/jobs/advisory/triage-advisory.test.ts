import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { repositorySeal } from "../../../src/github/triage/repository-seal.ts";
import { readTriageLedger } from "../../../src/github/triage/triage-ledger.ts";
import { keepQuiet } from "../../../src/github/triage/quiet-advisories.ts";
import { route } from "../../../src/ingest/routing.ts";
import type { Deps } from "../../../src/jobs/deps.ts";
import { foldTriage } from "../../../src/policy/advisory/triage/decision.ts";
import type { TriageState } from "../../../src/policy/advisory/triage/triage-state.ts";
import { renderMarker } from "../../../src/render/advisory/advisory-marker.ts";
import { withNote } from "../../../src/render/advisory/advisory-note.ts";
import { aState, grave, id, reasonWords } from "../../policy/advisory/triage/commands/builders.ts";
import type { Comment } from "../../support/github/shapes.ts";
import { defaultPeople } from "../../support/github/seed.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `version: 1
areas:
  security: { owners: [sara, "@acme/security"], paths: [Cargo.lock] }
  runtime: { owners: [ana], paths: [src/**] }
advisories: { triage: security, ignores: [deny.toml] }
`;
const configPath = ".github/gatehouse.yml";
const people = [
  ...defaultPeople,
  { login: "sara", role: "read" },
  { login: "tess", role: "triage" },
  { login: "tom", role: "triage" },
] as const;

let local: LocalGitHub;
let desk: JobDesk;
let number: number;

beforeAll(async () => {
  const files = { [configPath]: config, "deny.toml": "[advisories]\nignore = []\n" };
  const team = { slug: "security", members: ["tess"] };
  local = await startLocalGitHub({ owner: "acme", people, team, files });
});
afterAll(() => local.close());

beforeEach(async () => {
  local.faults.clear();
  desk = await aJobDesk(local);
  number = await anIssueOfOurs();
});

function bodyOf(advisory: string, state: TriageState): string {
  const seal = repositorySeal(desk.app.github, local.repositoryId);
  return withNote("advisory", `${renderMarker(advisory)}\n\nSomething is locked.`, advisory, state, seal);
}

async function anIssueOfOurs(state: TriageState = aState(), advisory = id, labels: string[] = []): Promise<number> {
  const { owner, repo } = local;
  const issue = { owner, repo, title: "advisory", body: bodyOf(advisory, state), labels };
  return (await desk.app.octokit.rest.issues.create(issue)).data.number;
}

/** Runs the job that the delivery of the comment asks for, by hand, so that a test can count its attempts. */
async function run(comment: Comment, over: Partial<Deps> = {}): Promise<void> {
  await local.settled();
  const delivery = local.deliveries.all().findLast(({ event, payload }) => {
    const told = payload["comment"];
    return (
      event === "issue_comment" && typeof told === "object" && told !== null && "id" in told && told.id === comment.id
    );
  });
  if (delivery === undefined) throw new Error("the comment was not delivered");
  const { event, guid, payload } = delivery;
  const routing = route({ event, id: guid, payload, receivedAt: desk.app.now() }, local.appId);
  const jobs = routing.state === "jobs" ? routing.jobs : [];
  await desk.overlook();
  for (const { job, payload: asked } of jobs.filter(({ job: name }) => name === "triage-advisory")) {
    await desk.run(job, asked, over);
  }
}

async function say(login: string, body: string, where = number, over: Partial<Deps> = {}): Promise<Comment> {
  const comment = await local.as(login).comment(where, body);
  await run(comment, over);
  return comment;
}

const ledger = async (advisory = id) =>
  (await readTriageLedger(desk.app.store, local.repositoryId, [advisory])).get(advisory) ?? [];
const reactions = ({ id: commentId }: Comment) => local.reactions(commentId).map(({ content }) => content);
const replies = async (where = number) =>
  (await local.comments(where))
    .filter(({ performed_via_github_app: app }) => app?.id === local.appId)
    .map(({ body }) => body);
const scans = () => desk.asked.filter(({ job }) => job === "scan-advisories");

const reacting = { method: "POST", route: "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions" } as const;

describe("a triage command on the issue of an advisory", () => {
  it("is recorded, answered by a reaction, and followed by a scan", async () => {
    const comment = await say("dan", `/triage accept-risk ${reasonWords} until 30d`);
    expect(await ledger()).toMatchObject([
      { kind: "accept-risk", id: `${comment.id}/0`, by: { login: "dan" }, reason: reasonWords },
    ]);
    expect(reactions(comment)).toEqual(["+1"]);
    expect(await replies()).toEqual([]);
    const { installationId, owner, repo, repositoryId } = local;
    const payload = { installationId, owner, repo, repositoryId };
    expect(scans()).toEqual([{ job: "scan-advisories", payload, subject: `advisories-${repositoryId}` }]);
  });

  it("is run once, however often its job runs", async () => {
    const comment = await say("dan", "/triage undo\n/triage assign @bea\n/triage undo");
    const mark = local.requests.mark();
    for (let time = 0; time < 2; time += 1) await run(comment);
    expect(local.requests.since(mark).all()).toEqual([]);
    expect((await ledger()).map(({ id: name, kind }) => `${name} ${kind}`)).toEqual([
      `${comment.id}/1 assign`,
      `${comment.id}/2 undo`,
    ]);
    expect(await replies()).toHaveLength(1);
    expect(scans()).toHaveLength(1);
  });

  it.for([
    { what: "the reaction", fault: { ...reacting, kind: "status-after", status: 502 }, scanned: 2 },
    { what: "the issue", fault: { kind: "status", status: 500, method: "GET" }, scanned: 1 },
  ] as const)("that fails at $what is decided by the next attempt, once", async ({ fault, scanned }) => {
    const comment = await local.as("dan").comment(number, "/triage assign bea");
    await local.settled();
    local.faults.next(fault);
    await expect(run(comment)).rejects.toThrow(`${fault.status}`);
    await run(comment);
    expect(await ledger()).toHaveLength(1);
    expect(reactions(comment)).toEqual(["+1"]);
    expect(await replies()).toEqual([]);
    expect(scans()).toHaveLength(scanned);
  });

  it("asks for a scan again when the queue did not take the first request", async () => {
    const comment = await local.as("dan").comment(number, "/advisory rescan");
    const enqueue = () => Promise.reject(new Error("queue down"));
    await expect(run(comment, { enqueue })).rejects.toThrow("queue down");
    expect(scans()).toEqual([]);
    await run(comment);
    expect(scans()).toHaveLength(1);
    expect(await ledger()).toEqual([]);
  });

  it("changes nothing in a dry run, and is still to be done when it is over", async () => {
    const comment = await local.as("dan").comment(number, "/triage assign bea");
    const mark = local.requests.mark();
    await run(comment, { dryRun: true });
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await ledger()).toEqual([]);
    expect(scans()).toEqual([]);
    await run(comment);
    expect(await ledger()).toHaveLength(1);
  });

  it("is answered for help, by anyone, and nothing else happens", async () => {
    const comment = await say("mallory", "/triage");
    const [reply = ""] = await replies();
    expect(reply).toContain("Nothing is decided about `RUSTSEC-2099-0001`. What can be decided about advisories:");
    expect(reply).toContain("- Comment `/triage undo`:");
    expect(reactions(comment)).toEqual(["+1"]);
    expect([await ledger(), scans()]).toEqual([[], []]);
  });
});

describe("who may", () => {
  it.for([
    { who: "somebody who may write", login: "dan", may: true },
    { who: "an owner of the area who may only read", login: "sara", may: true },
    { who: "a member of the team that owns it", login: "tess", may: true },
    { who: "somebody who may label issues, and owns nothing", login: "tom", may: false },
    { who: "a stranger", login: "mallory", may: false },
  ])("$who: $may", async ({ login, may }) => {
    const comment = await say(login, "/triage assign bea");
    expect(reactions(comment)).toEqual([may ? "+1" : "confused"]);
    expect([(await ledger()).length, scans().length, (await replies()).length]).toEqual(may ? [1, 1, 0] : [0, 0, 1]);
  });

  it("a stranger hears who can, once, and calls nobody", async () => {
    await say("mallory", "/triage assign bea");
    const [reply = ""] = await replies();
    expect(reply).toMatch(
      /`mallory` may not decide about advisories here\. Anyone with write permission or an owner of area `security` \(`sara` or `@\u200Bacme\/security`\) can\.$/,
    );
  });

  it("accepting a grave one that an update would end takes two of them", async () => {
    number = await anIssueOfOurs(grave);
    const line = `/triage accept-risk ${reasonWords} until 30d`;
    const first = await say("dan", line);
    expect(foldTriage(await ledger())).toMatchObject({ stance: undefined, awaitsSecond: { by: { login: "dan" } } });
    expect(reactions(first)).toEqual(["+1"]);
    expect(await replies()).toEqual([expect.stringContaining("only when a second person says the same")]);
    await say("mallory", line);
    expect(foldTriage(await ledger()).stance).toBeUndefined();
    await say("sara", line);
    expect(foldTriage(await ledger())).toMatchObject({ stance: { kind: "accept-risk" }, awaitsSecond: undefined });
  });
});

describe("nothing happens, and nothing is said", () => {
  /** Writes to GitHub, what was recorded, and scans that were asked for. */
  async function effectsOf(comment: Comment): Promise<readonly unknown[]> {
    await local.settled();
    const mark = local.requests.mark();
    await run(comment);
    return [...local.requests.since(mark).writes(), ...(await ledger()), ...scans()];
  }

  it("on a normal issue", async () => {
    const issue = await local.as("ana").openIssue({ title: "a question" });
    expect(await effectsOf(await local.as("dan").comment(issue.number, "/triage assign bea"))).toEqual([]);
    expect(
      await effectsOf(await local.as("dan").comment(issue.number, `/triage accept-risk ${id} ${reasonWords}`)),
    ).toEqual([]);
  });

  it("on an issue that somebody wrote in our words", async () => {
    const forged = await local
      .as("mallory")
      .openIssue({ title: "advisory", body: bodyOf(id, aState()), labels: ["advisory"] });
    expect(await effectsOf(await local.as("dan").comment(forged.number, "/triage assign bea"))).toEqual([]);
  });

  it("for a bot, or for what some App posted", async () => {
    const comment = await local.as("dan").commentThroughApp(number, "/triage assign bea");
    const mark = local.requests.mark();
    expect(await effectsOf(comment)).toEqual([]);
    const { installationId, owner, repo, repositoryId } = local;
    const source = { id: comment.id, body: comment.body, at: comment.created_at, viaAppId: null };
    const job = { installationId, owner, repo, repositoryId, number, isPullRequest: false };
    await desk.run("triage-advisory", { ...job, source: { ...source, author: { id: 1, login: "dan", isBot: true } } });
    await desk.run("triage-advisory", { ...job, source: { ...source, author: null } });
    expect(local.requests.since(mark).all()).toEqual([]);
  });

  it("for a repository that has taken over the name of another", async () => {
    const comment = await local.as("dan").comment(number, "/triage assign bea");
    await desk.overlook();
    const { installationId, owner, repo } = local;
    const author = { id: 1, login: "dan", isBot: false };
    const source = { id: comment.id, body: comment.body, at: comment.created_at, author, viaAppId: null };
    const mark = local.requests.mark();
    await desk.run("triage-advisory", {
      installationId,
      owner,
      repo,
      repositoryId: 999,
      number,
      isPullRequest: false,
      source,
    });
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(scans()).toEqual([]);
  });

  it("where the configuration has no advisories", async () => {
    await local.as("olga").push({ files: { [configPath]: "version: 1\n" } });
    expect(await effectsOf(await local.as("dan").comment(number, "/triage assign bea"))).toEqual([]);
    await local.as("olga").push({ files: { [configPath]: config } });
  });
});

describe("is refused with the reason", () => {
  async function refusal(login: string, line: string): Promise<string> {
    const comment = await say(login, line);
    expect(reactions(comment)).toEqual(["confused"]);
    expect([await ledger(), scans()]).toEqual([[], []]);
    return (await replies()).join("\n");
  }

  it("a pull request that is an issue, is not there, or was closed unmerged", async () => {
    const { number: pull } = await local
      .as("dan")
      .openPullRequest({ title: "fix: codec", files: { "src/a.ts": `${number}` } });
    await local.as("dan").close(pull);
    expect(await refusal("dan", `/triage fixed-by #${number}`)).toContain("is no pull request of this repository");
    expect(await refusal("dan", "/triage fixed-by #4000")).toContain("is no pull request of this repository");
    expect(await refusal("dan", `/triage fixed-by #${pull}`)).toContain("was closed without a merge");
  });

  it("somebody who cannot be given the issue", async () => {
    expect(await refusal("dan", "/triage assign @mallory")).toContain("Nobody called `mallory`");
  });

  it("an ignore while a policy file does not parse, and other decisions are taken", async () => {
    await local.as("olga").push({ files: { "deny.toml": "[advisories]\nignore = [\n  oops\n" } });
    expect(await refusal("dan", `/triage not-affected ${reasonWords}`)).toMatch(
      /`deny\.toml` .*\(line 3\), so no ignore can be proposed/,
    );
    await say("dan", `/triage defer until 14d ${reasonWords}`);
    expect(await ledger()).toHaveLength(1);
    await local.as("olga").push({ files: { "deny.toml": "[advisories]\nignore = []\n" } });
  });

  it("a decision on what somebody has changed in our note", async () => {
    const body = bodyOf(id, aState({ kind: "malicious" })).replace("malicious", "notice");
    await local.as("dan").editIssue(number, { body });
    expect(await refusal("dan", `/triage accept-risk ${reasonWords}`)).toContain("Comment `/triage rescan`");
  });

  it("everything, while the configuration cannot be read", async () => {
    await local.as("olga").push({ files: { [configPath]: "version: 7\n" } });
    expect(await refusal("dan", "/triage assign bea")).toContain("gatehouse.yml");
    await local.as("olga").push({ files: { [configPath]: config } });
  });

  it("a flood: thirty comments in an hour are run, one is told, and the rest costs nothing", async () => {
    const first = await say("mallory", "/triage rescan");
    const { installationId, owner, repo, repositoryId } = local;
    const author = { id: first.user?.id, login: "mallory", isBot: false };
    const payload = (commentId: number) => ({
      installationId,
      owner,
      repo,
      repositoryId,
      number,
      isPullRequest: false,
      source: { id: commentId, body: first.body, at: first.created_at, author, viaAppId: null },
    });
    const place = `rate/${repositoryId}/${number}/${author.id}/${Math.floor(Date.parse(first.created_at) / 3_600_000)}`;
    const allowed = Array.from({ length: 30 }, (_, index) => `comment-${index + 1}`);
    await desk.app.store.put(place, { allowed, told: null });
    const over = await local.as("mallory").comment(number, "/triage rescan");
    await desk.overlook();
    await desk.run("triage-advisory", payload(over.id));
    expect((await replies()).at(-1)).toContain("30");
    const mark = local.requests.mark();
    await desk.run("triage-advisory", payload(over.id + 1000));
    expect(local.requests.since(mark).all()).toEqual([]);
  });
});

describe("on a pull request", () => {
  let pull: number;
  let name: string;
  let alias: string;
  beforeEach(async () => {
    const files = { "src/a.ts": `export const from = ${number};\n` };
    ({ number: pull } = await local.as("dan").openPullRequest({ title: `feat: part ${number}`, files }));
    name = `RUSTSEC-2099-${1000 + pull}`;
    alias = `CVE-2099-${1000 + pull}`;
    await anIssueOfOurs(aState({ aliases: [alias] }), name, ["advisory"]);
  });

  it("an advisory of the default branch is named by its id or an alias", async () => {
    await say("dan", `/triage accept-risk ${name} ${reasonWords}\n/triage assign ${alias.toLowerCase()} bea`, pull);
    expect((await ledger(name)).map(({ kind }) => kind)).toEqual(["accept-risk", "assign"]);
    expect(await replies(pull)).toEqual([]);
    expect(scans()).toHaveLength(1);
  });

  it("one that never got an issue can be decided about as well", async () => {
    const quiet = [{ advisory: "RUSTSEC-2099-0005", state: aState({ aliases: [] }) }];
    await keepQuiet(desk.app.store, local.repositoryId, quiet);
    await say("dan", "/triage assign RUSTSEC-2099-0005 bea", pull);
    expect(await ledger("RUSTSEC-2099-0005")).toHaveLength(1);
  });

  it("one that hits no lockfile, or that is not named, is refused", async () => {
    const comment = await say("dan", "/triage assign RUSTSEC-2099-0009 bea\n/triage assign bea", pull);
    expect(reactions(comment)).toEqual(["confused"]);
    const [reply = ""] = await replies(pull);
    expect(reply).toContain("`RUSTSEC-2099-0009` hits no lockfile");
    expect(reply).toContain("Say which advisory is meant");
    expect([await ledger("RUSTSEC-2099-0009"), scans()]).toEqual([[], []]);
  });

  it("other commands of the same comment have their own answer, and neither replaces the other", async () => {
    const comment = await local.as("dan").comment(pull, "/signoff nowhere\n/triage assign bea");
    await desk.settle();
    expect(reactions(comment)).toEqual(["confused"]);
    const said = await replies(pull);
    expect(said.filter((body) => body.includes("`/signoff nowhere`"))).toHaveLength(1);
    expect(said.filter((body) => body.includes("`/triage assign bea`"))).toHaveLength(1);
    expect(said.filter((body) => body.includes("`/signoff nowhere`") && body.includes("`/triage assign bea`"))).toEqual(
      [],
    );
  });

  it("words that another bot may mean are left to it", async () => {
    const comment = await say("dan", "/triage accepted", pull);
    expect([reactions(comment), await replies(pull)]).toEqual([[], []]);
  });
});

it("on an issue of ours that is about no single advisory the id is needed", async () => {
  const report = await anIssueOfOurs(aState(), "report");
  const name = "RUSTSEC-2099-0777";
  await anIssueOfOurs(aState({ aliases: [] }), name, ["advisory"]);
  await say("dan", `/triage assign bea\n/triage assign ${name} bea`, report);
  expect(await ledger(name)).toHaveLength(1);
  expect((await replies(report))[0]).toContain("Say which advisory is meant");
});
