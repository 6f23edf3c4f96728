import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSeal } from "../../src/github/client/seal.ts";
import { repositorySeal } from "../../src/github/triage/repository-seal.ts";
import { parseAdvisoryNote } from "../../src/render/advisory/advisory-note.ts";
import { advisoriesConfig, denyToml, lockfile, scannedFiles } from "../support/advisory-desk.ts";
import { nextSecond } from "../support/next-second.ts";
import { writesOfReplay } from "../support/replay.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `${advisoriesConfig}notify: { advisories: announcements }\n`;
const fixed = lockfile.replaceAll("0.4.11", "0.4.13");

let world: World;

// One advisory from the scan that meets it to the lockfile without it, and once more, in order.
beforeAll(async () => {
  const advisory: unknown = JSON.parse(readFileSync("test/fixtures/osv/RUSTSEC-2099-0001.json", "utf8"));
  world = await startWorld({ files: scannedFiles, config, advisories: [advisory], creationPaceMs: 0 });
});
afterAll(() => world.close());

async function scan(): Promise<void> {
  const { installationId, owner, repo, repositoryId } = world.github;
  await world.gatehouse.enqueue([{ job: "scan-advisories", payload: { installationId, owner, repo, repositoryId } }]);
  await world.settled();
}

async function issue() {
  const [found] = (await world.github.issues()).filter(({ title }) => title.startsWith("advisory: "));
  if (found === undefined) throw new Error("there is no advisory issue");
  const body = found.body ?? "";
  const { privateKey, repositoryId } = world.github;
  const seal = repositorySeal({ seal: createSeal(privateKey) }, repositoryId);
  const proposal = parseAdvisoryNote(found.title, body, seal)?.state?.proposal ?? undefined;
  return { number: found.number, state: found.state, body, labels: found.labels.map(({ name }) => name), proposal };
}

/** What the chat was told, oldest first. */
function told(): readonly (string | undefined)[] {
  return world.discord.messages("announcements").map(({ embeds }) => embeds[0]?.title);
}

const news = "RUSTSEC-2099-0001 in slate-codec (high)";

function openings(): number {
  return world.github.requests.writes().filter(({ route }) => route === "POST /repos/{owner}/{repo}/pulls").length;
}

describe("the life of an advisory", () => {
  it("begins with an issue, which asks for a decision", async () => {
    await scan();
    expect((await issue()).body).toContain("Nobody has decided about it yet");
    expect(openings()).toBe(0);
  });

  it("is told to the chat, once", async () => {
    expect(told()).toEqual([news]);
    await scan();
    expect(told()).toEqual([news]);
  });

  it("is not decided by a bystander", async () => {
    const { number } = await issue();
    const { id } = await world.github
      .as("mallory")
      .comment(number, "/triage accept-risk nothing to see here, move along");
    await world.settled();
    expect(world.github.reactions(id).map(({ content }) => content)).toEqual(["confused"]);
    expect(openings()).toBe(0);
    expect((await issue()).body).toContain("Nobody has decided about it yet");
  });

  it("is accepted by an owner's comment: a pull request documents it, and the issue says who decided", async () => {
    const { number } = await issue();
    const text = "/triage accept-risk the codec only reads our own frames until 90d";
    const { id } = await world.github.as("ana").comment(number, text);
    await world.settled();
    expect(world.github.reactions(id).map(({ content }) => content)).toEqual(["+1"]);
    const { proposal = 0, body } = await issue();
    const { title } = await world.github.pullRequest(proposal);
    expect(title).toBe("chore(security): accept RUSTSEC-2099-0001 in slate-codec");
    expect(openings()).toBe(1);
    expect(body).toContain("the codec only reads our own frames");
    // It counts when it is merged, and not before.
    expect((await issue()).labels).not.toContain("advisory:accepted");
  });

  it("writes nothing when all of it is delivered again", async () => {
    expect((await writesOfReplay(world)).map(({ route }) => route)).toEqual([]);
    const mark = world.github.requests.mark();
    await scan();
    expect(
      world.github.requests
        .since(mark)
        .writes()
        .map(({ route }) => route),
    ).toEqual([]);
  });

  it("stays open as a reminder once the pull request is merged", async () => {
    const { proposal = 0 } = await issue();
    await world.github.as("dan").merge(proposal);
    await world.settled();
    expect((await issue()).labels).toContain("advisory:accepted");
    expect((await issue()).state).toBe("open");
  });

  it("ends with the push that brings the version without it, and nobody has to scan", async () => {
    await world.github.as("dan").push({ files: { "Cargo.lock": fixed } });
    await world.settled();
    expect((await issue()).state).toBe("closed");
    expect(openings()).toBe(1);
    expect(told()).toEqual([news]);
  });

  it("begins again in the same issue when the version is back without its ignore, and is news again", async () => {
    await world.github.as("dan").push({ files: { "Cargo.lock": lockfile, "deny.toml": denyToml } });
    await world.settled();
    const { state, body, labels } = await issue();
    expect([state, labels.includes("advisory:accepted")]).toEqual(["open", false]);
    expect(body).toContain("Nobody has decided since it came back or its ignore ended.");
    expect(told()).toEqual([news, news]);
  });

  it("is said to be fixed by a pull request, whose merge proves it", async () => {
    const { number } = await issue();
    // GitHub's times are whole seconds, and only what is said after it came back counts.
    await nextSecond();
    const fix = await world.github.as("dan").openPullRequest({ title: "fix: move on", files: { "Cargo.lock": fixed } });
    await world.github.as("ana").comment(number, `/triage fixed-by #${fix.number}`);
    await world.settled();
    expect((await issue()).body).toContain(`\`ana\` says that #${fix.number} fixes it.`);
    await world.github.as("dan").merge(fix.number);
    await world.settled();
    expect((await issue()).state).toBe("closed");
    const comments = (await world.github.comments(number)).map(({ body }) => body);
    expect(comments.at(-1)).toContain(`(#${fix.number}), the first scanned commit whose lockfiles are free of it.`);
    expect(comments.filter((body) => body.includes("✅ Gone since"))).toHaveLength(2);
  });

  it("has left one issue, two news and nothing to do", async () => {
    const mark = world.github.requests.mark();
    await scan();
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect((await world.github.issues()).filter(({ title }) => title.startsWith("advisory: "))).toHaveLength(1);
    expect(told()).toEqual([news, news]);
  });
});
