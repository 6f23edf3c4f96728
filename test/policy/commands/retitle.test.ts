import { describe, expect, it } from "vitest";
import { retitleCommand } from "../../../src/policy/commands/retitle.ts";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { defaultTitleRules } from "../../../src/policy/title/rules.ts";
import { aCommandContext, ana, aPullRequest, carla, people, someAreas } from "../../support/builders.ts";

const author = { ...carla, isMachine: false };
const stranger = { id: 9, login: "mallory", isMachine: false };

function decide(args: string, given: Parameters<typeof aCommandContext>[0] = {}) {
  return retitleCommand.decide(args, aCommandContext(given));
}

describe("who may change the title", () => {
  it.for([
    { name: "the author", given: { actor: author, areas: [] }, code: "retitled" },
    { name: "an area owner", given: {}, code: "retitled" },
    {
      name: "anyone with triage permission",
      given: { actor: stranger, permission: "triage" as const },
      code: "retitled",
    },
    { name: "nobody else", given: { actor: stranger }, code: "retitle-not-allowed" },
    {
      name: "nobody who may only read",
      given: { actor: stranger, permission: "read" as const },
      code: "retitle-not-allowed",
    },
    {
      name: "no App, also not for the author",
      given: { actor: { ...carla, isMachine: true }, permission: "triage" as const },
      code: "retitle-not-allowed",
    },
    {
      name: "nobody by owners that cannot be read",
      given: { areas: someAreas({ people: { ...people(ana), problem: "gone" } }) },
      code: "retitle-not-allowed",
    },
    {
      name: "nobody without an id for an author without one",
      given: { actor: stranger, pullRequest: aPullRequest({ author: undefined }) },
      code: "retitle-not-allowed",
    },
    {
      name: "nobody once it is closed",
      given: { actor: author, pullRequest: aPullRequest({ isOpen: false }) },
      code: "pull-request-closed",
    },
  ])("$name → $code", ({ given, code }) => {
    const decision = decide("fix: something", given);
    expect(decision.reasons.map((each) => each.code)).toEqual([code]);
    expect(decision.title).toBe(code === "retitled" ? "fix: something" : undefined);
  });
});

describe("which title", () => {
  it.for([
    { args: "fix: a", code: "retitled" },
    { args: "  fix:  a ", code: "retitled" },
    { args: "feat(runtime): faster start", code: "title-unchanged" },
    { args: "Fix a", code: "retitle-refused" },
    { args: "", code: "retitle-refused" },
    { args: "fix: closes #1", code: "retitle-refused" },
    { args: "fix: ask @ana", code: "retitle-refused" },
    { args: "fix: " + "a".repeat(300), code: "retitle-refused" },
  ])("$args → $code", ({ args, code }) => {
    expect(decide(args, { actor: author }).reasons.map((each) => each.code)).toEqual([code]);
  });

  it.for([
    { rules: defaultTitleRules },
    { rules: { types: ["fix"], scope: "required" as const, scopes: ["api"] } },
    { rules: { types: ["fix"], scope: "none" as const } },
  ])("a refusal shows a title that would pass under $rules", ({ rules }) => {
    const [why] = decide("", { actor: author, titleRules: rules }).reasons;
    const shown = String(why?.parameters["command"]).replace("/retitle ", "");
    expect(judgeTitle(shown, rules).ok).toBe(true);
  });
});
