import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aCheckout, type Checkout } from "../support/checkout.ts";
import { runCommandLine } from "../support/cli.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
gates:
  ci: { checks: [build] }
  pins: { pinned: [".github/workflows/**"], fix: npx pin-actions }
  changelog: { changes: { if: [src/**], then: [CHANGELOG.md] } }
  coverage:
    evidence: { file: reports/coverage.json, fresh: 36h }
    rows: [{ name: Lines, value: covered, of: total, expect: ">= 80%" }]
  wording: { patterns: [{ in: body, forbid: "secret sauce" }] }
pull_request: { require: [title, touched, ci, pins, changelog, coverage], advise: [wording] }
`;
const plain = "version: 1\npull_request: { require: [title] }\n";
const report = (covered: number) => `${JSON.stringify({ covered, total: 60, generated_at: "2026-11-20T08:00:00Z" })}\n`;
const workflow =
  "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n";

let checkout: Checkout;
beforeEach(() => {
  checkout = aCheckout();
});
afterEach(() => checkout.remove());

type Files = Parameters<Checkout["write"]>[0];

/** main holds the configuration; the work stands on a branch of its own. */
function begin(text: string | undefined, files: Files = {}, subject = "feat: a"): void {
  checkout.commit("chore: begin", {
    ...(text === undefined ? {} : { ".github/gatehouse.yml": text }),
    "README.md": "#\n",
  });
  checkout.git("switch", "--quiet", "--create", "work");
  checkout.commit(subject, files);
}

const check = (...args: readonly string[]) =>
  runCommandLine(["check", ...args], { cwd: checkout.path, env: checkout.env });

describe("gatehouse check", () => {
  it("says what the bot would say, with everything in it", async () => {
    const files = { "src/a.ts": "a\n", ".github/workflows/ci.yml": workflow, "reports/coverage.json": report(42) };
    begin(config, files, "Add things");
    checkout.write({ "src/a.ts": "not committed\n" });
    const { code, out } = await check();
    expect(out.replaceAll(/\b[0-9a-f]{7}\b/g, "SHA")).toMatchInlineSnapshot(`
      "❌ Not ready: 4 of 4 required gates not met: title fails; pins fails; changelog fails; coverage fails
      HEAD SHA against main (SHA): 1 commit, 3 files, titled "Add things". What is not committed is not judged.
      Not judged here: touched, ci (GitHub is needed for that).
      Not judged: wording (give the description with --body-file).

      ❌ fails title: No type found. Start with one of feat, fix, perf, security, docs, style, refactor, test, build, ci, chore, revert.
          fix: Edit the title; the check gatehouse/title points at it.
      ❌ fails pins: Uses that are not pinned as they must be: 1 of 1.
          - .github/workflows/ci.yml:6 uses actions/checkout@v4, which can be moved to other code.
          fix: Pin it to the commit of v4: actions/checkout@SHA # v4.
          run: npx pin-actions
      ❌ fails changelog: src/a.ts changed, and nothing in CHANGELOG.md did.
          fix: Change CHANGELOG.md as well.
      ❌ fails coverage: 1 of 1 row failed in reports/coverage.json.
          ⚠ Self-reported: this pull request changes reports/coverage.json.
          Made at 2026-11-20 08:00 UTC, and counts until 2026-11-21 20:00 UTC.
          ❌ fails Lines: 70% (42 of 60), required >= 80%.
          fix: Correct what they measure, then bring reports/coverage.json up to date."
    `);
    expect(code).toBe(1);
  });

  it.for([
    { what: "all holds", subject: "feat: a", code: 0 },
    { what: "a required gate fails", subject: "Feature a", code: 1 },
    { what: "an advisory gate fails", subject: "Feature a", use: "advise", code: 0 },
    { what: "a measured file is missing", rows: true, code: 2 },
    { what: "one fails and one has no data", subject: "Feature a", rows: true, code: 1 },
    { what: "a gate needs GitHub", more: "touched", code: 0 },
  ])("ends with $code when $what", async ({ subject = "feat: a", use = "require", rows, more, code }) => {
    const gates = `gates: { size: { evidence: { file: size.json }, rows: [{ name: Size, value: kb, expect: "< 9" }] } }`;
    const required = ["title", ...(rows === true ? ["size"] : []), ...(more === undefined ? [] : [more])].join(", ");
    const areas = `areas: { runtime: { owners: [ana], paths: ["**"] } }`;
    begin(`version: 1\n${areas}\n${gates}\npull_request: { ${use}: [${required}] }\n`, { "src/a.ts": "a\n" }, subject);
    expect((await check()).code).toBe(code);
  });

  it("does not call a pull request ready of which it judged a part", async () => {
    const files = { "src/a.ts": "a\n", "CHANGELOG.md": "a\n", "reports/coverage.json": report(60) };
    begin(config, files);
    const { code, out } = await check();
    expect(out).toMatch(/^✅ Nothing fails here: 4 of 6 required gates were judged$/m);
    expect(out).not.toContain("Ready");
    expect(code).toBe(0);
  });

  it("grows old with the clock", async () => {
    begin(config, { "CHANGELOG.md": "a\n", "reports/coverage.json": report(60) });
    const now = () => new Date("2026-11-22T09:00:00Z");
    const { code, out } = await runCommandLine(["check"], { cwd: checkout.path, env: checkout.env, now });
    expect(out).toContain("❌ no data coverage");
    expect(code).toBe(2);
  });

  it("is told a title, a description and labels", async () => {
    begin(
      `
version: 1
gates:
  wording: { patterns: [{ in: body, forbid: "secret sauce" }] }
  labelled: { changes: { if: ["**"], not_with: [src/**] }, when: { labels: [docs-only] } }
pull_request: { require: [title, wording, labelled] }
`,
      { "src/a.ts": "a\n", "b.md": "b\n" },
      "Untitled",
    );
    checkout.write({ "body.md": "The secret sauce\n" });
    const bare = await check();
    expect(bare.out).toContain("Not judged: wording (give the description with --body-file).");
    expect(bare.out).toContain("➖ not applicable labelled");
    const told = await check("--title", "feat: b", "--body-file", "body.md", "--label", "x", "--label", "docs-only");
    expect(told.out).toContain("✅ holds title");
    expect(told.out).toContain("❌ fails wording");
    expect(told.out).toContain("❌ fails labelled");
    expect(told.code).toBe(1);
  });

  it("reads no description that never ends", async () => {
    begin(plain);
    const { code, problems } = await check("--body-file", "/dev/zero");
    expect(problems).toContain("/dev/zero is larger than the 256 KB that a description may have");
    expect(code).toBe(2);
  });

  it("asks nothing of a branch that the configuration leaves alone", async () => {
    begin("version: 1\npull_request: { base: [release/*], require: [title] }\n", {}, "No title");
    expect((await check()).out).toContain("No gate is required here");
    expect((await check("--into", "release/1")).code).toBe(1);
  });
});

describe("the configuration of a check", () => {
  it("is that of the base, and what HEAD makes of it is shown", async () => {
    begin(plain, { ".github/gatehouse.yml": "version: 1\npull_request: { requires: [title] }\n" });
    const { code, out } = await check();
    expect(out).toContain("❌ fails configuration");
    expect(out).toContain("Did you mean `require`?");
    expect(code).toBe(1);
  });

  it("is that of the working tree where the base has none, and says so", async () => {
    begin(undefined);
    checkout.write({ ".github/gatehouse.yml": plain });
    const { code, out } = await check();
    expect(out).toContain("main has no .github/gatehouse.yml yet: judged by yours.");
    expect(code).toBe(0);
  });

  it.for([
    {
      what: "is nowhere",
      text: undefined,
      says: "there is no .github/gatehouse.yml, neither at main nor in the working",
    },
    { what: "is broken at the base", text: "version: 2\n", says: "main:.github/gatehouse.yml:1:1 `version` is `2`" },
  ])("that $what leaves nothing to be told", async ({ text, says }) => {
    begin(text);
    const { code, out, problems } = await check();
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(problems).toContain(says);
  });
});

describe("the base of a check", () => {
  it("is the default branch of origin before any local one", async () => {
    begin(plain);
    checkout.git("update-ref", "refs/remotes/origin/trunk", "main");
    checkout.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
    expect((await check()).out).toContain("against origin/trunk");
  });

  it("may be any revision, and is compared where the work began", async () => {
    begin(plain, { "a.txt": "a\n" });
    checkout.git("switch", "--quiet", "main");
    checkout.commit("feat: others went on", { "others.txt": "b\n" });
    checkout.git("switch", "--quiet", "work");
    expect((await check("--base", "main")).out).toContain("against main");
    expect((await check("--base", "main")).out).toContain("1 commit, 1 file,");
    expect((await check("--base", "HEAD~1")).out).toContain("against HEAD~1");
  });

  it.for([
    { args: ["--base", "nowhere"], says: "there is no revision `nowhere`" },
    { args: ["--base", "--output=/tmp/x"], says: "there is no revision `--output=/tmp/x`" },
  ])("$args cannot be found", async ({ args, says }) => {
    begin(plain);
    const { code, problems } = await check(...args);
    expect(problems).toContain(says);
    expect(code).toBe(2);
  });

  it("has a commit in common with HEAD, or nothing is told", async () => {
    begin(plain);
    checkout.git("switch", "--quiet", "--orphan", "other");
    checkout.commit("feat: other", { "a.txt": "a\n" });
    expect((await check()).problems).toContain("HEAD and `main` have no commit in common");
  });

  it("needs a repository", async () => {
    const { code, problems } = await runCommandLine(["check"], { cwd: "/", env: checkout.env });
    expect(problems).toMatch(/git rev-parse failed: fatal: not a git repository/);
    expect(code).toBe(2);
  });
});

it("a title paints nothing", async () => {
  begin(plain, {}, "feat: \u001B[31mred\u202E text");
  const { out } = await check();
  expect(out).toContain("feat:");
  expect(out).not.toMatch(/[\u001B\u202E]/);
});

it("programs get the gates in the order written, and the rest on the other stream", async () => {
  begin(config, { "src/a.ts": "a\n", "CHANGELOG.md": "a\n", "reports/coverage.json": report(42) });
  const { code, out, problems } = await check("--json");
  expect(JSON.parse(out)).toMatchInlineSnapshot(`
    {
      "gates": [
        {
          "gate": "title",
          "kind": "title",
          "reason": "The title is a conventional commit of type feat.",
          "use": "require",
          "verdict": "pass",
        },
        {
          "gate": "pins",
          "kind": "pinned",
          "reason": "No workflow or action under .github/workflows/** changes.",
          "use": "require",
          "verdict": "pass",
        },
        {
          "gate": "changelog",
          "kind": "changes",
          "reason": "src/a.ts changed, and so did CHANGELOG.md.",
          "use": "require",
          "verdict": "pass",
        },
        {
          "gate": "coverage",
          "kind": "evidence",
          "reason": "1 of 1 row failed in reports/coverage.json. Correct what they measure, then bring reports/coverage.json up to date.",
          "rows": [
            {
              "actual": "42",
              "expected": ">= 80%",
              "name": "Lines",
              "of": "60",
              "reason": "70% (42 of 60), required >= 80%.",
              "verdict": "fail",
            },
          ],
          "use": "require",
          "verdict": "fail",
        },
      ],
    }
  `);
  expect(problems).toContain("Not judged here: touched, ci");
  expect(code).toBe(1);
});
