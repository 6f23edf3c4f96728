import { describe, expect, it } from "vitest";
import { findDrift } from "../../../../src/policy/title/landing/drift.ts";
import { judgeTitle } from "../../../../src/policy/title/judge-title.ts";
import { defaultTitlePolicy, type TitlePolicy } from "../../../../src/policy/title/rules.ts";
import { aPullRequest, carla } from "../../../support/builders.ts";

function drift(
  title: string,
  message: string,
  given: Parameters<typeof aPullRequest>[0] = {},
  policy = defaultTitlePolicy,
) {
  return findDrift(aPullRequest({ title, number: 12, ...given }), message, policy);
}

describe("what landed", () => {
  it.for([
    { title: "feat: start faster", message: "feat: start faster (#12)", kind: undefined },
    { title: "feat: start faster", message: "feat: start faster", kind: undefined },
    { title: "feat: start faster", message: "feat(app): another word (#12)\n\nand a body", kind: undefined },
    { title: "feat!: start faster", message: "fix!: start faster (#12)", kind: undefined },
    { title: "docs: explain", message: "chore: explain (#12)", kind: undefined },
    { title: "feat!: drop v1", message: "feat: drop v1\n\nBREAKING CHANGE: v1 is gone", kind: undefined },
    { title: "feat!: drop v1", message: "feat: drop v1\r\n\r\nBREAKING-CHANGE: v1 is gone", kind: undefined },
    { title: "feat: start faster", message: "Start faster (#12)", kind: "fails" },
    { title: "feat: start faster", message: "", kind: "fails" },
    { title: "feat: start faster", message: " (#12)", kind: "fails" },
    { title: "feat: start faster", message: "\nfeat: start faster", kind: "fails" },
    { title: "feat!: drop v1", message: "drop v1 (#12)", kind: "fails" },
    { title: "feat!: drop v1", message: "feat: drop v1 (#12)", kind: "lost-breaking" },
    { title: "feat: add v2", message: "feat!: add v2 (#12)", kind: "gained-breaking" },
    {
      title: "feat: add v2",
      message: "feat: add v2 (#12)\n\n* one\n\nBREAKING CHANGE: v1 is gone",
      kind: "gained-breaking",
    },
    { title: "feat: start faster", message: "fix: start faster (#12)", kind: "other-type" },
    { title: "fix: start", message: "chore: start (#12)", kind: "other-type" },
    { title: "security: close", message: "fix: close (#12)", kind: "other-security" },
    { title: "fix: close", message: "security(auth): close (#12)", kind: "other-security" },
    { title: "security!: close", message: "feat!: close (#12)", kind: "other-security" },
    { title: "security: close", message: "security(auth): close it (#12)", kind: undefined },
    { title: "perf: start", message: "fix: start (#12)", kind: undefined },
    { title: "fix(a): b", message: "fix(a): b (c)!: d (#12)", kind: "fails" },
    { title: "fix: x", message: "fix: x (#12)\n\nBreaking change: y", kind: "gained-breaking" },
  ])("$title → $message: $kind", ({ title, message, kind }) => {
    expect(drift(title, message)?.kind).toBe(kind);
  });

  it("is told with both types, where they differ", () => {
    expect(drift("fix: start", "feat: start (#12)")).toMatchObject({ was: "fix", is: "feat", title: "fix: start" });
  });

  it("is compared as the configuration counts it", () => {
    const policy: TitlePolicy = {
      ...defaultTitlePolicy,
      meaning: { preset: "seed", types: { docs: { impact: "patch" } } },
    };
    expect(drift("fix: start", "docs: start (#12)", {}, policy)).toBeUndefined();
    expect(drift("fix: start", "docs: start (#12)")?.kind).toBe("other-type");
  });

  it("is judged by the rules of the title", () => {
    const { rules } = defaultTitlePolicy;
    const policy: TitlePolicy = { ...defaultTitlePolicy, rules: { ...rules, scope: "required" } };
    expect(drift("feat(api): start", "feat: start (#12)", {}, policy)).toMatchObject({
      kind: "fails",
      problems: [{ code: "title/scope-missing" }],
    });
    expect(drift("feat: start", "feat: start (#12)", {}, policy)).toBeUndefined();
  });
});

describe("nothing is said of a merge", () => {
  it.for([
    { name: "whose title did not pass", title: "Start faster", given: {} },
    {
      name: "whose title lacks the mark that its description asks for",
      title: "feat: a",
      given: { body: "BREAKING CHANGE: b" },
    },
    {
      name: "that release-please reads otherwise already",
      title: "feat: a",
      given: { body: "BEGIN_COMMIT_OVERRIDE\nfeat: a\nEND_COMMIT_OVERRIDE" },
    },
  ])("$name", ({ title, given }) => {
    expect(drift(title, "whatever (#12)", given)).toBeUndefined();
    expect(drift("feat: a", "whatever (#12)")?.kind).toBe("fails");
  });

  it.for([
    { name: "of an author who is ignored", judging: { ignore: ["carla"] } },
    { name: "to a branch whose titles are not judged", judging: { targets: ["release/*"] } },
    { name: "under a label that says so", judging: { skipLabels: ["no-title"] } },
    { name: "of a bot that is left out", judging: { bots: "skip" as const, botLogins: ["carla"] } },
  ])("$name", ({ judging }) => {
    const policy = { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, ...judging } };
    expect(drift("feat: a", "whatever (#12)", { labels: ["no-title"], author: carla }, policy)).toBeUndefined();
  });
});

describe("an override in the description keeps us silent only where it means what the title meant", () => {
  it.for([
    { override: "feat(a): another word", kind: undefined },
    { override: "Feat: start", kind: undefined },
    { override: "feat: start\n\nCo-authored-by: Ana", kind: undefined },
    { override: "fix: start", kind: "fails" },
    { override: "start", kind: "fails" },
    { override: "", kind: "fails" },
  ])("$override → $kind", ({ override, kind }) => {
    const body = `Why.\n\nBEGIN_COMMIT_OVERRIDE\n${override}\nEND_COMMIT_OVERRIDE`;
    expect(drift("feat: start", "whatever (#12)", { body })?.kind).toBe(kind);
    expect(drift("feat: start", "feat: start (#12)", { body })).toBeUndefined();
  });

  it("and one that lost the break does not", () => {
    const body = "BEGIN_COMMIT_OVERRIDE\nfeat: start\nEND_COMMIT_OVERRIDE";
    expect(drift("feat!: start", "feat: start (#12)", { body })?.kind).toBe("lost-breaking");
    expect(drift("feat!: start", "feat: start (#12)", { body: body.replace("feat", "feat!") })).toBeUndefined();
  });
});

describe("what release-please is to read instead", () => {
  it.for([
    { title: "feat: start faster", message: "feat start without a cache (#12)", meant: "feat: start without a cache" },
    { title: "feat: start faster", message: "Start without a cache (#12)", meant: "feat: start faster" },
    { title: "feat: start faster", message: "fix start without a cache (#12)", meant: "feat: start faster" },
    { title: "feat!: start faster", message: "Feat: start without a cache (#12)", meant: "feat!: start faster" },
    { title: "feat: start faster", message: "Feat: thanks to @ana (#12)", meant: "feat: start faster" },
    { title: "feat!: drop v1", message: "feat: drop v1 (#12)", meant: "feat!: drop v1" },
  ])("after $title → $message is $meant", ({ title, message, meant }) => {
    expect(drift(title, message)?.meant).toBe(meant);
    expect(judgeTitle(meant, defaultTitlePolicy.rules).ok).toBe(true);
  });

  it.for(["END_COMMIT_OVERRIDE", "BEGIN_COMMIT_OVERRIDE", "BEGIN_NESTED_COMMIT", "END_NESTED_COMMIT"])(
    "is nothing that it would cut at %s",
    (mark) => {
      const title = `feat: say ${mark} once`;
      expect(drift(title, "whatever (#12)")).toHaveProperty("meant", undefined);
      expect(drift(title, "fix: x (#12)")).toHaveProperty("meant", undefined);
      expect(drift("feat: x", `Feat: say ${mark} once (#12)`)).toHaveProperty("meant", undefined);
    },
  );
});
