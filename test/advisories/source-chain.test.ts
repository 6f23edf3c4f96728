import { describe, expect, it } from "vitest";
import type { AdvisoryAnswer, AdvisorySource } from "../../src/advisories/source.ts";
import { SourceSilent } from "../../src/advisories/source.ts";
import { createSourceChain } from "../../src/advisories/source-chain.ts";
import { RetryLater } from "../../src/queue/job.ts";
import { aRecord } from "../policy/advisory/builders.ts";

const h2 = { ecosystem: "crates.io", name: "h2", version: "0.4.0" };
const later = new Date("2026-11-20T12:02:00Z");
const record = aRecord({});

/** How a source behaves, in a word. */
type Behaviour =
  | "answers"
  | "is stale"
  | "is silent"
  | "asks to wait"
  | "leaves it unanswered"
  | "finds a part of it"
  | "has a bug";

const leavesOut: readonly Behaviour[] = ["leaves it unanswered", "finds a part of it"];

function aSource(name: string, behaviour: Behaviour): AdvisorySource & { asked: number } {
  const answer: AdvisoryAnswer = {
    records: behaviour === "leaves it unanswered" ? [] : [record],
    named: [[]],
    unanswered: leavesOut.includes(behaviour) ? [{ query: h2, why: "unanswered" }] : [],
    from: { source: name, asOf: undefined, isStale: behaviour === "is stale" },
  };
  const source = { name, asked: 0, query: () => act(answer), lookUp: () => act(new Map([[record.id, record]])) };
  async function act<Answer>(given: Answer): Promise<Answer> {
    source.asked += 1;
    if (behaviour === "is silent") throw new SourceSilent(`${name} did not answer`);
    if (behaviour === "asks to wait") throw new RetryLater(`${name} asks to wait`, later);
    if (behaviour === "has a bug") throw new TypeError("undefined is not a function");
    return given;
  }
  return source;
}

function aChain(first: Behaviour, second: Behaviour) {
  const [api, dump] = [aSource("api", first), aSource("dump", second)];
  const warnings: string[] = [];
  const chain = createSourceChain([api, dump], ({ source }) => void warnings.push(source));
  return { api, dump, chain, warnings };
}

describe("a chain of sources", () => {
  it.for<{ readonly first: Behaviour; readonly second: Behaviour; readonly from: string; readonly asked: number }>([
    { first: "answers", second: "is silent", from: "api", asked: 0 },
    { first: "is stale", second: "answers", from: "api", asked: 0 },
    { first: "is silent", second: "answers", from: "dump", asked: 1 },
    { first: "is silent", second: "is stale", from: "dump", asked: 1 },
    { first: "leaves it unanswered", second: "answers", from: "dump", asked: 1 },
    { first: "finds a part of it", second: "leaves it unanswered", from: "api", asked: 0 },
    { first: "asks to wait", second: "answers", from: "dump", asked: 1 },
  ])("whose first $first and whose second $second is answered by $from", async ({ first, second, from, asked }) => {
    const { chain, dump, warnings } = aChain(first, second);
    const answer = await chain.query([h2]);
    expect(answer.from).toEqual({ source: from, asOf: undefined, isStale: [first, second].includes("is stale") });
    expect(dump.asked).toBe(asked);
    expect(warnings).toEqual(from === "api" ? [] : ["api"]);
    // By this name an answer of a fallback is told from a usual one.
    expect(chain.name).toBe("api");
  });

  it.for<{ readonly first: Behaviour; readonly second: Behaviour }>([
    { first: "asks to wait", second: "is stale" },
    { first: "asks to wait", second: "is silent" },
    { first: "is silent", second: "asks to wait" },
  ])("whose first $first and whose second $second is asked again later", async ({ first, second }) => {
    const { chain, warnings } = aChain(first, second);
    await expect(chain.query([h2])).rejects.toMatchObject({ name: "RetryLater", retryAt: later });
    expect(warnings).toEqual([]);
  });

  it.for<{ readonly first: Behaviour; readonly second: Behaviour; readonly says: string }>([
    { first: "is silent", second: "is silent", says: "api: api did not answer; dump: dump did not answer" },
    {
      first: "is silent",
      second: "leaves it unanswered",
      says: "api: api did not answer; dump: it left every package unanswered",
    },
  ])("whose first $first and whose second $second is silent, and says why of each", async ({ first, second, says }) => {
    const error = await aChain(first, second)
      .chain.query([h2])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceSilent);
    expect(error).toMatchObject({ message: `no source of advisories answered. ${says}` });
  });

  it("does not hide a mistake of ours behind a fallback", async () => {
    const { chain, dump } = aChain("has a bug", "answers");
    await expect(chain.query([h2])).rejects.toThrow(TypeError);
    await expect(chain.lookUp([record.id])).rejects.toThrow(TypeError);
    expect(dump.asked).toBe(0);
  });

  it("looks records up in the same order", async () => {
    const { chain, warnings } = aChain("is silent", "answers");
    expect([...(await chain.lookUp([record.id])).keys()]).toEqual([record.id]);
    expect(warnings).toEqual(["api"]);
    await expect(aChain("is silent", "is silent").chain.lookUp([record.id])).rejects.toBeInstanceOf(SourceSilent);
  });

  it("answers a question about nothing", async () => {
    expect((await aChain("answers", "answers").chain.query([])).from.source).toBe("api");
  });
});
