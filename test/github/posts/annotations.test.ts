import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyEffects } from "../../../src/github/posts/apply.ts";
import type { CheckAnnotation } from "../../../src/policy/effect.ts";
import { type AppOnGitHub, anAppOn, silent } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let headSha: string;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());

beforeEach(async () => {
  app = await anAppOn(local);
  headSha = await local.as("dan").push({ files: { "notes.txt": crypto.randomUUID() } });
});

const at = (line: number): CheckAnnotation => ({
  path: ".github/workflows/ci.yml",
  startLine: line,
  endLine: line,
  level: "failure",
  title: "pinned",
  message: `Line ${line} is not pinned.`,
});

async function show(annotations: readonly CheckAnnotation[], title: string) {
  const { octokit, store, github } = app;
  const effect = { kind: "check-run", name: "gatehouse", headSha, status: "in_progress", title, summary: "s" } as const;
  const mark = local.requests.mark();
  const deps = { octokit, store, appId: github.appId, log: silent, dryRun: false };
  await applyEffects([{ ...effect, annotations }], app.at, deps);
  return local.requests.since(mark);
}

async function shown() {
  const [run] = await local.checkRuns(headSha);
  const { owner, repo } = app.at;
  const asked = { owner, repo, check_run_id: run?.id ?? 0 };
  const { data } = await app.octokit.rest.checks.listAnnotations(asked);
  return { id: run?.id, title: run?.output.title, lines: data.map(({ start_line: line }) => line) };
}

describe("the annotations of a check", () => {
  it("are there from the start, and are not sent again when only the words change", async () => {
    await show([at(3), at(7)], "first");
    const before = await shown();
    expect(before.lines).toEqual([3, 7]);
    const made = await show([at(3), at(7)], "second");
    expect(await shown()).toEqual({ ...before, title: "second" });
    expect(made.writes()).toHaveLength(1);
  });

  it("come to a run that had none", async () => {
    await show([], "first");
    const { id } = await shown();
    await show([at(3)], "second");
    expect(await shown()).toEqual({ id, title: "second", lines: [3] });
  });

  it.for([
    { name: "others", next: [at(4)], lines: [4] },
    { name: "fewer", next: [at(3)], lines: [3] },
    { name: "none", next: [], lines: [] },
  ])("$name than before make a new run, because GitHub takes none away", async ({ next, lines }) => {
    await show([at(3), at(7)], "first");
    const { id } = await shown();
    await show(next, "second");
    const now = await shown();
    expect(now).toMatchObject({ title: "second", lines });
    expect(now.id).not.toBe(id);
  });
});
