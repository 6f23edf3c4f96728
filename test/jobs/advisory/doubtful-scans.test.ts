import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendTriage } from "../../../src/github/triage/triage-ledger.ts";
import { reportAdvisoriesJob } from "../../../src/jobs/advisory/report-advisories.ts";
import { startOsv } from "../../support/osv-server.ts";
import {
  advisoriesConfig,
  type AdvisoryDesk,
  anAdvisoryDesk,
  denyToml,
  lockfile,
  osvRecords,
  osvSourceAt,
} from "../../support/advisory-desk.ts";

const hourMs = 3_600_000;
const ghsa = "GHSA-w2x4-h6j8-p9q3";
const native = "RUSTSEC-2099-0001";

let desk: AdvisoryDesk;
beforeEach(async () => {
  desk = await anAdvisoryDesk({ records: [...osvRecords, twin("RUSTSEC-2099-0200", ["CVE-2099-10001"])] });
});
afterEach(() => desk.close());

/** The same vulnerability under another id. */
function twin(id: string, aliases: readonly string[] = []): unknown {
  const text = JSON.stringify(osvRecords.find((record) => JSON.stringify(record).includes(`"id":"${native}"`)));
  const record: unknown = JSON.parse(text);
  return { ...(typeof record === "object" ? record : {}), id, aliases };
}

async function push(files: Readonly<Record<string, string>>): Promise<void> {
  await desk.github.as("dan").push({ files: { ...files } });
  desk.advance(hourMs);
}

const issues = async () =>
  (await desk.github.issues()).map(({ number, title, state }) => `#${number} ${title}: ${state}`);
const lastComment = async (number = 1) => (await desk.github.comments(number)).at(-1)?.body;

const report = () => reportAdvisoriesJob.run({ ...desk.at, slot: desk.deps.now().toISOString() }, desk.deps);

describe("a policy file that cannot be read", () => {
  it.for([
    { what: "does not parse", text: "[advisories\n" },
    { what: "is too large", text: "# x\n".repeat(70_000) },
  ])(
    "that $what opens no advisory, and is told in an issue of its own until it can be read again",
    async ({ text }) => {
      await push({ "deny.toml": text });
      await desk.scan();
      expect(await issues()).toEqual(["#1 policy-unreadable: deny.toml: open"]);
      expect(desk.messages()).toContain("policy file not readable, issues held back");
      const [issue] = await desk.github.issues();
      expect(issue?.body).toContain(`Held back until then: \`${native}\`, \`RUSTSEC-2099-0200\``);
      const mark = desk.github.requests.mark();
      await desk.scan();
      expect(desk.github.requests.since(mark).writes()).toEqual([]);
      await push({ "deny.toml": denyToml });
      await desk.scan();
      expect((await issues()).filter((one) => one.startsWith("#1"))).toEqual([
        "#1 policy-unreadable: deny.toml: closed",
      ]);
    },
  );

  it("keeps the weekly report open while what has come back is held back", async () => {
    await push({ "Cargo.lock": "version = 4\n", "deny.toml": "[advisories" });
    await desk.scan();
    await report();
    expect(await issues()).toContainEqual(expect.stringMatching(/report of .*: open$/));
    await push({ "Cargo.lock": lockfile });
    await desk.scan();
    desk.advance(7 * 24 * hourMs);
    await report();
    const found = (await desk.github.issues()).find(({ title }) => title.includes("report of"));
    expect(found?.state).toBe("open");
    expect(found?.body).toContain("⏳ **0 open; 0 accepted; 3 held back.**");
  });
});

describe("an advisory that a scan does not meet any more", () => {
  it.for([
    { what: "its lockfile is skipped", rules: "skip: ['*.lock']," },
    { what: "another lockfile is named", rules: "lockfiles: [sub/Cargo.lock]," },
  ])("is not called gone where $what", async ({ rules }) => {
    await desk.scan();
    const config = advisoriesConfig.replace("advisories: {", `advisories: { ${rules}`);
    await push({ ".github/gatehouse.yml": config, "sub/Cargo.lock": "version = 4\n" });
    await desk.scan();
    expect((await desk.github.issues())[0]).toMatchObject({ state: "closed", state_reason: "not_planned" });
    expect(await lastComment()).toContain("➖ No longer scanned: `Cargo.lock`.");
  });

  it("stays open where the lockfiles are given by a glob that matches none, and that is told", async () => {
    await desk.scan();
    const config = advisoriesConfig.replace("advisories: {", "advisories: { lockfiles: ['crates/*/Cargo.lock'],");
    await push({ ".github/gatehouse.yml": config });
    await desk.scan();
    expect(await issues()).toContain("#3 lockfile-unreadable: crates/?/Cargo.lock: open");
    expect((await desk.github.issues())[0]?.state).toBe("open");
  });

  it("stays open where its package comes from git now, and says so once", async () => {
    await desk.scan();
    const registry = "registry+https://github.com/rust-lang/crates.io-index";
    const parts = lockfile.split("[[package]]");
    const moved = parts.map((part) =>
      part.includes('name = "slate-codec"\nversion = "0.4.11"')
        ? part.replace(registry, "git+https://github.com/example/slate-codec#5d2f0c6f3b1f4b8b8f5f0b7a3c9f1e2d4a6b8c0e")
        : part,
    );
    await push({ "Cargo.lock": moved.join("[[package]]") });
    await desk.scan();
    await desk.scan();
    expect((await desk.github.issues())[0]?.state).toBe("open");
    const comments = await desk.github.comments(1);
    expect(comments.map(({ body }) => body)).toEqual([
      expect.stringContaining("looked up nowhere: `slate-codec 0.4.11` in `Cargo.lock`, from git."),
    ]);
  });
});

describe("decisions under an earlier name", () => {
  it("are not lost when the note of the renamed issue is, and count also where they come too late", async () => {
    const github = await startOsv({ records: [twin(ghsa)] });
    const both = await startOsv({ records: [twin(ghsa), twin(native, [ghsa])] });
    const from = (osv: typeof github) => ({ advisories: osvSourceAt(osv, { now: desk.deps.now, store: desk.store }) });
    await desk.scan(from(github));
    await decide("9001/0", { kind: "defer", reason: "first the release", until: "2099-01-01T00:00:00.000Z" });
    await desk.scan(from(github));
    desk.advance(hourMs);
    await desk.scan(from(both));
    expect((await issues())[0]).toContain(native);
    const body = (await desk.github.issues())[0]?.body ?? "";
    await desk.github.as("dan").editIssue(1, { body: body.replace(/<!-- gatehouse:state.*$/m, "") });
    await decide("9002/0", { kind: "severity", rating: "low", reason: "own files only" });
    await desk.scan(from(both));
    const after = (await desk.github.issues())[0]?.body;
    expect(after).toContain("➖ **Deferred**");
    expect(after).toContain("`own files only`");
    await Promise.all([github.close(), both.close()]);
  });

  async function decide(
    id: string,
    what: { kind: "defer"; reason: string; until: string } | { kind: "severity"; rating: "low"; reason: string },
  ): Promise<void> {
    const by = { id: 31, login: "ana" };
    desk.advance(hourMs);
    const entry = { ...what, id, by, at: desk.deps.now().toISOString() };
    await appendTriage(desk.store, desk.at.repositoryId, [{ advisory: ghsa, entry }]);
    desk.advance(hourMs);
  }
});

describe("the removal of an ignore that two advisories share", () => {
  it("names the other one, which nothing else covers", async () => {
    const shared = 'ignore = [\n    { id = "CVE-2099-10001", reason = "own files only; #1" },';
    await desk.scan();
    await push({ "deny.toml": denyToml.replace("ignore = [", shared) });
    await desk.scan();
    desk.advance(hourMs);
    const by = { id: 31, login: "ana" };
    const entry = { kind: "reopen" as const, id: "9001/0", by, at: desk.deps.now().toISOString() };
    await appendTriage(desk.store, desk.at.repositoryId, [{ advisory: native, entry }]);
    desk.advance(hourMs);
    await desk.scan();
    const bodies = desk.github.requests
      .writes()
      .filter(({ route }) => route === "POST /repos/{owner}/{repo}/pulls")
      .map(({ body }) => body);
    expect(bodies).toMatchObject([{ body: expect.stringContaining("**They cover `RUSTSEC-2099-0200` too**") }]);
  });
});
