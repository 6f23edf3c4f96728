import { afterEach, describe, expect, it } from "vitest";
import { scanAdvisoriesJob } from "../../../src/jobs/advisory/scan-advisories.ts";
import { findKnownNumbers, findTrackedNumbers } from "../../../src/github/triage/known-numbers.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import type { Store } from "../../../src/store/store.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";
import {
  advisoriesConfig,
  type AdvisoryDesk,
  anAdvisoryDesk,
  denyToml,
  lockfile,
  osvSourceAt,
} from "../../support/advisory-desk.ts";
import { nextSecond } from "../../support/next-second.ts";

const dayMs = 24 * 3_600_000;

const closing: AdvisoryDesk[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((desk) => desk.close()));
});

async function aDesk(...given: Parameters<typeof anAdvisoryDesk>): Promise<AdvisoryDesk> {
  const desk = await anAdvisoryDesk(...given);
  closing.push(desk);
  return desk;
}

function withFiles(part: Readonly<Record<string, string>>): {
  readonly github: { readonly files: Record<string, string> };
} {
  return { github: { files: { "Cargo.lock": lockfile, "deny.toml": denyToml, ...part } } };
}

async function titlesAndStates({ github }: AdvisoryDesk): Promise<readonly string[]> {
  return (await github.issues()).map(({ title, state }) => `${title}: ${state}`);
}

describe("the advisory scan", () => {
  it("opens one issue for the untriaged advisory and none for the ignored one; a second run writes nothing", async () => {
    const desk = await aDesk();
    const { github, scan, lines } = desk;
    await scan();
    const [issue, ...more] = await github.issues();
    expect(more).toEqual([]);
    expect(issue?.title).toBe("advisory: RUSTSEC-2099-0001 in slate-codec (high)");
    expect(issue?.labels.map(({ name }) => name).toSorted()).toEqual(
      ["advisory", "advisory:vulnerability", "needs-triage", "severity:high"].toSorted(),
    );
    expect(github.requests.writes()[0]?.body).toMatchObject({ assignees: ["ana"] });
    expect(issue?.body).toContain("`roadrunner 0.8.0` → `ember-http 1.2.0` → `slate-codec 0.4.11`");
    expect(issue?.body).toContain("cargo update -p slate-codec@0.4.11 --precise 0.4.13");
    expect(issue?.body).toContain("1 from git: `gauge-board 0.3.0`");
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: "advisory scan done",
        quiet: [{ advisory: "RUSTSEC-2099-0002", kind: "ignored-from-the-start" }],
      }),
    );

    const mark = github.requests.mark();
    const asked = desk.osv.requests.length;
    await scan();
    expect(github.requests.since(mark).writes()).toEqual([]);
    expect(desk.osv.requests.slice(asked).map(({ path }) => path)).toEqual(["/v1/querybatch"]);
    expect(await github.issues()).toHaveLength(1);
  });

  it("rewrites the issue without a comment when another affected version is locked, and leaves labels to people", async () => {
    const { github, scan } = await aDesk();
    await scan();
    await github.as("dan").unlabel(1, "needs-triage");
    await github.as("dan").push({ files: { "Cargo.lock": lockfile.replaceAll("0.4.11", "0.4.12") } });
    const mark = github.requests.mark();
    await scan();
    const writes = github.requests.since(mark).writes();
    expect(writes.map(({ route }) => route)).toEqual(["PATCH /repos/{owner}/{repo}/issues/{issue_number}"]);
    expect(writes[0]?.body).not.toHaveProperty("labels");
    expect((await github.issues())[0]?.body).toContain("cargo update -p slate-codec@0.4.12 --precise 0.4.13");
  });

  it("closes the issue with the commit that proves it, opens it again when it is back, and each once", async () => {
    const desk = await aDesk();
    const { github, scan } = desk;
    await scan();
    const fixed = await github.as("dan").push({ files: { "Cargo.lock": lockfile.replaceAll("0.4.11", "0.4.13") } });
    await scan();
    await scan();
    expect(await titlesAndStates(desk)).toEqual(["advisory: RUSTSEC-2099-0001 in slate-codec (high): closed"]);
    // A pull request names only what is open, and the next scan has to find all of them.
    const { repositoryId } = desk.at;
    expect([...(await findTrackedNumbers(desk.store, repositoryId))]).toEqual([]);
    expect([...(await findKnownNumbers(desk.store, repositoryId)).keys()]).toEqual([1]);
    const back = await github.as("dan").push({ files: { "Cargo.lock": lockfile } });
    await scan();
    await scan();
    expect(await titlesAndStates(desk)).toEqual(["advisory: RUSTSEC-2099-0001 in slate-codec (high): open"]);
    expect([...(await findTrackedNumbers(desk.store, repositoryId))]).toEqual([["RUSTSEC-2099-0001", 1]]);
    const comments = (await github.comments(1)).map(({ body }) => body);
    expect(comments).toHaveLength(2);
    expect(comments[0]).toContain(fixed.slice(0, 7));
    expect(comments[1]).toContain(back.slice(0, 7));
  });

  it("keeps an accepted risk open with its label, and takes the label off when the ignore goes", async () => {
    const desk = await aDesk();
    const { github, scan } = desk;
    const accepted = denyToml.replace(
      "ignore = [",
      'ignore = [\n    { id = "RUSTSEC-2099-0001", reason = "not reachable here; until 2099-06-01; #1" },',
    );
    await scan();
    await github.as("dan").push({ files: { "deny.toml": accepted } });
    await scan();
    expect((await github.issues())[0]?.labels.map(({ name }) => name)).toContain("advisory:accepted");
    expect(await titlesAndStates(desk)).toEqual(["advisory: RUSTSEC-2099-0001 in slate-codec (high): open"]);
    await github.as("dan").push({ files: { "deny.toml": denyToml } });
    await scan();
    expect((await github.issues())[0]?.labels.map(({ name }) => name)).not.toContain("advisory:accepted");
  });

  it("reminds once when the time to decide is nearly over, once when it is over, and not twice after a restart", async () => {
    const desk = await aDesk();
    const { github, scan, advance } = desk;
    await scan();
    advance(1.6 * dayMs);
    await scan();
    await scan();
    expect(await github.comments(1)).toHaveLength(1);
    advance(0.5 * dayMs);
    await scan();
    // The note in the issue remembers it, when nothing else does.
    const store = createMemoryStore(desk.deps.now);
    await scan({ store, advisories: osvSourceAt(desk.osv, { now: desk.deps.now, store }) });
    const comments = (await github.comments(1)).map(({ body }) => body);
    expect(comments).toHaveLength(2);
    expect(comments[1]).toContain("@ana");
    expect((await github.issues())[0]?.labels.map(({ name }) => name)).toContain("sla:breached");
  });

  it("opens an issue again that a person closed although it stands, and only once", async () => {
    const desk = await aDesk();
    const { github, scan, advance } = desk;
    await scan();
    await github.as("dan").close(1);
    await scan();
    expect((await github.issues()).map(({ state }) => state)).toEqual(["open"]);
    // GitHub's times are whole seconds.
    await nextSecond();
    advance(1000);
    await github.as("dan").close(1);
    await scan();
    await scan();
    expect((await github.issues()).map(({ state }) => state)).toEqual(["closed"]);
  });

  it("finds an issue again whose label somebody took off, and opens no other", async () => {
    const { github, scan } = await aDesk();
    await scan();
    await github.as("dan").unlabel(1, "advisory");
    await scan();
    expect(await github.issues()).toHaveLength(1);
    await github.as("dan").push({ files: { "Cargo.lock": lockfile.replaceAll("0.4.11", "0.4.13") } });
    await scan();
    await github.as("dan").unlabel(1, "advisory");
    await github.as("dan").push({ files: { "Cargo.lock": lockfile } });
    await scan();
    expect((await github.issues()).map(({ state }) => state)).toEqual(["open"]);
  });

  it("does not believe an issue that somebody else wrote with our marker", async () => {
    const { github, scan } = await aDesk();
    const body = "<!-- gatehouse:advisory v1 RUSTSEC-2099-0001 -->\n\nnothing to see here";
    await github.as("dan").openIssue({ title: "advisory", body, labels: ["advisory"] });
    await scan();
    expect(await github.issues()).toHaveLength(2);
  });

  it("says the plan and writes nothing in a dry run", async () => {
    const { github, scan, lines } = await aDesk();
    await scan({ dryRun: true });
    expect(await github.issues()).toEqual([]);
    expect(github.requests.writes()).toEqual([]);
    const events = [{ advisory: "RUSTSEC-2099-0001", kind: "open" }];
    expect(lines).toContainEqual(expect.objectContaining({ msg: "advisory scan planned", events }));
  });

  it("does not scan a repository that has taken over the name of another", async () => {
    const { github, deps, at, messages } = await aDesk();
    await scanAdvisoriesJob.run({ ...at, repositoryId: at.repositoryId + 1 }, deps);
    expect(await github.issues()).toEqual([]);
    expect(messages()).toEqual(["advisory scan skipped"]);
  });
});

describe("an advisory scan that meets trouble", () => {
  it("finds the issue of a run whose answer was lost", async () => {
    const { github, scan, store } = await aDesk();
    github.faults.next({ method: "POST", route: "/repos/{owner}/{repo}/issues", kind: "drop-after" });
    await expect(scan()).rejects.toThrow(/fetch failed|other side closed|socket/i);
    await scan({ store });
    expect(await github.issues()).toHaveLength(1);
  });

  it("opens one issue when two processes scan at once", async () => {
    const { github, scan, store } = await aDesk();
    const mark = github.requests.mark();
    // Both have listed the issues before either of them opens one.
    let arrived = 0;
    let meet = (): void => undefined;
    const met = new Promise<void>((resolve) => (meet = resolve));
    const slow: Store = {
      ...store,
      putIfAbsent: async (key, ...rest) => {
        if (!key.startsWith("advisory-issue/")) return store.putIfAbsent(key, ...rest);
        arrived += 1;
        if (arrived === 2) meet();
        await met;
        return store.putIfAbsent(key, ...rest);
      },
    };
    const first = scan({ store: slow });
    meet();
    await Promise.allSettled([first, scan({ store: slow })]);
    await scan({ store: slow });
    const creations = github.requests
      .since(mark)
      .writes()
      .filter(({ route }) => route.endsWith("/issues"));
    expect(creations).toHaveLength(1);
  });

  it.for([
    { what: "that was refused", fault: { kind: "status", status: 422 }, runs: ["fails", "1 issues"] },
    { what: "without an answer", fault: { kind: "drop" }, runs: ["fails", "waits 300 s", "1 issues"] },
  ] as const)("an issue $what is opened in the end: $runs", async ({ fault, runs }) => {
    const { github, scan, advance, deps } = await aDesk();
    const run = async () => {
      try {
        await scan();
        return `${(await github.issues()).length} issues`;
      } catch (error) {
        if (!(error instanceof RetryLater)) return "fails";
        const waitMs = error.retryAt.getTime() - deps.now().getTime();
        advance(waitMs);
        return `waits ${waitMs / 1000} s`;
      }
    };
    github.faults.next({ method: "POST", route: "/repos/{owner}/{repo}/issues", ...fault });
    const outcomes: string[] = [];
    while (outcomes.length < runs.length) outcomes.push(await run());
    expect(outcomes).toEqual(runs);
  });

  it("writes a comment once when the run dies before the issue was changed", async () => {
    const { github, scan } = await aDesk();
    await scan();
    await github.as("dan").push({ files: { "Cargo.lock": lockfile.replaceAll("0.4.11", "0.4.13") } });
    github.faults.next({
      method: "PATCH",
      route: "/repos/{owner}/{repo}/issues/{issue_number}",
      kind: "status",
      status: 500,
    });
    await expect(scan()).rejects.toThrow("500");
    await scan();
    expect(await github.comments(1)).toHaveLength(1);
    expect((await github.issues()).map(({ state }) => state)).toEqual(["closed"]);
  });

  it.for([
    { why: "no configuration at all", part: {}, says: undefined },
    { why: "a configuration without advisories", part: { ".github/gatehouse.yml": "version: 1\n" }, says: undefined },
    {
      why: "a broken configuration",
      part: { ".github/gatehouse.yml": "version: 7\n" },
      says: "advisory scan skipped: no usable configuration",
    },
    {
      why: "a branch that is not there",
      part: { ".github/gatehouse.yml": "version: 1\nadvisories: { branch: trunk }\n" },
      says: "advisory scan skipped: there is no such branch",
    },
  ])("opens nothing with $why", async ({ part, says }) => {
    const { github, scan, messages } = await aDesk(withFiles(part));
    await scan();
    expect(await github.issues()).toEqual([]);
    expect(github.requests.writes()).toEqual([]);
    expect(messages().includes(says) || says === undefined).toBe(true);
    expect(messages().length > 0).toBe(says !== undefined);
  });

  it.for([
    { what: "is cut off", text: lockfile.slice(0, 400) },
    { what: "holds conflict markers", text: `<<<<<<< HEAD\n${lockfile}` },
    { what: "is empty", text: "" },
    { what: "is of a version that is not known", text: lockfile.replace("version = 4", "version = 9") },
  ])("a lockfile that $what is an issue of its own, stops no other, and closes nothing", async ({ text }) => {
    const desk = await aDesk({
      github: {
        files: { "Cargo.lock": lockfile, "tools/Cargo.lock": lockfile, ".github/gatehouse.yml": advisoriesConfig },
      },
    });
    const { github, scan } = desk;
    await scan();
    const before = (await github.issues()).length;
    // Both advisories of the lockfile at the root would be gone, if it could be believed.
    await github.as("dan").push({ files: { "Cargo.lock": text, "tools/Cargo.lock": null } });
    await scan();
    const issues = await github.issues();
    expect(issues.filter(({ state }) => state === "closed")).toEqual([]);
    expect(issues).toHaveLength(before + 1);
    expect(issues.at(-1)?.title).toMatch(/lockfile/i);
    await scan();
    expect(await github.issues()).toHaveLength(before + 1);
    await github.as("dan").push({ files: { "Cargo.lock": lockfile } });
    await scan();
    expect((await github.issues()).filter(({ state }) => state === "closed").map(({ title }) => title)).toEqual([
      issues.at(-1)?.title,
    ]);
  });

  it("closes nothing while no source answers, tries again in an hour, and calls for help the third time", async () => {
    const { github, osv, scan, asked, lines, at, deps, advance } = await aDesk();
    await scan();
    await github.as("dan").push({ files: { "Cargo.lock": lockfile.replaceAll("0.4.11", "0.4.13") } });
    const mark = github.requests.mark();
    for (let run = 0; run < 3; run += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1)
        osv.faults.push({ on: "querybatch", kind: "status", status: 503 });
      await scan();
      advance(3_600_000);
    }
    expect(github.requests.since(mark).writes()).toEqual([]);
    const later = { job: "scan-advisories", payload: at, subject: `advisories-later-${at.repositoryId}` };
    expect(asked).toEqual(Array.from({ length: 3 }, () => ({ ...later, delayMs: 3_600_000 })));
    const silences = lines.filter(({ msg }) => msg === "advisory scan incomplete: no source of advisories answers");
    expect(silences.map(({ level }) => level)).toEqual([40, 40, 50]);
    await scanAdvisoriesJob.run(at, deps);
    expect((await github.issues()).map(({ state }) => state)).toEqual(["closed"]);
  });

  it("keeps its place in the queue when GitHub asks to wait", async () => {
    const { github, scan } = await aDesk();
    github.faults.next({
      method: "POST",
      route: "/repos/{owner}/{repo}/issues",
      kind: "status",
      status: 429,
      headers: { "retry-after": "60" },
    });
    await expect(scan()).rejects.toThrow(RetryLater);
    expect(await github.issues()).toEqual([]);
  });
});
