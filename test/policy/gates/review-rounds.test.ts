import { describe, expect, it } from "vitest";
import type { Remark } from "../../../src/policy/facts.ts";
import { reviewGate } from "../../../src/policy/gates/review.ts";
import { remarkHead } from "../../../src/policy/review/remark-head.ts";
import { aHead, aPullRequest, someFacts } from "../../support/builders.ts";

/**
 * A real audit and its rounds: seven heads by six force pushes, five reviews by a bot with ten threads, of which the
 * author settled each round's before the next push. One head was never reviewed, because two pushes came in a row; and
 * the last verdict was a comment, which names no commit.
 */
const heads = [
  { sha: sha("cc24338"), since: "03:00" },
  { sha: sha("2a41884"), since: "05:20" },
  { sha: sha("a413cfc"), since: "05:33" },
  { sha: sha("0a9ddbc"), since: "06:54" },
  { sha: sha("6249995"), since: "07:19" },
  { sha: sha("a52e16e"), since: "07:47" },
  { sha: sha("5f038f4"), since: "08:06" },
] as const;

const rounds = [
  { of: "cc24338", at: "03:10", threads: 2, settledAt: "05:15" },
  { of: "a413cfc", at: "05:50", threads: 4, settledAt: "06:50" },
  { of: "0a9ddbc", at: "07:05", threads: 1, settledAt: "07:15" },
  { of: "6249995", at: "07:30", threads: 2, settledAt: "07:45" },
  { of: "a52e16e", at: "07:55", threads: 1, settledAt: "08:04" },
] as const;

const review = {
  by: "chatgpt-codex-connector",
  at: "head",
  clean: "Didn't find any major issues",
  ask: "@codex review",
  threads: "resolved",
};

interface Moment {
  readonly now: string;
  readonly cleanAt?: string;
  /** Besides the six pushes: force pushed back to an earlier head. */
  readonly back?: { readonly to: string; readonly since: string };
}

function judgeAt({ now, cleanAt = "08:20", back }: Moment) {
  const pushes = [...heads, ...(back === undefined ? [] : [{ sha: sha(back.to), since: back.since }])];
  const [present, ...earlier] = pushes
    .filter(({ since }) => since <= now)
    .map((head) => aHead({ sha: head.sha, since: time(head.since) }))
    .toReversed();
  if (present === undefined) throw new Error("there was no head yet");
  const said = [
    ...rounds.map(({ of, at }) => ({
      state: "commented" as const,
      text: `### Codex Review\n\nHere are some suggestions.\n\n**Reviewed commit:** \`${of}000\``,
      commitSha: sha(of),
      at: time(at),
    })),
    {
      state: "comment" as const,
      text: "Codex Review: Didn't find any major issues. Hooray!",
      commitSha: undefined,
      at: time(cleanAt),
    },
  ].filter(({ at }) => at <= time(now));
  const remarks: readonly Remark[] = said.map((each) => ({
    by: "chatgpt-codex-connector",
    isBot: true,
    isUnedited: true,
    headSha: remarkHead(each, { present, earlier }, 10_000)?.sha,
    ...each,
  }));
  const begun = rounds.filter(({ at }) => at <= now);
  const open = begun
    .filter(({ settledAt }) => settledAt > now)
    .flatMap(({ threads }) => Array<string>(threads).fill("docs/plan.md"));
  const facts = someFacts({
    pullRequest: aPullRequest({ headSha: present.sha }),
    remarks,
    threads: {
      unresolved: open.map((path) => ({ path, line: undefined, by: "chatgpt-codex-connector", isOutdated: true })),
      total: begun.reduce((sum, { threads }) => sum + threads, 0),
    },
  });
  return reviewGate.bind({ review }).judge(facts, { name: "codex", area: undefined });
}

describe("the gate over all rounds", () => {
  it.for([
    { now: "03:05", state: "pending", code: "review-asked", what: "opened" },
    { now: "03:15", state: "fail", code: "review-not-clean", what: "first round, 2 threads" },
    { now: "05:16", state: "fail", code: "review-not-clean", what: "threads settled, nothing pushed" },
    { now: "05:25", state: "pending", code: "review-asked", what: "pushed, never reviewed" },
    { now: "05:40", state: "pending", code: "review-asked", what: "pushed again" },
    { now: "06:00", state: "fail", code: "review-not-clean", what: "second round, 4 threads" },
    { now: "07:00", state: "pending", code: "review-asked", what: "pushed" },
    { now: "07:10", state: "fail", code: "review-not-clean", what: "third round" },
    { now: "07:25", state: "pending", code: "review-asked", what: "pushed" },
    { now: "07:35", state: "fail", code: "review-not-clean", what: "fourth round" },
    { now: "07:50", state: "pending", code: "review-asked", what: "pushed" },
    { now: "08:00", state: "fail", code: "review-not-clean", what: "fifth round" },
    { now: "08:10", state: "pending", code: "review-asked", what: "pushed" },
    { now: "08:25", state: "pass", code: "review-clean", what: "found clean" },
  ])("$now $what → $state", ({ now, state, code }) => {
    const verdict = judgeAt({ now });
    expect([verdict.state, verdict.reason.code]).toEqual([state, code]);
  });

  it("asks on every head until there is a verdict, and never after", () => {
    const asked = heads.map(({ since }) => judgeAt({ now: since }).asks);
    expect(asked).toEqual(heads.map(() => "@codex review"));
    expect(["03:15", "06:00", "07:10", "07:35", "08:00", "08:25"].map((now) => judgeAt({ now }).asks)).toEqual(
      Array(6).fill(undefined),
    );
  });

  it("has counted ten threads, all of them outdated in the end", () => {
    expect(judgeAt({ now: "08:45" }).notes?.map(({ code, parameters }) => [code, parameters])).toEqual([
      ["threads-resolved", { count: "10" }],
    ]);
  });
});

describe("what must not open the gate", () => {
  it.for([
    { name: "the verdict came before the last push", now: "08:25", cleanAt: "08:05", state: "pending" },
    { name: "the verdict came a moment after the last push", now: "08:25", cleanAt: "08:06:09", state: "pending" },
    {
      name: "the last push was taken back",
      now: "08:35",
      back: { to: "a52e16e", since: "08:30" },
      state: "fail",
    },
    {
      name: "the head that nobody reviewed came back",
      now: "08:35",
      back: { to: "2a41884", since: "08:30" },
      state: "pending",
    },
  ])("$name → $state", ({ state, ...moment }) => {
    expect(judgeAt(moment).state).toBe(state);
  });

  it("but the head that was found clean stays so when it comes back", () => {
    const first = judgeAt({ now: "08:35", back: { to: "5f038f4", since: "08:30" } });
    expect(first.state).toBe("pass");
  });
});

function sha(short: string): string {
  return short.padEnd(40, "0");
}

function time(at: string): Date {
  return new Date(`2026-05-26T${at.padEnd(8, ":00")}Z`);
}
