import { describe, expect, it } from "vitest";
import type { Remark, Thread } from "../../../src/policy/facts.ts";
import { reviewGate } from "../../../src/policy/gates/review.ts";
import { fix, sentence } from "../../../src/render/reason.ts";
import { aPullRequest, firstHead, secondHead, someFacts } from "../../support/builders.ts";

const codex = { by: "codex", at: "head", clean: "Didn't find any major issues" };
const asking = { ...codex, ask: "@codex review" };

function judge(
  review: Readonly<Record<string, string>>,
  given: {
    readonly remarks?: readonly Remark[];
    readonly unresolved?: readonly Thread[];
    readonly total?: number;
    readonly pullRequest?: Partial<ReturnType<typeof aPullRequest>>;
  } = {},
) {
  const { remarks = [], unresolved = [], total = unresolved.length, pullRequest = {} } = given;
  const facts = someFacts({ remarks, threads: { unresolved, total }, pullRequest: aPullRequest(pullRequest) });
  return reviewGate.bind({ review }).judge(facts, { name: "codex", area: undefined });
}

/** A clean comment of the bot on the present head, that nobody edited. */
function aRemark(given: Partial<Remark> = {}): Remark {
  return {
    by: "codex",
    isBot: true,
    text: "Codex Review: Didn't find any major issues. Hooray!",
    state: "comment",
    isUnedited: true,
    headSha: secondHead,
    at: new Date("2026-11-20T09:30:00Z"),
    ...given,
  };
}

function aThread(given: Partial<Thread> = {}): Thread {
  return { path: "docs/plan.md", line: 14, by: "codex", isOutdated: false, ...given };
}

const says = ({ reason }: { readonly reason: Parameters<typeof sentence>[0] }) => sentence(reason);
const later = new Date("2026-11-20T10:00:00Z");
const findings = { state: "commented", text: "Here are some suggestions." } as const;

describe("review threads", () => {
  it.for([
    { name: "none at all", unresolved: [], total: 0, state: "pass", words: "There are no review threads." },
    { name: "all resolved", unresolved: [], total: 4, state: "pass", words: "Review threads: 4 of 4 are resolved." },
    {
      name: "one open",
      unresolved: [aThread()],
      total: 4,
      state: "fail",
      words: "Review threads: 1 of 4 are not resolved.",
    },
    {
      name: "an outdated one",
      unresolved: [aThread({ isOutdated: true, line: undefined })],
      total: 1,
      state: "fail",
      words: "Review threads: 1 of 1 are not resolved.",
    },
  ])("$name → $state", ({ unresolved, total, state, words }) => {
    const verdict = judge({ threads: "resolved" }, { unresolved, total });
    expect([verdict.state, says(verdict)]).toEqual([state, words]);
  });

  it("are named with file, line and who began them", () => {
    const unresolved = [aThread(), aThread({ isOutdated: true, line: undefined }), aThread({ by: undefined })];
    expect(judge({ threads: "resolved" }, { unresolved }).details?.map(sentence)).toEqual([
      "`docs/plan.md:14`: begun by `codex`.",
      "`docs/plan.md`: begun by `codex`, outdated.",
      "`docs/plan.md:14`: begun by `ghost`.",
    ]);
  });

  it("are named up to ten, and the others are counted", () => {
    const { details = [] } = judge(
      { threads: "resolved" },
      { unresolved: Array.from({ length: 13 }, () => aThread()) },
    );
    expect(details).toHaveLength(11);
    expect(details.slice(10).map(sentence)).toEqual(["And 3 more."]);
  });
});

describe("a named reviewer", () => {
  it.for<{ name: string; review?: typeof codex; remarks: readonly Remark[]; state: string; code: string }>([
    { name: "said the words in a comment", remarks: [aRemark()], state: "pass", code: "review-clean" },
    {
      name: "said the words in a review",
      remarks: [aRemark({ state: "commented" })],
      state: "pass",
      code: "review-clean",
    },
    {
      name: "said the words with the other apostrophe",
      remarks: [aRemark({ text: "Didn’t find any major issues" })],
      state: "pass",
      code: "review-clean",
    },
    { name: "approved", remarks: [aRemark({ state: "approved", text: "" })], state: "pass", code: "review-clean" },
    { name: "found something", remarks: [aRemark(findings)], state: "fail", code: "review-not-clean" },
    {
      name: "left lines and no text",
      remarks: [aRemark({ state: "commented", text: "" })],
      state: "fail",
      code: "review-not-clean",
    },
    {
      name: "asked for changes, with the words",
      remarks: [aRemark({ state: "changes-requested" })],
      state: "fail",
      code: "review-not-clean",
    },
    {
      name: "only quoted the words",
      remarks: [aRemark({ text: "> Didn't find any major issues\n\nI did." })],
      state: "fail",
      code: "review-not-clean",
    },
    {
      name: "said the words, then quoted somebody",
      remarks: [aRemark({ text: "- Didn't find any major issues\n\n> Did you?" })],
      state: "pass",
      code: "review-clean",
    },
    {
      name: "found something, then nothing any more",
      remarks: [aRemark(findings), aRemark({ at: later })],
      state: "pass",
      code: "review-clean",
    },
    {
      name: "found nothing, then something",
      remarks: [aRemark(), aRemark({ ...findings, at: later })],
      state: "fail",
      code: "review-not-clean",
    },
    {
      name: "found something and nothing within one second",
      remarks: [aRemark(findings), aRemark()],
      state: "fail",
      code: "review-not-clean",
    },
    {
      name: "said the words in a text that somebody may have edited",
      remarks: [aRemark({ isUnedited: false })],
      state: "waiting",
      code: "review-edited",
    },
    {
      name: "approved, and was dismissed",
      remarks: [aRemark({ state: "dismissed", text: "" })],
      state: "waiting",
      code: "review-dismissed",
    },
    {
      name: "found nothing, then something, and that was dismissed",
      remarks: [aRemark(), aRemark({ ...findings, state: "dismissed", at: later })],
      state: "waiting",
      code: "review-dismissed",
    },
    { name: "said nothing", remarks: [], state: "waiting", code: "review-missing" },
    {
      name: "found another head clean",
      remarks: [aRemark({ headSha: firstHead })],
      state: "waiting",
      code: "review-missing",
    },
    {
      name: "found an unknown head clean",
      remarks: [aRemark({ headSha: undefined })],
      state: "waiting",
      code: "review-missing",
    },
    {
      name: "is silent while another bot found it clean",
      remarks: [aRemark({ by: "renovate" })],
      state: "waiting",
      code: "review-missing",
    },
    {
      name: "is the person of that name, where the gate leaves it open, in a review",
      remarks: [aRemark({ isBot: false, state: "commented" })],
      state: "pass",
      code: "review-clean",
    },
    {
      name: "is the person of that name, who only comments",
      remarks: [aRemark({ isBot: false, state: "comment" })],
      state: "waiting",
      code: "review-missing",
    },
    {
      name: "is the person of that name, where the gate means the bot",
      review: { ...codex, by: "codex[bot]" },
      remarks: [aRemark({ isBot: false })],
      state: "waiting",
      code: "review-missing",
    },
    {
      name: "is written with capitals and [bot]",
      review: { ...codex, by: "Codex[bot]" },
      remarks: [aRemark()],
      state: "pass",
      code: "review-clean",
    },
  ])("$name → $state", ({ review = codex, remarks, state, code }) => {
    const verdict = judge(review, { remarks });
    expect([verdict.state, verdict.reason.code]).toEqual([state, code]);
    expect(verdict.asks).toBeUndefined();
  });

  it("is told with head and time", () => {
    expect(says(judge(codex, { remarks: [aRemark()] }))).toBe("`codex` found `0a9ddbc` clean, `2026-11-20 09:30 UTC`.");
  });

  it("is trusted less in a comment, which names no commit, than in a review", () => {
    const codes = (state: Remark["state"]) =>
      judge(codex, { remarks: [aRemark({ state })] }).caveats?.map(({ code }) => code);
    expect(codes("comment")).toEqual(["review-without-commit"]);
    expect(codes("commented")).toEqual([]);
    expect(codes("approved")).toEqual([]);
  });

  it("has no say on their own pull request", () => {
    const own = { id: 9, login: "codex[bot]" };
    const verdict = judge(codex, { remarks: [aRemark({ state: "approved" })], pullRequest: { author: own } });
    expect([verdict.state, verdict.reason.code]).toEqual(["waiting", "review-by-author"]);
  });

  it("has one on the pull request of a person with the bot's name, where the gate means the bot", () => {
    const given = { remarks: [aRemark()], pullRequest: { author: { id: 9, login: "codex" } } };
    expect(judge({ ...codex, by: "codex[bot]" }, given).state).toBe("pass");
    expect(judge(codex, given).state).toBe("waiting");
  });
});

describe("without words that mean clean", () => {
  const ana = { by: "ana" };
  it.for<{ name: string; remarks: readonly Partial<Remark>[]; state: string; code: string }>([
    { name: "an approval counts", remarks: [{ state: "approved" }], state: "pass", code: "review-clean" },
    {
      name: "a comment after an approval takes nothing from it",
      remarks: [{ state: "approved" }, { state: "comment", at: later }, { state: "commented", at: later }],
      state: "pass",
      code: "review-clean",
    },
    {
      name: "a request for changes after an approval does",
      remarks: [{ state: "approved" }, { state: "changes-requested", at: later }],
      state: "fail",
      code: "review-not-clean",
    },
    {
      name: "a review that only comments decides nothing",
      remarks: [{ state: "commented" }],
      state: "waiting",
      code: "review-undecided",
    },
    { name: "a comment is no verdict", remarks: [{ state: "comment" }], state: "waiting", code: "review-missing" },
  ])("$name", ({ remarks, state, code }) => {
    const verdict = judge(ana, { remarks: remarks.map((each) => aRemark({ by: "ana", isBot: false, ...each })) });
    expect([verdict.state, verdict.reason.code]).toEqual([state, code]);
  });
});

describe("a reviewer who is asked", () => {
  it("is asked for a verdict on a head that has none, and the gate waits by itself", () => {
    const verdict = judge(asking, { remarks: [aRemark({ headSha: firstHead })] });
    expect([verdict.state, verdict.asks]).toEqual(["pending", "@codex review"]);
    expect([says(verdict), fix(verdict.reason)]).toEqual([
      "`codex` has given no verdict on `0a9ddbc` yet; it is asked once for each head.",
      "If nothing comes, ask again with the comment `@codex review`.",
    ]);
    expect(verdict.notes?.map(sentence)).toEqual(["Its last word was on `a413cfc`, `2026-11-20 09:30 UTC`."]);
  });

  it.for([
    { name: "on a draft", pullRequest: { isDraft: true }, remarks: [] },
    { name: "again where it found something", pullRequest: {}, remarks: [aRemark(findings)] },
    { name: "again where it found nothing", pullRequest: {}, remarks: [aRemark()] },
    { name: "on its own pull request", pullRequest: { author: { id: 9, login: "codex[bot]" } }, remarks: [] },
  ])("is not asked $name", ({ pullRequest, remarks }) => {
    expect(judge(asking, { pullRequest, remarks }).asks).toBeUndefined();
  });
});

describe("threads and a reviewer together", () => {
  const both = { ...asking, threads: "resolved" };
  it.for([
    { name: "both hold", remarks: [aRemark()], unresolved: [], state: "pass", code: "review-clean", also: [] },
    {
      name: "a thread is open",
      remarks: [aRemark()],
      unresolved: [aThread()],
      state: "fail",
      code: "threads-open",
      also: ["thread-open"],
    },
    { name: "the reviewer is silent", remarks: [], unresolved: [], state: "pending", code: "review-asked", also: [] },
    {
      name: "neither holds",
      remarks: [],
      unresolved: [aThread()],
      state: "fail",
      code: "threads-open",
      also: ["thread-open", "review-asked"],
    },
  ])("$name → $state", ({ remarks, unresolved, state, code, also }) => {
    const { details = [], ...verdict } = judge(both, { remarks, unresolved });
    expect([verdict.state, verdict.reason.code, details.map((each) => each.code)]).toEqual([state, code, also]);
  });

  it("ask also while threads are open", () => {
    expect(judge(both, { unresolved: [aThread()] }).asks).toBe("@codex review");
  });

  it("say both where both hold", () => {
    const { notes = [] } = judge(both, { remarks: [aRemark()], total: 3 });
    expect(notes.map(sentence)).toEqual(["Review threads: 3 of 3 are resolved."]);
  });
});

describe("what is needed and wanted", () => {
  it.for([
    { review: { threads: "resolved" }, needs: ["threads"], reviewers: [] },
    { review: codex, needs: ["remarks"], reviewers: ["codex"] },
    { review: { by: "Renovate[bot]", threads: "resolved" }, needs: ["threads", "remarks"], reviewers: ["renovate"] },
  ])("$review", ({ review, needs, reviewers }) => {
    const gate = reviewGate.bind({ review });
    expect([gate.needs, gate.wants]).toEqual([needs, { reviewers }]);
  });
});

describe("options that say nothing", () => {
  it.for<{ review: Readonly<Record<string, string>>; says: readonly string[] }>([
    { review: {}, says: ["`review` asks for nothing"] },
    { review: { at: "head" }, says: ["`at` says nothing without `by`"] },
    {
      review: { threads: "resolved", clean: "fine", ask: "look" },
      says: ["`clean` says nothing without `by`", "`ask` says nothing without `by`"],
    },
    { review: { by: "codex", clean: "  a " }, says: ["`clean` would be found in nearly every text"] },
    { review: codex, says: [] },
    { review: { threads: "resolved" }, says: [] },
  ])("$review", ({ review, says: expected }) => {
    expect(reviewGate.problems({ review }).map((problem) => problem.says)).toEqual(expected);
  });

  it.for(["", "code x", "-codex", "@codex", "codex[robot]"])("%s is no login", (by) => {
    expect(() => reviewGate.bind({ review: { by } })).toThrow("by");
  });
});
