import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countIssues } from "../../../../src/github/facts/slices/count-issues.ts";
import { neededFacts } from "../../../../src/policy/evaluate.ts";
import { issuesGate } from "../../../../src/policy/gates/issues.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
/** Of this test alone: the repository is shared. */
let label: string;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  label = `label ${crypto.randomUUID()}`;
  await local.as("olga").createLabel(label);
});

interface Issues {
  readonly label?: string | readonly string[];
  readonly milestone?: string;
  readonly open: number;
}

async function count(issues: Issues) {
  const gate = issuesGate.bind({ issues });
  const needed = neededFacts([{ name: "epic", use: "require", gate, area: undefined }]);
  const mark = local.requests.mark();
  const counts = await countIssues({ needed, at: app.at }, app);
  const asked = local.requests.since(mark).reads();
  return {
    found: [...counts.values()][0],
    asked: asked.map(({ route, status }) => `${route.replace(/^.*(?=\/)/, "")} ${status}`),
  };
}

async function open(...labels: readonly string[]): Promise<number> {
  return (await local.as("dan").openIssue({ title: "Something is wrong", labels })).number;
}

function counted(numbers: readonly number[], isComplete = true) {
  return { state: "counted", open: numbers.length, isComplete, numbers };
}

describe("open issues", () => {
  it("with a label are counted, the closed ones and those without it are not", async () => {
    const [first, second, closed] = [await open(label), await open(label, "bug"), await open(label)];
    await open("bug");
    await local.as("dan").close(closed);
    expect((await count({ label, open: 0 })).found).toEqual(counted([first, second]));
  });

  it("are no pull requests", async () => {
    const title = `feat: ${crypto.randomUUID()}`;
    const { number } = await local.as("dan").openPullRequest({ title, files: { "x.txt": `${title}\n` } });
    await local.as("dan").label(number, label);
    expect(await count({ label, open: 0 })).toEqual({ found: counted([]), asked: ["/issues 200"] });
  });

  it("with several of the labels are counted once", async () => {
    const other = `${label} too`;
    await local.as("olga").createLabel(other);
    const [one, two, three] = [await open(label), await open(label, other), await open(other)];
    expect((await count({ label: [label, other], open: 0 })).found).toEqual(counted([one, two, three]));
  });

  it("in a milestone are counted with and without a label", async () => {
    const title = `v${crypto.randomUUID()}`;
    const { number: milestone } = await local.as("olga").createMilestone(title);
    const issue = (labels: readonly string[]) => local.as("dan").openIssue({ title: "In it", labels, milestone });
    const [labelled, plain] = [await issue([label]), await issue([])];
    await open(label);
    const found = async (issues: Issues) => (await count(issues)).found;
    expect(await found({ milestone: title, open: 0 })).toEqual(counted([labelled.number, plain.number]));
    expect(await found({ label, milestone: title, open: 0 })).toEqual(counted([labelled.number]));
  });

  it("are listed up to five, the oldest first", async () => {
    const numbers: number[] = [];
    for (let index = 0; index < 7; index += 1) numbers.push(await open(label));
    expect((await count({ label, open: 0 })).found).toMatchObject({ open: 7, numbers: numbers.slice(0, 5) });
  });
});

describe("what does not exist is not zero", () => {
  it("a label", async () => {
    expect((await count({ label: `${label}s`, open: 0 })).found).toEqual({ state: "no-label", label: `${label}s` });
  });

  it("one label of several, also where the other has issues", async () => {
    await open(label);
    const found = (await count({ label: [label, "unheard of"], open: 5 })).found;
    expect(found).toEqual({ state: "no-label", label: "unheard of" });
  });

  it("a milestone", async () => {
    expect((await count({ label, milestone: "unheard of", open: 0 })).found).toEqual({ state: "no-milestone" });
  });

  it.for([{ route: "/repos/{owner}/{repo}/issues" }, { route: "/repos/{owner}/{repo}/labels/{name}" }])(
    "what cannot be read at $route is an error",
    async ({ route }) => {
      local.faults.next({ kind: "status", status: 500, method: "GET", route });
      await expect(count({ label, open: 0 })).rejects.toThrow("500");
    },
  );
});

describe("what it costs", () => {
  it("one request per label, and one more for a label that nothing has; nothing when nothing changed", async () => {
    const used = `${label} used`;
    await open(used);
    expect((await count({ label: [used, label], open: 0 })).asked).toEqual([
      "/issues 200",
      "/issues 200",
      "/{name} 200",
    ]);
    expect((await count({ label: [used, label], open: 0 })).asked).toEqual([
      "/issues 304",
      "/issues 304",
      "/{name} 304",
    ]);
  });

  it("one more for a milestone", async () => {
    const title = `v${crypto.randomUUID()}`;
    await local.as("olga").createMilestone(title);
    expect((await count({ milestone: title, open: 0 })).asked).toEqual(["/milestones 200", "/issues 200"]);
    expect((await count({ milestone: title, open: 0 })).asked).toEqual(["/milestones 304", "/issues 304"]);
  });

  it("no further page once there are too many, and every page before", { timeout: 60_000 }, async () => {
    for (let index = 0; index < 101; index += 1) await open(label);
    const few = await count({ label, open: 0 });
    expect(few.found).toMatchObject({ open: 100, isComplete: false });
    expect(few.asked).toEqual(["/issues 200"]);
    const many = await count({ label, open: 100 });
    expect(many.found).toMatchObject({ open: 101, isComplete: true });
    expect(many.asked).toEqual(["/issues 304", "/issues 200"]);
  });
});
