import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gateLine } from "../support/gate-line.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { writesOfReplay } from "../support/replay.ts";
import { startWorld, type World } from "../support/world.ts";

const config = String.raw`version: 1
areas:
  plans: { owners: [ana], paths: [docs/plans/**] }
signoffs: { grace: 0s }
gates:
  pins: { pinned: [.github/workflows/**], comment: version }
  links: { patterns: [{ in: added_lines, paths: [docs/**], forbid: 'PR #\d+', say: Such numbers do not last }] }
  phases: { area: plans, patterns: [{ in: added_lines, paths: [docs/**], find: '^### Phase \d+', needs: decision }] }
  test-plan: { patterns: [{ in: body, require: '^## Test plan' }] }
  changelog: { changes: { if: [src/**], then: [CHANGELOG.md] } }
  blockers: { issues: { label: P0, open: 0 } }
  tier-before: { tag: "audit-<tier.previous>-done" }
pull_request:
  require:
    - pins
    - links
    - phases
    - { test-plan: { when: { paths: [docs/plans/**] } } }
    - { blockers: { when: { labels: [release] } } }
  advise: [changelog]
programs:
  audit:
    sequence: tier
    when: { title: "docs: audit tier <tier>" }
    require: [tier-before]
`;
// Whose changes must come with an entry in the changelog, and nothing else.
const strict = config.replace(/require:\n[^]*advise: \[changelog\]/, "require: [changelog]");
const elsewhere = config.replace("pull_request:\n", "pull_request:\n  base: [main]\n");
const locked = `version: 1
advisories: { lockfiles: [Cargo.lock], ignores: [deny.toml] }
gates:
  introduced: { advisories: introduced }
  reasons: { ignores: { need: [reason] } }
pull_request: { require: [introduced, reasons] }
`;
// Whose sign-off accepts what a pull request accepts itself. No file of the area is a lockfile or names ignores.
const guarded = `version: 1
areas: { security: { owners: [ana, dan], paths: [src/auth/**] } }
signoffs: { grace: 0s }
advisories: { triage: security }
gates: { introduced: { advisories: introduced, fail_on: { unmaintained: direct } } }
pull_request: { require: [introduced] }
`;

let world: World;
let page: PullRequestPage;

beforeAll(async () => {
  const files = { "Cargo.lock": lockfile("clockwork@0.2.0"), "deny.toml": deny() };
  const advisories = [anAdvisory("RUSTSEC-2099-0001", "slate-codec"), anAdvisory("RUSTSEC-2099-0002", "ember-http")];
  world = await startWorld({ config, files, advisories, creationPaceMs: 0 });
  const olga = world.github.as("olga");
  for (const [branch, text] of Object.entries({ strict, elsewhere, locked, guarded })) {
    await olga.push({ branch, files: { ".github/gatehouse.yml": text } });
  }
});
afterAll(() => world.close());

const state = async () => (await page.check())?.state;
const line = (gate: string) => gateLine(page, gate);

/** What the composite points at in the files: "path:line level gate". */
async function marks(): Promise<readonly string[]> {
  const { github } = world;
  const run = (await github.checkRuns(await page.headSha())).find(({ name }) => name === "gatehouse");
  const annotations = run === undefined ? [] : await github.annotations(run.id);
  return annotations.map((each) => `${each.path}:${each.start_line} ${each.annotation_level} ${each.title}`).toSorted();
}

/** Which of these were asked for while something was done. */
async function askedFor(pattern: RegExp, work: () => Promise<unknown>): Promise<readonly string[]> {
  const mark = world.github.requests.mark();
  await work();
  const paths = world.github.requests
    .since(mark)
    .reads()
    .map(({ path }) => path);
  return paths.filter((path) => pattern.test(path) && !path.endsWith("gatehouse.yml"));
}

async function describeAs(body: string): Promise<void> {
  await world.github.as("dan").setBody(page.number, body);
  await world.settled();
}

async function retitle(title: string): Promise<void> {
  await world.github.as("dan").setTitle(page.number, title);
  await world.settled();
}

describe("actions of workflows", () => {
  const path = ".github/workflows/ci.yml";
  const sha = "11bd71901bbe5b1630ceea73d27597364c9af683";
  const workflow = (checkout: string, node: string) => `name: ci
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${checkout}
      - uses: actions/setup-node@${node}
      - uses: ./.github/actions/build
`;

  it("that are not pinned fail at their lines, until they are, and again when one is not", async () => {
    page = await openPage(world, { title: "ci: build", files: { [path]: workflow("v4", sha) } });
    expect(await state()).toBe("failure");
    expect(await line("pins")).toContain("Uses that are not pinned as they must be: 2 of 3");
    expect(await marks()).toEqual([`${path}:7 failure pins`, `${path}:8 failure pins`]);

    await page.push({ [path]: workflow(`${sha} # v4.2.2`, `${sha} # v6.1.0`) });
    expect(await state()).toBe("success");
    expect(await marks()).toEqual([]);

    await page.push({ [path]: workflow("main", `${sha} # v6.1.0`) });
    expect(await state()).toBe("failure");
    expect(await marks()).toEqual([`${path}:7 failure pins`]);
  });
});

describe("patterns", () => {
  const path = "docs/plans/next.md";

  it("mark the lines, hear of an edited description, and let an owner decide what they found", async () => {
    const files = { [path]: "# Next\n\nAs PR #12 has it.\n\n### Phase 2\n" };
    page = await openPage(world, { title: "docs: plan", files });
    expect(await state()).toBe("failure");
    expect(await line("links")).toContain(`\`Such numbers do not last\`.`);
    expect(await line("links")).toContain(`\`${path}:3\``);
    expect(await line("phases")).toContain("⏳ waits for a person");
    expect(await line("test-plan")).toContain("The description does not match");
    expect(await marks()).toEqual([`${path}:3 failure links`, `${path}:5 warning phases`]);

    await describeAs("## Test plan\n\nRead it.");
    expect(await line("test-plan")).toContain("✅ holds");
    await page.push({ [path]: "# Next\n\nAs was decided.\n\n### Phase 2\n" });
    expect(await state()).toBe("in_progress");
    expect(await marks()).toEqual([`${path}:5 warning phases`]);

    await page.say("dan", "/waive phases until 1d -- it is my plan");
    expect(await state()).toBe("in_progress");
    await page.say("ana", "/waive phases until 1d -- one more phase is right");
    expect(await state()).toBe("success");
    expect(await line("phases")).toContain("Waived by `ana` until");
    expect(await marks()).toEqual([]);

    await describeAs("Never mind.");
    expect(await state()).toBe("failure");
  });
});

describe("a gate that goes by what else is there", () => {
  it("fails when files change alone, until the others change too", async () => {
    page = await openPage(world, { base: "strict" });
    expect(await state()).toBe("failure");
    expect(await line("changelog")).toContain("`src/runtime/start.ts` changed, and nothing in `CHANGELOG.md` did");
    await page.push({ "CHANGELOG.md": "- It starts faster.\n" });
    expect(await state()).toBe("success");
    await page.push({ "CHANGELOG.md": null });
    expect(await state()).toBe("failure");
  });

  it("never blocks where it is only advised", async () => {
    page = await openPage(world);
    expect(await line("changelog")).toContain("❌ fails (advisory, never blocks)");
    expect(await state()).toBe("success");
  });

  it("costs no request where its use does not apply, and begins and ends with the label", async () => {
    const { github } = world;
    const asked = await askedFor(/\/(?:issues|labels|contents|artifacts|check-runs)(?:$|\/[^0-9]|\?)/, async () => {
      page = await openPage(world, { files: { "notes.txt": "Notes.\n" } });
    });
    expect(asked).toEqual([]);
    expect(await state()).toBe("success");
    expect(await line("blockers")).toContain("➖ not applicable | It applies only with `the label release`");
    expect(await line("test-plan")).toContain("It applies only with `a change of docs/plans/**`");

    await github.as("dan").label(page.number, "release");
    await world.settled();
    expect(await state()).toBe("action_required");
    expect(await line("blockers")).toContain("The repository has no label `P0`");
    await github.as("dan").unlabel(page.number, "release");
    await world.settled();
    expect(await state()).toBe("success");
  });
});

describe("a program", () => {
  it("has its gates by the title, with the number before the title's own", async () => {
    const { github } = world;
    page = await openPage(world, { title: "docs: audit tier 3", files: { "audit.txt": "Audited.\n" } });
    expect(await state()).toBe("failure");
    expect(await line("tier-before")).toContain("There is no tag `audit-2-done`");
    await retitle("docs: audit tier three");
    expect(await state()).toBe("action_required");
    expect(await line("tier-before")).toContain("`three` in the title is no whole number");
    await retitle("docs: audit tier 1");
    expect(await state()).toBe("success");
    expect(await line("tier-before")).toContain("there is none before it");
    await retitle("docs: something else");
    expect(await state()).toBe("success");
    expect(await line("tier-before")).toBe("");

    await retitle("docs: audit tier 3");
    expect(await state()).toBe("failure");
    const tip = await github.as("olga").push({ files: { "a.txt": "a\n" } });
    await github.as("olga").annotatedTag("audit-1-done", tip);
    await github.as("olga").annotatedTag("audit-2-done", tip);
    await world.settled();
    expect(await state()).toBe("success");
    expect(await line("tier-before")).toContain("The tag `audit-2-done` is at");
  });
});

it("a base branch that the gates are not for has a success in words, and no summary", async () => {
  page = await openPage(world, { base: "elsewhere", title: "No Convention", files: { "docs/a.md": "PR #1\n" } });
  expect(await page.check()).toMatchObject({ state: "success", title: "✅ No gate is required here" });
  expect(await page.summaries()).toEqual([]);
});

describe("a lockfile", () => {
  it("that brings an advisory fails, and one that does not asks nobody", async () => {
    const { osv } = world;
    page = await openPage(world, { base: "locked", files: { "notes.txt": "Locked.\n" } });
    expect(await state()).toBe("success");
    expect(osv.requests).toEqual([]);
    await page.push({ "Cargo.lock": lockfile("clockwork@0.2.0", "slate-codec@0.4.11") });
    expect(await state()).toBe("failure");
    expect(await line("introduced")).toContain("RUSTSEC-2099-0001");
    await page.push({ "Cargo.lock": lockfile("clockwork@0.2.0", "slate-codec@0.4.13") });
    expect(await state()).toBe("success");
  });

  it("is not helped by an ignore that comes along with it, and an ignore needs its reason", async () => {
    const lock = lockfile("clockwork@0.2.0", "slate-codec@0.4.11");
    await page.push({ "Cargo.lock": lock, "deny.toml": deny('"RUSTSEC-2099-0001"') });
    expect(await state()).toBe("failure");
    expect(await line("reasons")).toContain("Without a reason: `RUSTSEC-2099-0001 (deny.toml:3)`");
    expect(await marks()).toEqual(["deny.toml:3 failure reasons"]);
    await page.push({ "deny.toml": deny('{ id = "RUSTSEC-2099-0001", reason = "only reads our own files, #41" }') });
    expect(await line("reasons")).toContain("✅ holds");
    expect(await line("introduced")).toContain("comes in together with its own ignore");
    expect(await state()).not.toBe("success");
  });
});

describe("an ignore that comes with what it is for", () => {
  const lock = lockfile("clockwork@0.2.0", "slate-codec@0.4.11");

  it("is in the check with the way in, and in one short line of the comment", async () => {
    page = await openPage(world, { base: "guarded", files: { "Cargo.lock": lock } });
    expect(await state()).toBe("failure");
    const { summary = "" } = (await page.check()) ?? {};
    expect(summary).toContain("| `RUSTSEC-2099-0001` | `slate-codec 0.4.11` | `vulnerability, high` |");
    const [comment = ""] = await page.summaries();
    expect(comment).toContain("Advisories that this pull request lets in: 1");
    expect(comment).not.toContain("How it gets in");
  });

  it("waits for the area that triages, and for nobody else", async () => {
    await page.push({ "deny.toml": deny('"RUSTSEC-2099-0001"') });
    expect(await state()).toBe("action_required");
    expect(await line("introduced")).toContain("`ana` or `dan` can comment `/signoff security`");

    const byStranger = await page.say("mallory", "/signoff security");
    expect(page.reactions(byStranger)).toEqual(["confused"]);
    expect(await state()).toBe("action_required");
    const byAuthor = await page.say("dan", "/signoff security");
    expect(page.reactions(byAuthor)).toEqual(["confused"]);
    expect((await page.repliesTo(byAuthor)).join()).toContain("their own pull request");
    expect(await state()).toBe("action_required");
  });

  it("is let in by an owner, until there is another one", async () => {
    const byOwner = await page.say("ana", "/signoff security -- only reads our own files");
    expect(page.reactions(byOwner)).toEqual(["+1"]);
    expect(await state()).toBe("success");
    expect(await line("introduced")).toContain("which `security` signed: `RUSTSEC-2099-0001`");

    const more = lockfile("clockwork@0.2.0", "slate-codec@0.4.11", "ember-http@0.1.0");
    await page.push({ "Cargo.lock": more, "deny.toml": deny('"RUSTSEC-2099-0001"', '"RUSTSEC-2099-0002"') });
    expect(await state()).toBe("action_required");
    expect(await line("introduced")).toContain("`security` signed another commit");
    await page.say("ana", "/signoff security");
    expect(await state()).toBe("success");
    await page.say("ana", "/unsignoff security");
    expect(await state()).toBe("action_required");
  });
});

it("every delivery again writes nothing", { timeout: 60_000 }, async () => {
  expect(await writesOfReplay(world)).toEqual([]);
});

function lockfile(...packages: readonly string[]): string {
  const source = "registry+https://github.com/rust-lang/crates.io-index";
  const entries = packages.map((each) => {
    const [name, version] = each.split("@");
    return `\n[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "${source}"\n`;
  });
  return ["version = 4\n", ...entries].join("");
}

function deny(...ignores: readonly string[]): string {
  return `[advisories]\nignore = [\n${ignores.map((each) => `    ${each},\n`).join("")}]\n`;
}

function anAdvisory(id: string, name: string): unknown {
  const severity = [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }];
  const ranges = [{ type: "SEMVER", events: [{ introduced: "0.0.0-0" }, { fixed: "0.4.13" }] }];
  const affected = [{ package: { ecosystem: "crates.io", name }, ranges, versions: [] }];
  return { id, modified: "2099-02-01T08:00:00Z", summary: "Memory grows without bound", severity, affected };
}
