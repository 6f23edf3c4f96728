import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/policy/effect.ts";
import { effectDigest, effectKey, plan } from "../../src/policy/plan.ts";

const source = { kind: "comment" as const, id: 5 };

describe("the plan", () => {
  const check: Effect = {
    kind: "check-run",
    name: "gatehouse",
    headSha: "a",
    status: "in_progress",
    title: "t",
    summary: "s",
  };
  const effects: readonly Effect[] = [
    check,
    { kind: "managed-comment", number: 12, body: "b" },
    { kind: "reply", number: 12, source, body: "b", isRefusal: false },
    { kind: "reaction", commentId: 5, content: "+1" },
    { kind: "retitle", number: 12, source, title: "t", from: "s" },
  ];
  const posted = new Map(effects.map((effect) => [effectKey(effect, 1), effectDigest(effect)]));

  it("of the same state is empty", () => expect(plan(effects, posted, 1)).toEqual([]));
  it("of a first look is everything", () => expect(plan(effects, new Map(), 1)).toEqual(effects));
  it("in another repository is everything too", () => {
    const elsewhere = effects.filter(({ kind }) => kind === "check-run" || kind === "managed-comment");
    expect(plan(elsewhere, posted, 2)).toEqual(elsewhere);
  });
  it("names each place once", () => expect(posted.size).toBe(effects.length));

  it.for([
    { name: "another conclusion", next: { ...check, status: "completed", conclusion: "success" } },
    { name: "another word", next: { ...check, summary: "other" } },
    { name: "another head", next: { ...check, headSha: "b" } },
    { name: "another check", next: { ...check, name: "gatehouse/title" } },
  ] satisfies readonly { name: string; next: Effect }[])("writes $name and nothing else", ({ next }) => {
    expect(plan([next, ...effects.slice(1)], posted, 1)).toEqual([next]);
  });
});
