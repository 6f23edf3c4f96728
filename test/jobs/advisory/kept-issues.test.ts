import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Deps } from "../../../src/jobs/deps.ts";
import { findTrackedNumbers } from "../../../src/github/triage/known-numbers.ts";
import { appendTriage } from "../../../src/github/triage/triage-ledger.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";
import { type AdvisoryDesk, anAdvisoryDesk, lockfile, osvRecords, scannedFiles } from "../../support/advisory-desk.ts";

const dayMs = 24 * 3_600_000;
const advisory = "RUSTSEC-2099-0001";
const repaired = lockfile.replaceAll("0.4.11", "0.4.13");

let desk: AdvisoryDesk;
beforeEach(async () => {
  desk = await anAdvisoryDesk();
});
afterEach(() => desk.close());

const states = async () => (await desk.github.issues()).map(({ state }) => state);

async function firstIssue() {
  const [issue] = await desk.github.issues();
  if (issue === undefined) throw new Error("there is no issue");
  return { ...issue, body: issue.body ?? "" };
}

async function writesOf(over: Partial<Deps> = {}): Promise<readonly string[]> {
  const mark = desk.github.requests.mark();
  await desk.scan(over);
  return desk.github.requests
    .since(mark)
    .writes()
    .map(({ route }) => route);
}

/** GitHub as it would be if its answers were changed so. */
function answering(change: (data: Record<string, unknown>) => void): Partial<Deps> {
  const real = desk.deps.github;
  const installation = async (id: number) => {
    const octokit = await real.installation(id);
    octokit.hook.after("request", (answer) => {
      // The issues of an answer are plain records, or a list of them.
      const found = (Array.isArray(answer.data) ? answer.data : [answer.data]) as readonly Record<string, unknown>[];
      for (const each of found) if (each !== null && typeof each === "object" && "title" in each) change(each);
    });
    return octokit;
  };
  return { github: { ...real, installation } };
}

describe("an issue of ours that people have changed", () => {
  it("stays the one of its advisory whatever they make of its text, and closes when that is gone", async () => {
    await desk.scan();
    const edits: readonly ((body: string) => string)[] = [
      (body) => `We look at this elsewhere.\n\n${body}`,
      (body) => body.slice(body.indexOf("\n") + 1),
      (body) => body.replace(advisory, "RUSTSEC-2099-0009"),
      () => "Done.",
    ];
    for (const edit of edits) {
      await desk.github.as("dan").editIssue(1, { body: edit((await firstIssue()).body) });
      desk.advance(dayMs);
      await desk.scan();
      expect(await states()).toEqual(["open"]);
      expect((await firstIssue()).body).toMatch(new RegExp(`^<!-- gatehouse:advisory v1 ${advisory} -->`));
    }
    await desk.github.as("dan").push({ files: { "Cargo.lock": repaired } });
    await desk.scan();
    expect(await states()).toEqual(["closed"]);
  });

  it("keeps its note where it is not met any more, with our first line above what people wrote", async () => {
    await desk.scan();
    await desk.github.as("dan").editIssue(1, { body: `Mine.\n\n${(await firstIssue()).body}` });
    await desk.github.as("dan").push({ files: { "Cargo.lock": repaired } });
    await desk.scan();
    const { body, state } = await firstIssue();
    expect(state).toBe("closed");
    expect(body.split("\n").slice(0, 2)).toEqual([`<!-- gatehouse:advisory v1 ${advisory} -->`, "Mine."]);
    expect(body.match(/gatehouse:advisory v1/g)).toHaveLength(1);
    expect(await writesOf()).toEqual([]);
  });

  it("is not written to when its label has capitals", async () => {
    await desk.scan();
    const capitals = answering((data) => {
      const labels = (data["labels"] ?? []) as readonly { name: string }[]; // As GitHub answers them.
      for (const label of labels) label.name = label.name.replace(/^a/, "A");
    });
    expect(await writesOf(capitals)).toEqual([]);
  });

  it("is not written to when it was moved, to a repository where it has the same number", async () => {
    await desk.scan();
    await desk.github.as("dan").unlabel(1, "advisory");
    const elsewhere = answering((data) => {
      if (data["number"] === 1) data["repository_url"] = "https://api.github.com/repos/other/place";
    });
    // What was opened a moment ago is not opened again, whatever the list says.
    desk.advance(dayMs);
    expect(await writesOf(elsewhere)).toEqual(["POST /repos/{owner}/{repo}/issues"]);
  });
});

describe("two issues of ours about one advisory", () => {
  it("are known by the older one", async () => {
    await desk.scan();
    await desk.github.as("dan").unlabel(1, "advisory");
    const store = createMemoryStore(desk.deps.now);
    await desk.scan({ store });
    expect(await states()).toHaveLength(2);
    await desk.github.as("dan").label(1, "advisory");
    await desk.scan({ store });
    expect([...(await findTrackedNumbers(store, desk.at.repositoryId))]).toEqual([[advisory, 1]]);
  });
});

describe("issues of ours that all lose their label", () => {
  it("are found again, get it back, and are no reason for others", async () => {
    await desk.close();
    const [record] = osvRecords.filter((each) => JSON.stringify(each).includes(`"id":"${advisory}"`));
    const copies = Array.from({ length: 34 }, (_, index) => ({
      ...(typeof record === "object" ? record : {}),
      id: `RUSTSEC-2099-0${300 + index}`,
      aliases: [],
    }));
    const files = { ...scannedFiles, "sub/Cargo.lock": "<<<<<<<" };
    desk = await anAdvisoryDesk({ records: [...osvRecords, ...copies], github: { files } });
    await desk.scan();
    await desk.scan();
    const before = await desk.github.issues();
    expect(before.map(({ title }) => title)).toContainEqual(expect.stringMatching(/^lockfile-unreadable/));
    expect(before.length).toBeGreaterThan(35);
    await Promise.all(before.map(({ number }) => desk.github.as("dan").unlabel(number, "advisory")));
    desk.advance(dayMs);
    await desk.scan();
    const after = await desk.github.issues();
    expect(after.map(({ number }) => number)).toEqual(before.map(({ number }) => number));
    const labelled = after.filter(({ labels }) => labels.some(({ name }) => name === "advisory"));
    expect(labelled).toHaveLength(before.length);
  });
});

describe("somebody whom `/triage assign` names", () => {
  const by = { id: 31, login: "ana" };
  async function assign(id: string, login: string): Promise<void> {
    desk.advance(60_000);
    const entry = { kind: "assign" as const, login, id, by, at: desk.deps.now().toISOString() };
    await appendTriage(desk.store, desk.at.repositoryId, [{ advisory, entry }]);
    desk.advance(60_000);
  }
  const asked = () =>
    desk.github.requests
      .writes()
      .filter(({ route }) => route.endsWith("/assignees"))
      .map(({ body }) => body);

  it("is given the issue, once", async () => {
    await desk.scan();
    await assign("9001/0", "dan");
    await desk.scan();
    await desk.scan();
    expect(asked()).toEqual([{ assignees: ["dan"] }]);
  });

  it("is given an issue that is opened later, instead of the owners of the area", async () => {
    await assign("9001/0", "dan");
    await desk.scan();
    expect(desk.github.requests.writes()[0]?.body).toMatchObject({ assignees: ["dan"] });
    expect(asked()).toEqual([]);
  });

  it.for(["ana", "nobody-of-ours"])("is not asked for: %s has it already, or cannot have it", async (login) => {
    await desk.scan();
    await assign("9001/0", login);
    await desk.scan();
    expect(asked()).toEqual([]);
    expect((await firstIssue()).body).toContain(login);
  });
});

describe("news of a new place", () => {
  it("is another comment when another place came before it and went", async () => {
    await desk.scan();
    const push = (files: Record<string, string>) => desk.github.as("dan").push({ files });
    await push({ "b/Cargo.lock": lockfile });
    await desk.scan();
    await push({ "b/Cargo.lock": repaired });
    await desk.scan();
    await push({ "c/Cargo.lock": lockfile });
    await desk.scan();
    await desk.scan();
    const comments = (await desk.github.comments(1)).map(({ body }) => body);
    expect(comments).toEqual([expect.stringContaining("`b/Cargo.lock`"), expect.stringContaining("`c/Cargo.lock`")]);
  });
});
