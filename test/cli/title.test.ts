import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeTitle } from "../../src/policy/title/judge-title.ts";
import { type TitleStanding, noCommits } from "../../src/policy/title/title-standing.ts";
import { defaultTitlePolicy, defaultTitleRules } from "../../src/policy/title/rules.ts";
import { renderTitleCheck } from "../../src/render/title/title-check.ts";
import { type CliRun, runCommandLine } from "../support/cli.ts";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-title-"));
  mkdirSync(join(folder, "own/.github"), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("own/.github/gatehouse.yml", "version: 1\ntitle: { types: [deps] }\n");
  write("angular.yml", "version: 1\ntitle: { profile: angular, types: [deps] }\n");
  write("anchored.yml", "version: 1\ntitle: &rules { max: 20, types: { deps: minor } }\n");
  write(
    "signed.yml",
    "version: 1\nareas: { api: { owners: [ana] } }\ntitle: { required_signoffs: { breaking: [api] } }\n",
  );
  write("untitled.yml", "version: 1\n");
  write("broken.yml", "version: 1\ntitle: { profil: angular }\n");
  write("body.md", "What changed.\n\nBREAKING CHANGE: the cache is gone\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("gatehouse title", () => {
  it("prints what the check says", async () => {
    expect(await title("Feature: faster start")).toMatchInlineSnapshot(`
      {
        "code": 1,
        "out": "❌ The title has 1 problem.

          Feature: faster start
          ^^^^^^^

      - Column 1: \`Feature\` is not a type here. Did you mean \`feat\`? (\`title/unknown-type\`)

      This title passes:

          feat: faster start

      Accepted types: \`feat\`, \`fix\`, \`perf\`, \`security\`, \`docs\`, \`style\`, \`refactor\`, \`test\`, \`build\`, \`ci\`, \`chore\`, \`revert\`.

      To fix it, edit the title, or comment \`/retitle feat: faster start\`; \`/retitle\` alone takes that title too.",
        "problems": "",
      }
    `);
  });

  it.for([
    "feat: x",
    "Feature: x",
    "",
    "  ",
    "Fix (ci):x",
    "feat: ``` `` @ana",
    "修正：x",
    "wip",
    "feat: `````",
    "feat: x\u202E",
  ])("prints every line of the check, and no other: %j", async (text) => {
    const judged = judgeTitle(text, defaultTitleRules);
    const state: TitleStanding = judged.ok
      ? { state: "passes", title: judged, commits: noCommits }
      : { state: "fails", title: judged, commits: noCommits };
    const given = {
      pullRequest: { title: text },
      latestVersion: { state: "unknown" },
      policy: defaultTitlePolicy,
    } as const;
    const shown = renderTitleCheck(state, given).summary.split("\n");
    const { out } = await title(text);
    const lines = shown.filter((line) => !/^`{3,}(?:text)?$/.test(line));
    expect(out.split("\n").map((line) => line.replace(/^ {4}/, ""))).toEqual(lines);
  });

  it.for<[args: readonly string[], code: number, says: string]>([
    [["-"], 1, "    -\n"],
    [["--", "--json"], 1, "    --json\n"],
    [["`````"], 1, "    `````\n    ^^^^^\n"],
    [["feat: x", "--current", "v0.7.3"], 0, "`minor: 0.7.3 → 0.8.0, section New features`"],
    [["feat: x"], 0, "a `minor` release"],
    [["feat: x", "--body-file", "body.md"], 1, "title/breaking-mismatch"],
    [["feat!: x", "--body-file", "body.md"], 0, "✅"],
    [[`feat: ${"x".repeat(90)}`, "--number", "12345"], 0, "title/long"],
    [[`feat: ${"x".repeat(90)}`], 0, "✅"],
  ])("%j ends with %s", async ([args, code, says]) => {
    const { out, ...ended } = await title(...args);
    expect(out).toContain(says);
    expect(ended).toEqual({ code, problems: "" });
  });

  it.for<[args: readonly string[], says: string]>([
    [[], "TITLE is missing; `--stdin` reads one a line"],
    [["feat: x", "--stdin"], "give TITLE or `--stdin`, not both"],
    [["feat: x", "--current", "seven"], "`seven` is no version. Write it like 0.7.3"],
    [["feat: x", "--number", "0"], "`--number` must be the number of a pull request"],
    [["feat: x", "--body-file", "nowhere.md"], "cannot read nowhere.md"],
    [["feat: x", "--config", "nowhere.yml"], "cannot read nowhere.yml"],
    [["feat: x", "--config", "broken.yml"], "broken.yml:2:10 unknown key `profil` in `title`. Did you mean `profile`?"],
    [["feat: x", "--profile", "angulr"], "unknown profile `angulr`. Did you mean `angular`?"],
    [["feat: x", "--profile", "toString"], "There are conventional, zeroclaw, seed, angular, custom"],
    [["feat: x", "--profile", "custom"], "--profile custom: the profile `custom` brings no types"],
    [["feat: x", "--config", "untitled.yml", "--profile", "custom"], "untitled.yml with --profile custom: the profile"],
  ])("%j cannot be told, and says why", async ([args, says]) => {
    const { code, out, problems } = await title(...args);
    expect(problems).toContain(says);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

describe("the rules", () => {
  it.for<[args: readonly string[], cwd: string, passes: string, fails: string]>([
    [[], "", "feat: x", "deps: x"],
    [[], "own", "deps: x", "feat: x"],
    [["--profile", "zeroclaw"], "own", "feat(ui): x", "feat: x"],
    [["--profile", "angular"], "own", "feat: x", "feat: Add x"],
    [["--config", "angular.yml"], "", "deps: x", "deps: Add x"],
    [["--config", "../angular.yml"], "own", "deps: x", "deps: Add x"],
    [["--config", "angular.yml", "--profile", "conventional"], "", "deps: Add x", "feat: x"],
    [["--config", "anchored.yml", "--profile", "seed"], "", "deps(a): x", "deps(a): x and y and z"],
    [["--config", "anchored.yml", "--profile", "custom"], "", "deps: x", "feat: x"],
    [["--config", "signed.yml", "--profile", "seed"], "", "feat(a): x", "feat: x"],
    [["--config", "untitled.yml"], "own", "feat: x", "deps: x"],
  ])("with %j in %j are those that were asked for", async ([args, cwd, passes, fails]) => {
    const place = args.includes("untitled.yml") ? args.map((each) => each.replace("untitled", "../untitled")) : args;
    const judged = await run([...place, "--stdin", "--json"], {
      cwd: join(folder, cwd),
      input: `${passes}\n${fails}\n`,
    });
    expect([judged.problems, ...read(judged).map(({ verdict }) => verdict)]).toEqual(["", "pass", "fail"]);
  });
});

describe("--json", () => {
  it("prints one line for a title that passes", async () => {
    const { code, out } = await title("feat(api, ui)!:  x", "--json", "--current", "0.7.3");
    expect(out).toBe(
      '{"title":"feat(api, ui)!:  x","verdict":"pass","problems":[{"code":"title/extra-space","column":17,"message":"More than one blank follows the colon, from column 17 on.","severity":"notice"}],"suggestion":null,"type":"feat","scopes":["api","ui"],"breaking":true,"impact":"minor"}',
    );
    expect(code).toBe(0);
  });

  it("says of a title that fails nothing which cannot be relied on", async () => {
    const { code, out } = await title("Feature: x ", "--json");
    expect(JSON.parse(out)).toEqual({
      title: "Feature: x ",
      verdict: "fail",
      problems: [
        {
          code: "title/unknown-type",
          column: 1,
          message: "`Feature` is not a type here. Did you mean `feat`?",
          severity: "error",
        },
        { code: "title/trailing-space", column: 11, message: "A blank stands at the end.", severity: "notice" },
      ],
      suggestion: "feat: x",
      type: null,
      scopes: null,
      breaking: null,
      impact: null,
    });
    expect(code).toBe(1);
  });

  it("has null where there is no column", async () => {
    const { out } = await title("", "--json");
    expect(JSON.parse(out)).toMatchObject({ problems: [{ code: "title/empty", column: null }], suggestion: null });
  });

  it.for([{ title: "feat!: x" }, { title: "feat: x" }, { title: "docs: x" }])(
    "without a version $title means what it means from 1.0 on",
    async ({ title: text }) => {
      const [unknown] = read(await title(text, "--json"));
      const [known] = read(await title(text, "--json", "--current", "1.2.3"));
      expect(unknown?.impact).toBe(known?.impact);
    },
  );

  it.for(["feat: \u202E\u009B31m\u001B[31m", "feat: \uD83D", "feat: 👩‍🚀\u2028\u{E0041}", "feat: \u007F\u00AD"])(
    "lets nothing reach the terminal that it would obey or hide, and says the same title: %j",
    async (text) => {
      const { out } = await title(text, "--json");
      expect(out).not.toMatch(/[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]/u);
      expect(read({ code: 1, out, problems: "" })[0]?.title).toBe(text);
    },
  );
});

describe("--stdin", () => {
  it.for<[what: string, input: string, titles: readonly string[]]>([
    ["a line break at the end is none", "feat: x\nfix: y\n", ["feat: x", "fix: y"]],
    ["no line break at the end", "feat: x\nfix: y", ["feat: x", "fix: y"]],
    ["line breaks of Windows", "feat: x\r\nfix: y\r\n", ["feat: x", "fix: y"]],
    ["a mark of the byte order", "\uFEFFfeat: x\n", ["feat: x"]],
    ["an empty line is an empty title", "feat: x\n\nfix: y\n\n", ["feat: x", "", "fix: y", ""]],
    ["an empty line alone", "\n", [""]],
    ["blanks stay", " feat: x \n", [" feat: x "]],
    ["a lone carriage return stays", "feat: x\ry\n", ["feat: x\ry"]],
  ])("%s", async ([, input, titles]) => {
    const judged = await run(["--stdin", "--json"], { input });
    expect(read(judged).map((each) => each.title)).toEqual(titles);
    const everyPasses = read(judged).every(({ verdict }) => verdict === "pass");
    expect(judged.code).toBe(everyPasses ? 0 : 1);
  });

  it("prints the text of each title, and how many fail", async () => {
    const { code, out } = await run(["--stdin"], { input: "feat: x\nFeature: y\nwip\n" });
    expect(out.match(/^[✅❌]/gmu)).toEqual(["✅", "❌", "❌", "❌"]);
    expect(out.split("\n").at(-1)).toBe("❌ 2 of them fail: 3 titles");
    expect(code).toBe(1);
    expect((await run(["--stdin"], { input: "feat: x\n" })).out.split("\n").at(-1)).toBe("✅ all pass: 1 title");
  });

  it.for([
    { what: "nothing", input: "", says: "standard input is empty; write one title a line" },
    { what: "more than it reads", input: "x".repeat(4 * 1024 * 1024 + 5), says: "more than 4 MB" },
  ])("cannot tell of $what", async ({ input, says }) => {
    const { code, out, problems } = await run(["--stdin", "--json"], { input });
    expect(problems).toContain(says);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

describeCorpus("titles of nine projects", () => {
  it("are each one line of JSON, and what is suggested passes", async () => {
    const rows = readFileSync(corpusPath("titles.tsv"), "utf8").trimEnd().split("\n").slice(1);
    const titles = rows.map((row) => row.split("\t")[1] ?? "");
    const judged = read(await run(["--stdin", "--json"], { input: titles.join("\n") }));
    expect(judged.map((each) => each.title)).toEqual(titles);
    const suggestions = judged.flatMap(({ suggestion }) => suggestion ?? []);
    expect(suggestions.length).toBeGreaterThan(5);
    expect(await run(["--stdin", "--json"], { input: suggestions.join("\n") })).toMatchObject({
      code: 0,
      problems: "",
    });
  });
});

function title(...args: readonly string[]): Promise<CliRun> {
  return run(args, {});
}

function run(args: readonly string[], given: { readonly cwd?: string; readonly input?: string }): Promise<CliRun> {
  return runCommandLine(["title", ...args], { cwd: folder, ...given });
}

interface Line {
  readonly title: string;
  readonly verdict: string;
  readonly suggestion: string | null;
  readonly impact: string | null;
}

function read({ out }: CliRun): readonly Line[] {
  // The tests compare what is in it.
  return out.split("\n").map((line) => JSON.parse(line) as Line);
}
