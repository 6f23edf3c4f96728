import { describe, expect, it } from "vitest";
import { signoffCommand } from "../../../src/policy/commands/signoff.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import {
  aCommandContext,
  aFile,
  aHead,
  allOf,
  anArea,
  aPullRequest,
  firstHead,
  secondHead,
  someAreas,
  someHeads,
} from "../../support/builders.ts";

const both = someAreas({ areas: [anArea(), anArea({ name: "api", owners: ["ana"] })] });

/** The head before this one changed something else. */
const otherCode = someHeads({
  earlier: [
    aHead({ sha: firstHead, since: new Date("2026-11-20T08:00:00Z") }, allOf(aFile({ patch: "@@ -1 +1 @@\n-a\n+b" }))),
  ],
});

function decide(args: string, given: Parameters<typeof aCommandContext>[0] = {}) {
  return signoffCommand.decide(args, aCommandContext(given));
}

describe("T15: a push around the comment", () => {
  const pushedAt = (time: string, heads = otherCode) => ({
    heads: { ...heads, present: aHead({ since: new Date(`2026-11-20T${time}Z`) }) },
  });

  it.for([
    {
      name: "just before it",
      since: "09:59:57",
      because: "`0a9ddbc` was pushed only 3 s before the comment, so you may not have seen it.",
    },
    { name: "just after it", since: "10:00:02", because: "`0a9ddbc` was pushed after the comment, and differs." },
  ])("$name leaves the sign-off with the head before, and says so", ({ since, because }) => {
    const { outcome, entries, reasons } = decide("runtime", pushedAt(since));
    expect([outcome, entries]).toMatchObject(["refused", [{ kind: "signed", headSha: firstHead }]]);
    expect(reasons.map(sentenceWithFix)).toEqual([
      `Recorded for \`a413cfc\`: ${because} Look at the change and comment \`/signoff runtime @0a9ddbc\`.`,
    ]);
  });

  it("does not matter when it left the area as it was", () => {
    const { outcome, entries, isTold } = decide("runtime", pushedAt("09:59:57", someHeads()));
    expect([outcome, entries, isTold]).toMatchObject(["done", [{ headSha: firstHead }], undefined]);
  });

  it("matters all the same where any push does", () => {
    const areas = someAreas({ areas: [anArea({ staleOn: "any_push" })] });
    const before = aHead(
      { sha: firstHead, since: new Date("2026-11-20T08:00:00Z") },
      allOf(aFile(), aFile({ path: "README.md" })),
    );
    const heads = someHeads({ earlier: [before] });
    expect(decide("runtime", { areas, ...pushedAt("09:59:57", heads) }).outcome).toBe("refused");
    expect(decide("runtime", pushedAt("09:59:57", heads)).outcome).toBe("done");
  });

  it("to a head that nobody looked at signs nothing that could ever count", () => {
    const heads = someHeads({
      earlier: [aHead({ sha: firstHead, since: new Date("2026-11-20T08:00:00Z"), diff: undefined })],
    });
    const { outcome, entries } = decide("runtime", pushedAt("09:59:57", heads));
    expect([outcome, entries]).toMatchObject([
      "refused",
      [{ headSha: firstHead, areaDigest: null, wholeDigest: null }],
    ]);
  });

  it("when no head was known long enough records nothing", () => {
    const heads = someHeads({ present: aHead({ since: new Date("2026-11-20T09:59:55Z") }), earlier: [] });
    const { outcome, entries, reasons } = decide("runtime api", { areas: both, heads });
    expect([outcome, entries, reasons.map(sentenceWithFix)]).toEqual([
      "refused",
      [],
      [
        "Gatehouse had not known `0a9ddbc` for 10 s when you commented, so you may not have seen it. Look at it and comment `/signoff runtime api @0a9ddbc`.",
      ],
    ]);
    expect(decide("runtime api @0a9ddbc", { areas: both, heads }).outcome).toBe("done");
  });

  it("another base just before the comment leaves it with the base before", () => {
    const heads = {
      present: aHead({ since: new Date("2026-11-20T09:59:57Z"), baseBranch: "release" }),
      earlier: [aHead({ since: new Date("2026-11-20T09:00:00Z") })],
    };
    const pullRequest = aPullRequest({ baseBranch: "release" });
    const decision = decide("runtime @0a9ddbc", { heads, pullRequest, areas: someAreas({ pullRequest }) });
    expect([decision.outcome, decision.entries]).toMatchObject([
      "refused",
      [{ headSha: secondHead, baseBranch: "main" }],
    ]);
    expect(decision.reasons.map((each) => each.code)).toEqual(["signed-for-other-base"]);
  });
});

it("an earlier head can be named: the sign-off is recorded for it, and said not to count", () => {
  const { outcome, entries, reasons } = decide("runtime @a413cfc", { heads: otherCode });
  expect([outcome, entries]).toMatchObject(["refused", [{ headSha: firstHead }]]);
  expect(reasons.map((each) => each.code)).toEqual(["signed-other-head"]);
});

it("a review signs the commit that it was written for, whatever was pushed since", () => {
  const source = {
    kind: "review" as const,
    id: 70,
    bodySha256: "50d4",
    at: new Date("2026-11-20T10:00:00Z"),
    title: undefined,
    headSha: firstHead,
  };
  const decision = decide("runtime", { source, heads: otherCode });
  expect(decision.entries).toMatchObject([{ headSha: firstHead, source: { kind: "review", id: 70 } }]);
  expect(decision.reasons.map(sentenceWithFix)).toEqual([
    "Recorded for `a413cfc`. It does not count for `0a9ddbc`, which is the head now and differs there. Look at the change and comment `/signoff runtime @0a9ddbc`.",
  ]);
});
