import { describe, expect, it } from "vitest";
import { bindHead } from "../../../src/policy/decision/bind-head.ts";
import type { Head } from "../../../src/policy/heads.ts";

const first = "a413cfc000000000000000000000000000000000";
const second = "0a9ddbc000000000000000000000000000000000";
/** Begins as the first one does. */
const forged = "a413cfc999999999999999999999999999999999";

function head(sha: string, since: string, baseBranch = "main"): Head {
  return { sha, baseBranch, since: new Date(`2026-11-20T${since}Z`), diff: undefined };
}

/** At 10:00:00, with ten seconds of grace. The newest head comes first. */
function bind(named: string | undefined, heads: readonly Head[], review?: { readonly headSha: string | undefined }) {
  const [present = head(second, "09:00:00"), ...earlier] = heads;
  const source = {
    kind: review === undefined ? ("comment" as const) : ("review" as const),
    id: 99,
    bodySha256: "50d4",
    at: new Date("2026-11-20T10:00:00Z"),
    title: undefined,
    headSha: review?.headSha,
  };
  const binding = bindHead(named, { source, heads: { present, earlier }, graceMs: 10_000 });
  return binding.state === "bound" ? `${binding.head.sha.slice(0, 8)} ${binding.head.baseBranch}` : binding.state;
}

describe("a comment binds to the head that could be seen", () => {
  it.for([
    { name: "pushed long ago", since: "09:00:00", bound: "0a9ddbc0 main" },
    { name: "pushed at the edge of the grace", since: "09:59:50", bound: "0a9ddbc0 main" },
    { name: "pushed at the edge, by a part of a second", since: "09:59:50.900", bound: "0a9ddbc0 main" },
    { name: "pushed within the grace", since: "09:59:51", bound: "a413cfc0 main" },
    { name: "pushed after the comment", since: "10:00:05", bound: "a413cfc0 main" },
  ])("$name → $bound", ({ since, bound }) => {
    expect(bind(undefined, [head(second, since), head(first, "08:00:00")])).toBe(bound);
  });

  it("of several the newest that was there", () => {
    const heads = [
      head(second, "10:00:01"),
      head(forged, "09:59:59"),
      head(first, "09:30:00"),
      head(second, "08:00:00"),
    ];
    expect(bind(undefined, heads)).toBe("a413cfc0 main");
  });

  it("to none when none was there", () => {
    expect(bind(undefined, [head(second, "09:59:55")])).toBe("unseen");
  });

  it("and to the base that could be seen", () => {
    expect(bind(undefined, [head(second, "09:59:55", "release"), head(second, "09:00:00")])).toBe("0a9ddbc0 main");
  });
});

describe("a head that is named", () => {
  const two = [head(second, "09:59:59"), head(first, "08:00:00")];
  it.for([
    { name: "whole", named: second, heads: two, bound: "0a9ddbc0 main" },
    { name: "by its beginning", named: "0a9ddbc", heads: two, bound: "0a9ddbc0 main" },
    { name: "in capitals", named: "0A9DDBC", heads: two, bound: "0a9ddbc0 main" },
    { name: "an earlier one", named: "a413cfc", heads: two, bound: "a413cfc0 main" },
    { name: "none of them", named: "bbbbbbb", heads: two, bound: "unknown" },
    { name: "whole, before we heard of it", named: second, heads: [head(second, "10:00:07")], bound: "0a9ddbc0 main" },
    {
      name: "by its beginning, before we heard of it",
      named: "0a9ddbc",
      heads: [head(second, "10:00:07")],
      bound: "unseen",
    },
    {
      name: "and meanwhile against another base",
      named: second,
      heads: [head(second, "09:59:57", "x"), head(second, "08:00:00")],
      bound: "0a9ddbc0 main",
    },
    {
      name: "and lately against two bases, of which the first was there to be seen",
      named: second,
      heads: [head(second, "09:59:57", "x"), head(second, "09:59:53")],
      bound: "0a9ddbc0 main",
    },
    {
      name: "and for long against another base",
      named: second,
      heads: [head(second, "09:30:00", "x"), head(second, "08:00:00")],
      bound: "0a9ddbc0 x",
    },
  ])("$name → $bound", ({ named, heads, bound }) => {
    expect(bind(named, heads)).toBe(bound);
  });

  it.for([
    { name: "pushed after the comment changes nothing", since: "10:00:03", named: "a413cfc", bound: "a413cfc0 main" },
    { name: "pushed before it makes the short id too short", since: "09:30:00", named: "a413cfc", bound: "ambiguous" },
    { name: "cannot stand in for the whole id", since: "09:30:00", named: first, bound: "a413cfc0 main" },
  ])("a commit made to begin like it, $name", ({ since, named, bound }) => {
    expect(bind(named, [head(forged, since), head(first, "08:00:00")])).toBe(bound);
  });
});

describe("T23: a review binds to the commit it was written for", () => {
  const two = [head(second, "09:00:00"), head(first, "08:00:00")];
  it.for([
    { name: "the head", headSha: second, heads: two, bound: "0a9ddbc0 main" },
    { name: "an earlier head, however long ago", headSha: first, heads: two, bound: "a413cfc0 main" },
    {
      name: "a head of this second",
      headSha: second,
      heads: [head(second, "09:59:59"), head(first, "08:00:00")],
      bound: "0a9ddbc0 main",
    },
    { name: "one commit of several, which is no head", headSha: forged, heads: two, bound: "a413cfc9 main" },
    { name: "a commit that is gone", headSha: undefined, heads: two, bound: "unseen" },
  ])("$name → $bound", ({ headSha, heads, bound }) => {
    expect(bind(undefined, heads, { headSha })).toBe(bound);
  });

  it("unless the line names another", () => {
    expect(bind("0a9ddbc", two, { headSha: first })).toBe("0a9ddbc0 main");
  });

  it("T16: what is not a head has digests of nothing", () => {
    const source = {
      kind: "review" as const,
      id: 1,
      bodySha256: "50d4",
      at: new Date("2026-11-20T10:00:00Z"),
      title: undefined,
      headSha: forged,
    };
    const heads = { present: head(second, "09:00:00"), earlier: [] };
    expect(bindHead(undefined, { source, heads, graceMs: 10_000 })).toMatchObject({
      isPresent: false,
      head: { diff: undefined },
    });
  });
});
