import { describe, expect, it } from "vitest";
import type { CommandContext } from "../../../src/policy/command.ts";
import { retitleCommand } from "../../../src/policy/commands/retitle.ts";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { defaultTitlePolicy, defaultTitleRules, type TitleRules } from "../../../src/policy/title/rules.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import { aCommandContext, ana, aPullRequest, carla, people, someAreas } from "../../support/builders.ts";

const author = { ...carla, isMachine: false };
const stranger = { id: 9, login: "mallory", isMachine: false };
const failing = aPullRequest({ title: "Feature: faster start" });
const hopeless = aPullRequest({ title: "Faster start" });
const closed = aPullRequest({ isOpen: false });
const judging = { ...defaultTitlePolicy.judging, retitleClosed: "allow" as const };

function decide(args: string, given: Partial<CommandContext> = {}) {
  return retitleCommand.decide(args, aCommandContext(given));
}

function codesOf(args: string, given: Partial<CommandContext> = {}) {
  return decide(args, given).reasons.map(({ code }) => code);
}

function policyWith(rules: Partial<TitleRules>): Partial<CommandContext> {
  return { titlePolicy: { ...defaultTitlePolicy, rules: { ...defaultTitleRules, ...rules } } };
}

describe("who may change the title", () => {
  it.for<{ name: string; given: Partial<CommandContext>; code: string }>([
    { name: "the author", given: { actor: author, areas: [] }, code: "retitled" },
    { name: "an area owner", given: {}, code: "retitled" },
    { name: "anyone with triage permission", given: { actor: stranger, permission: "triage" }, code: "retitled" },
    { name: "nobody else", given: { actor: stranger }, code: "retitle-not-allowed" },
    {
      name: "nobody who may only read",
      given: { actor: stranger, permission: "read" },
      code: "retitle-not-allowed",
    },
    {
      name: "no App, also not for the author",
      given: { actor: { ...carla, isMachine: true }, permission: "admin" },
      code: "only-people",
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
    { name: "nobody once it is closed", given: { actor: author, pullRequest: closed }, code: "retitle-closed" },
    {
      name: "the author of a closed one where the configuration says so",
      given: { actor: author, pullRequest: closed, titlePolicy: { ...defaultTitlePolicy, judging } },
      code: "retitled",
    },
    { name: "nobody while it is in the queue", given: { actor: author, isQueued: true }, code: "retitle-queued" },
  ])("$name → $code", ({ given, code }) => {
    const decision = decide("fix: something", given);
    expect(decision.reasons.map((each) => each.code)).toEqual([code]);
    expect(decision.title).toBe(code === "retitled" ? "fix: something" : undefined);
    expect(decision.entries).toEqual([]);
  });
});

describe("which title", () => {
  it.for([
    { args: "fix: a", code: "retitled" },
    { args: "  fix:  a ", code: "retitled" },
    { args: "feat(runtime): faster start", code: "title-unchanged" },
    { args: "", code: "title-passes-already" },
    { args: "Fix a", code: "retitle-refused" },
    { args: "fix: closes #1", code: "retitle-refused" },
    { args: "fix: ask @ana", code: "retitle-refused" },
    { args: "fix: " + "a".repeat(300), code: "retitle-refused" },
    { args: "fix: a --force", code: "retitled" },
    { args: "--forced fix: a", code: "retitle-refused" },
  ])("$args → $code", ({ args, code }) => {
    expect(codesOf(args, { actor: author })).toEqual([code]);
  });

  it.for([
    { pullRequest: failing, title: "feat: faster start", code: "retitled" },
    { pullRequest: hopeless, title: undefined, code: "retitle-refused" },
  ])("/retitle alone for $pullRequest.title → $title", ({ pullRequest, title, code }) => {
    const decision = decide("", { actor: author, pullRequest });
    expect([decision.title, ...decision.reasons.map((each) => each.code)]).toEqual([title, code]);
  });

  it.for<{ rules: Partial<TitleRules> }>([
    { rules: {} },
    { rules: { types: ["fix"], scope: "required", scopes: ["api"] } },
    { rules: { types: ["fix"], scope: "none" } },
  ])("a refusal shows a title that would pass under $rules", ({ rules }) => {
    const [why] = decide("", { actor: author, pullRequest: hopeless, ...policyWith(rules) }).reasons;
    const shown = String(why?.parameters["command"]).replace("/retitle ", "");
    expect(judgeTitle(shown, { ...defaultTitleRules, ...rules }).ok).toBe(true);
  });

  it("a refusal shows none where the rules ask for more than can be made up", () => {
    const given = {
      actor: author,
      pullRequest: hopeless,
      ...policyWith({ scope: "required", scopePattern: "[0-9]+" }),
    };
    expect(codesOf("", given)).toEqual(["retitle-refused-without-example"]);
    expect(codesOf("Faster", given)).toEqual(["retitle-refused-without-example"]);
  });

  it("a refusal says all that is wrong in one line, and offers the nearest title", () => {
    const [why] = decide("Feat(ui):x", { actor: author }).reasons;
    expect(why && sentenceWithFix(why)).toBe(
      "Write the type in lower case: `feat`. Write one blank (U+0020) after the colon; found nothing. Comment `/retitle feat(ui): x`.",
    );
  });
});

describe("/retitle --force", () => {
  it.for([
    { permission: "admin", code: "retitled-by-force" },
    { permission: "maintain", code: "retitled-by-force" },
    { permission: "write", code: "retitle-no-force" },
    { permission: "triage", code: "retitle-no-force" },
    { permission: "read", code: "retitle-no-force" },
    { permission: "none", code: "retitle-no-force" },
  ] as const)("with $permission permission → $code, also for owners and the author", ({ permission, code }) => {
    for (const actor of [{ ...ana, isMachine: false }, author, stranger]) {
      expect(codesOf("--force WIP stuff", { actor, permission })[0]).toBe(code);
    }
  });

  it("records who set what in place of what, and when, and says why it does not pass", () => {
    const decision = decide("--force Feature: stuff", { permission: "maintain" });
    expect(decision).toMatchObject({ outcome: "done", title: "Feature: stuff", isTold: true });
    expect(decision.entries).toEqual([
      {
        kind: "retitled",
        actor: ana,
        source: { kind: "comment", id: 99 },
        at: "2026-11-20T10:00:00.000Z",
        from: "feat(runtime): faster start",
        to: "Feature: stuff",
      },
    ]);
    expect(decision.reasons.map(sentenceWithFix).join(" ")).toBe(
      "The title is now `Feature: stuff`: `ana` forced it at `2026-11-20 10:00 UTC`, although it does not pass. " +
        "`Feature` is not a type here. Did you mean `feat`?",
    );
  });

  it("records nothing of a title that passes", () => {
    expect(decide("--force fix: a", { permission: "maintain" })).toMatchObject({ title: "fix: a", entries: [] });
  });

  it.for<{ name: string; args: string; given: Partial<CommandContext>; code: string }>([
    { name: "an empty title", args: "--force", given: { pullRequest: failing }, code: "retitle-refused" },
    { name: "a closing keyword", args: "--force closes #1", given: {}, code: "retitle-refused" },
    { name: "a mention", args: "--FORCE ask @ana", given: {}, code: "retitle-refused" },
    { name: "257 characters", args: `--force ${"a".repeat(257)}`, given: {}, code: "retitle-refused" },
    { name: "a bot", args: "--force x", given: { actor: { ...ana, isMachine: true } }, code: "only-people" },
    { name: "a closed pull request", args: "--force x", given: { pullRequest: closed }, code: "retitle-closed" },
    { name: "a queued pull request", args: "--force x", given: { isQueued: true }, code: "retitle-queued" },
  ])("does not lift what is refused to everybody: $name", ({ args, given, code }) => {
    const { reasons, title, entries } = decide(args, { permission: "admin", ...given });
    expect([reasons.map((each) => each.code), title, entries]).toEqual([[code], undefined, []]);
  });
});

describe("while it is in the merge queue", () => {
  it.for([
    { args: " fix:  a ", command: "/retitle fix: a" },
    { args: "", command: "/retitle" },
    { args: "--force  stuff", command: "/retitle --force stuff" },
  ])("/retitle $args is answered with the line to send later", ({ args, command }) => {
    const decision = decide(args, { permission: "admin", pullRequest: failing, isQueued: true });
    expect(decision.reasons).toEqual([{ code: "retitle-queued", parameters: { command } }]);
  });

  it("what would change nothing is answered as ever", () => {
    expect(codesOf("feat(runtime): faster start", { isQueued: true })).toEqual(["title-unchanged"]);
    expect(codesOf("Fix a", { isQueued: true })).toEqual(["retitle-refused"]);
  });
});
