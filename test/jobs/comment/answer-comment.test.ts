import { describe, expect, it } from "vitest";
import { answerCommands, answerRefusal, answerUnread } from "../../../src/jobs/comment/answer-comment.ts";
import type { CommandContext } from "../../../src/policy/command.ts";
import { commands } from "../../../src/policy/commands/index.ts";
import { readCommands } from "../../../src/policy/comment/run-commands.ts";
import type { Source } from "../../../src/policy/ledger/entry.ts";
import { reason } from "../../../src/policy/reason.ts";
import { aCommandContext, anArea, people, ana, carla, someAreas } from "../../support/builders.ts";

const comment: Source = { kind: "comment", id: 99 };
const review: Source = { kind: "review", id: 70 };

function answer(body: string, source = comment, given: Partial<CommandContext> = {}, hasAdvisories = false) {
  const read = readCommands(body, commands);
  if (read.state === "none") throw new Error("nothing is asked");
  const written = { number: 12, source, body };
  if (read.state !== "lines") return answerUnread(written, read);
  const context = aCommandContext(given);
  return answerCommands(written, read, { ...context, source: { ...context.source, ...source } }, { hasAdvisories });
}

/** What the author sees: the reaction, and whether a reply was written. */
function seen(body: string, source = comment, given: Partial<CommandContext> = {}) {
  return answer(body, source, given).effects.map((effect) =>
    effect.kind === "reaction" ? effect.content : effect.kind,
  );
}

const self = {
  actor: { ...carla, isMachine: false },
  areas: someAreas({ areas: [anArea({ selfSignoff: "with_evidence" })], people: people(ana, carla) }),
};

describe("a comment gets one answer", () => {
  it.for([
    { name: "success", body: "/signoff runtime", given: {}, sees: ["+1"] },
    { name: "a refusal", body: "/signoff nope", given: {}, sees: ["confused", "reply"] },
    { name: "both", body: "/signoff runtime\n/signoff nope\n/hold", given: {}, sees: ["confused", "reply"] },
    { name: "help", body: "/help", given: {}, sees: ["+1", "reply"] },
    { name: "gates", body: "/gates", given: {}, sees: ["+1"] },
    { name: "success with something to be told", body: "/signoff runtime", given: self, sees: ["+1", "reply"] },
    { name: "nothing to be done", body: "/unhold", given: {}, sees: ["+1", "reply"] },
    { name: "a new title", body: "/retitle fix: a", given: {}, sees: ["retitle", "+1", "reply"] },
    { name: "the title that is there", body: "/retitle feat(runtime): faster start", given: {}, sees: ["+1", "reply"] },
    { name: "no new title for one that passes", body: "/retitle", given: {}, sees: ["+1", "reply"] },
    { name: "a title that fails", body: "/retitle Faster", given: {}, sees: ["confused", "reply"] },
    { name: "a quoted command", body: "> /signoff runtime", given: {}, sees: ["confused"] },
    { name: "too many", body: "/help\n".repeat(21), given: {}, sees: ["confused", "reply"] },
  ])("$name", ({ body, given, sees }) => expect(seen(body, comment, given)).toEqual(sees));
});

describe("a review has no reactions", () => {
  it.for([
    { name: "success is silent", body: "/signoff runtime @0a9ddbc", sees: [] },
    { name: "a refusal is a reply", body: "/signoff nope", sees: ["reply"] },
    { name: "a quoted command is passed over", body: "> /signoff runtime", sees: [] },
    { name: "too many", body: "/help\n".repeat(21), sees: ["reply"] },
  ])("$name", ({ body, sees }) => expect(seen(body, review)).toEqual(sees));
});

it("a reply names what it answers, and whether it says no", () => {
  expect(answer("/signoff nope", review).effects).toMatchObject([
    { kind: "reply", number: 12, source: review, isRefusal: true },
  ]);
  expect(answer("/help").effects).toMatchObject([{ kind: "reaction" }, { source: comment, isRefusal: false }]);
});

it("an answer is plain data, so that a second attempt finds the same", () => {
  const first = answer("/signoff runtime -- note\n/retitle fix: a\n/hold\n/nope\n/signoff x", comment, self);
  expect(JSON.parse(JSON.stringify(first))).toEqual(first);
});

describe("the pull request is looked at again", () => {
  it.for([
    { body: "/signoff runtime", isAsked: true },
    { body: "/recheck", isAsked: true },
    { body: "/signoff nope", isAsked: false },
    // GitHub tells of the new title by an event.
    { body: "/retitle fix: a", isAsked: false },
    { body: "/retitle feat(runtime): faster start", isAsked: false },
    { body: "/retitle fix: a\n/hold", isAsked: true },
    { body: "> /signoff runtime", isAsked: false },
  ])("after $body: $isAsked", ({ body, isAsked }) => expect(answer(body).asksForLook).toBe(isAsked));

  it("when a sign-off was recorded for an earlier head only", () => {
    const { entries, asksForLook } = answer("/signoff runtime @a413cfc", comment, {
      areas: someAreas({ areas: [anArea({ staleOn: "any_push" })] }),
      heads: {
        present: aCommandContext().heads.present,
        earlier: aCommandContext().heads.earlier.map((head) => ({ ...head, diff: undefined })),
      },
    });
    expect([entries.length, asksForLook]).toEqual([1, true]);
  });
});

it("T40: a token in the first line is not echoed by a refusal of the whole", () => {
  const token = `ghp_${"a1B2".repeat(9)}`;
  const { effects } = answerRefusal(
    { number: 12, source: comment, body: `/signoff ${token}` },
    reason("no-areas-defined", {}),
  );
  expect(JSON.stringify(effects)).not.toContain(token);
});

it.for([
  { hasAdvisories: true, names: true },
  { hasAdvisories: false, names: false },
])("help names /triage where advisories are scanned for: $hasAdvisories", ({ hasAdvisories, names }) => {
  const { effects } = answer("/help", comment, {}, hasAdvisories);
  const [body = ""] = effects.flatMap((effect) => (effect.kind === "reply" ? [effect.body] : []));
  expect(body).toContain("`/signoff");
  expect(body.includes("`/triage help`")).toBe(names);
});
