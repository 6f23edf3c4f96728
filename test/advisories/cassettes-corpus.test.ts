import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { askOsv } from "../../src/advisories/osv-batch.ts";
import type { OsvOptions } from "../../src/advisories/osv-http.ts";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";

const folder = corpusPath("advisories/cassettes");
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

const Cassette = z.object({
  interactions: z.array(
    z.object({
      request: z.object({ body: z.string(), url: z.string(), method: z.string() }),
      response: z.object({ body: z.string(), code: z.number() }),
    }),
  ),
});
const Batch = z.object({ queries: z.array(z.unknown()) });
const Answer = z.object({ results: z.array(z.unknown()) });
const ByPackage = z.strictObject({
  package: z.strictObject({ ecosystem: z.string(), name: z.string() }),
  version: z.string(),
});
const Hit = z.object({ vulns: z.array(z.strictObject({ id: z.string(), modified: z.string() })).default([]) });

function readRecorded() {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.flatMap((file) => {
    const { interactions } = Cassette.parse(parse(readFileSync(join(folder, file), "utf8")));
    return interactions.map(({ request, response }) => {
      const { queries } = Batch.parse(JSON.parse(request.body));
      const { results } = Answer.parse(JSON.parse(response.body));
      return { file, request, code: response.code, queries, results };
    });
  });
}

/** Answers each query as it was recorded, however the queries are put together, and refuses what was never asked. */
async function replay(
  results: ReadonlyMap<string, unknown>,
): Promise<{ readonly url: string; readonly sizes: number[] }> {
  const sizes: number[] = [];
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { queries } = Batch.parse(JSON.parse(await text(request)));
    sizes.push(queries.length);
    const isRecorded = queries.every((query) => results.has(JSON.stringify(query)));
    response.writeHead(isRecorded ? 200 : 400, { "content-type": "application/json" });
    response.end(JSON.stringify({ results: queries.map((query) => results.get(JSON.stringify(query))) }));
  }
  const server = createServer((request, response) => void answer(request, response));
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}`, sizes };
}

function clientOf(baseUrl: string): OsvOptions {
  return {
    baseUrl,
    userAgent: "gatehouse/0.1.0",
    fetch: globalThis.fetch,
    now: () => new Date(0),
    delay: async () => undefined,
    random: () => 0,
    requestTimeoutMs: 5000,
    stepTimeoutMs: 20_000,
  };
}

const neverAborted = new AbortController().signal;

describeCorpus("what was recorded of the real OSV", () => {
  const recorded = readRecorded();
  const pairs = recorded.flatMap(({ queries, results }) =>
    queries.map((query, index) => ({ query, result: results[index] })),
  );
  const ours = pairs.filter(({ query }) => ByPackage.safeParse(query).success);

  it("is batches alone: 75 of them with 817 queries, 9 of which ask by commit and not by package", () => {
    expect(recorded.map(({ request }) => `${request.method} ${request.url}`)).toEqual(
      recorded.map(() => "POST https://api.osv.dev/v1/querybatch"),
    );
    expect(recorded.map(({ code }) => code)).toEqual(recorded.map(() => 200));
    expect([recorded.length, pairs.length, ours.length]).toEqual([75, 817, 808]);
    const others = pairs.filter(({ query }) => !ByPackage.safeParse(query).success).map(({ query }) => query);
    // Commits of actions and of git checkouts; no lockfile that we read leads to such a question.
    for (const query of others) expect(Object.keys(Object(query))).toEqual(["commit"]);
  });

  it("answers as many results as there were queries, and nothing at all for what has no hit", () => {
    for (const { queries, results } of recorded) expect(results.length).toBe(queries.length);
    const empty = pairs.filter(({ result }) => JSON.stringify(result) === "{}");
    const hits = pairs.filter(({ result }) => Hit.parse(result).vulns.length > 0);
    expect(empty.length + hits.length).toBe(pairs.length);
    expect(empty.length).toBeGreaterThan(100);
  });

  it("is understood as it is, batch by batch, and our requests are those that were recorded", async () => {
    const results = new Map(ours.map(({ query, result }) => [JSON.stringify(query), result]));
    const { url, sizes } = await replay(results);
    const asked = recorded
      .map(({ queries, results: answers }) =>
        queries.flatMap((query, index) => {
          const read = ByPackage.safeParse(query);
          return read.success ? [{ query: read.data, result: answers[index] }] : [];
        }),
      )
      .filter((batch) => batch.length > 0);
    for (const batch of asked) {
      const hits = await askOsv(
        batch.map(({ query }) => flat(query)),
        clientOf(url),
        neverAborted,
      );
      const expected = batch.map(({ result }) => ({ state: "complete", hits: Hit.parse(result).vulns }));
      expect(hits).toEqual(expected);
    }
    expect(sizes).toEqual(asked.map((batch) => batch.length));
  });

  it("is understood when all of it is asked in one question", async () => {
    const results = new Map(ours.map(({ query, result }) => [JSON.stringify(query), result]));
    const { url, sizes } = await replay(results);
    const queries = [...results.keys()].map((key) => flat(ByPackage.parse(JSON.parse(key))));
    const hits = await askOsv(queries, clientOf(url), neverAborted);
    expect(hits).toEqual([...results.values()].map((result) => ({ state: "complete", hits: Hit.parse(result).vulns })));
    expect(sizes).toEqual([results.size]);
  });

  it("names the one query that the server never knew, and answers all others", async () => {
    const results = new Map(ours.map(({ query, result }) => [JSON.stringify(query), result]));
    const { url } = await replay(results);
    const queries = [...results.keys()].map((key) => flat(ByPackage.parse(JSON.parse(key))));
    const bad = { ecosystem: "npm", name: "never-asked", version: "1.0.0" };
    const hits = await askOsv(queries.toSpliced(77, 0, bad), clientOf(url), neverAborted);
    expect(hits.flatMap(({ state }, index) => (state === "complete" ? [] : [[index, state]]))).toEqual([
      [77, "refused"],
    ]);
  });
});

function flat({ package: { ecosystem, name }, version }: z.infer<typeof ByPackage>) {
  return { ecosystem, name, version };
}
