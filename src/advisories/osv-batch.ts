import { z } from "zod";
import type { OsvOptions } from "./osv-http.ts";
import { sendToOsv } from "./osv-http.ts";
import { type PackageQuery, SourceSilent } from "./source.ts";

const BatchAnswer = z.object({
  results: z.array(
    z.object({
      vulns: z.array(z.object({ id: z.string(), modified: z.string() })).nullish(),
      next_page_token: z.string().nullish(),
    }),
  ),
});

/** An advisory id with the time of its last change, which is all that the batch endpoint tells. */
export interface OsvHit {
  readonly id: string;
  readonly modified: string;
}

export type OsvHits =
  | { readonly state: "complete"; readonly hits: readonly OsvHit[] }
  /** More pages than we follow; these are the hits of the first ones. */
  | { readonly state: "unanswered"; readonly hits: readonly OsvHit[] }
  | { readonly state: "refused"; readonly hits: readonly [] };

/** Limit of the server. */
const maxQueriesPerRequest = 1000;
const maxPages = 20;
// Ten bad queries among a thousand cost a hundred refusals. A server that refuses everything would cost thousands.
const maxRefusals = 500;
// Far more than any registry takes.
const maxCharacters = 1000;

interface Asked {
  readonly index: number;
  readonly query: PackageQuery;
  readonly pageToken: string | undefined;
}

/** The hits of each query, in the order of the queries. Pages belong to single queries, so each round asks for less. */
export async function askOsv(
  queries: readonly PackageQuery[],
  options: OsvOptions,
  step: AbortSignal,
): Promise<readonly OsvHits[]> {
  const hits = queries.map((): OsvHit[] => []);
  const refused = new Set(queries.flatMap((query, index) => (isAskable(query) ? [] : [index])));
  const budget = { refusals: maxRefusals };
  let open: readonly Asked[] = queries
    .map((query, index) => ({ index, query, pageToken: undefined }))
    .filter(({ index }) => !refused.has(index));
  for (let page = 0; page < maxPages && open.length > 0; page += 1) {
    const next: Asked[] = [];
    for (let from = 0; from < open.length; from += maxQueriesPerRequest) {
      const chunk = open.slice(from, from + maxQueriesPerRequest);
      for (const { asked, result } of await askChunk(chunk, options, step, budget)) {
        if (result === undefined) {
          refused.add(asked.index);
          continue;
        }
        hits[asked.index]?.push(...(result.vulns ?? []));
        // A token may come with no hits at all: the server gave up before it began, and the token means "start again".
        if (result.next_page_token) next.push({ ...asked, pageToken: result.next_page_token });
      }
    }
    open = next;
  }
  const unfinished = new Set(open.map(({ index }) => index));
  return hits.map((found, index): OsvHits => {
    if (refused.has(index)) return { state: "refused", hits: [] };
    return { state: unfinished.has(index) ? "unanswered" : "complete", hits: found };
  });
}

/** What the server cannot read makes it refuse a whole batch, and without a version it names every record there is. */
function isAskable({ ecosystem, name, version }: PackageQuery): boolean {
  return [ecosystem, name, version].every(
    (text) => text !== "" && text.length <= maxCharacters && text.isWellFormed() && !/[\u0000-\u001f]/.test(text),
  );
}

type ChunkAnswer = readonly {
  readonly asked: Asked;
  readonly result: z.infer<typeof BatchAnswer>["results"][number] | undefined;
}[];

/** One malformed query makes the server refuse the whole batch without saying which, so a refused batch is halved. */
async function askChunk(
  chunk: readonly Asked[],
  options: OsvOptions,
  step: AbortSignal,
  budget: { refusals: number },
): Promise<ChunkAnswer> {
  const queries = chunk.map(({ query, pageToken }) => ({
    package: { ecosystem: query.ecosystem, name: query.name },
    version: query.version,
    ...(pageToken === undefined ? {} : { page_token: pageToken }),
  }));
  const response = await sendToOsv({ path: "/v1/querybatch", body: { queries } }, options, step);
  if (response.state === "absent") {
    throw new SourceSilent(`${options.baseUrl} has no /v1/querybatch: is OSV_API_URL right?`);
  }
  if (response.state === "rejected") {
    budget.refusals -= 1;
    if (budget.refusals < 0) throw new SourceSilent(`${options.baseUrl} refused ${maxRefusals} requests of one scan`);
    if (chunk.length === 1) return chunk.map((asked) => ({ asked, result: undefined }));
    const middle = Math.ceil(chunk.length / 2);
    const first = await askChunk(chunk.slice(0, middle), options, step, budget);
    return [...first, ...(await askChunk(chunk.slice(middle), options, step, budget))];
  }
  const answer = BatchAnswer.safeParse(response.body);
  // Answers are told apart by their place only, so a list of another length answers nothing.
  if (!answer.success || answer.data.results.length !== chunk.length) {
    throw new SourceSilent(`${options.baseUrl} answered /v1/querybatch in a shape we do not know`);
  }
  return chunk.map((asked, index) => ({ asked, result: answer.data.results[index] }));
}
