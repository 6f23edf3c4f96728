import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { AdvisoryRecord } from "../../src/policy/advisory/records/record.ts";
import { packDump } from "./osv-dump.ts";
import { isNamed } from "./osv-oracle.ts";

/** What goes wrong with the next request to an endpoint. */
type OsvFault =
  | {
      readonly on: "querybatch" | "vulns";
      readonly kind: "status";
      readonly status: number;
      readonly retryAfter?: string;
    }
  | { readonly on: "querybatch" | "vulns"; readonly kind: "hang" | "truncated" | "drop" }
  /** `truncated`: the connection ends in the middle of the archive. `page`: a page of HTML in its place. */
  | { readonly on: "dump"; readonly method: "HEAD" | "GET"; readonly kind: "status"; readonly status: number }
  | { readonly on: "dump"; readonly method: "GET"; readonly kind: "truncated" | "page" | "redirect" }
  /** The real server does this when its 35 s are over before it began: no hits and the token of the first page. */
  | { readonly on: "querybatch"; readonly kind: "give-up" };

interface OsvRequestSeen {
  readonly method: string;
  readonly path: string;
  readonly userAgent: string;
  /** Names in the batch; empty for other requests. */
  readonly names: readonly string[];
}

export interface LocalOsv {
  readonly url: string;
  /** Everything that was asked, oldest first. */
  readonly requests: OsvRequestSeen[];
  /** Used up from the front, each by the next request to its endpoint. */
  readonly faults: OsvFault[];
  /** From now on it serves these, also as a dump of that time. */
  readonly publish: (records: readonly unknown[], at?: Date) => void;
  /** Most detail requests that were open at the same time. */
  readonly mostAtOnce: () => number;
  readonly close: () => Promise<void>;
}

export interface LocalOsvOptions {
  /** Records as they are served; the full JSON is kept, not only what we read of it. */
  readonly records: readonly unknown[];
  /** About 1,000 hits a query in the real one. */
  readonly pageSize?: number;
  readonly port?: number;
  /** When the dump was written; undefined: the dump does not say. */
  readonly dumpedAt?: Date;
  /** What the dump says of its version; both unless told. */
  readonly dumpSays?: readonly ("x-goog-hash" | "etag")[];
}

const firstPageToken = Buffer.from("FIRST_PAGE_TOKEN").toString("base64");
const ecosystems = ["crates.io", "npm", "PyPI", "Go", "RubyGems", "Maven"];

const Batch = z.object({
  queries: z
    .array(
      z.object({
        package: z.object({ ecosystem: z.enum(ecosystems), name: z.string().min(1) }),
        version: z.string(),
        page_token: z.string().optional(),
      }),
    )
    .max(1000),
});

/** A local OSV with the shapes and limits of api.osv.dev. */
export async function startOsv(options: LocalOsvOptions): Promise<LocalOsv> {
  const { pageSize = 1000, port = 0, dumpSays = ["x-goog-hash", "etag"] } = options;
  let served = byId(options.records);
  let { dumpedAt } = options;
  const requests: OsvRequestSeen[] = [];
  const faults: OsvFault[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on("close", () => (open -= 1));
    answer(request, response).catch((error: unknown) => {
      reply(response, 500, { code: 13, message: String(error) });
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = z.object({ port: z.number() }).parse(server.address());

  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    faults,
    publish: (records, at) => {
      served = byId(records);
      dumpedAt = at;
    },
    mostAtOnce: () => most,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const body: unknown = method === "POST" ? JSON.parse(await text(request)) : undefined;
    const names = z.object({ queries: z.array(z.object({ package: z.object({ name: z.string() }) })) }).safeParse(body);
    requests.push({
      method,
      path: url,
      userAgent: headers["user-agent"] ?? "",
      names: names.data?.queries.map((query) => query.package.name) ?? [],
    });
    const archive = /^\/([^/]+)\/all\.zip$/.exec(url)?.[1];
    if (archive !== undefined) return sendDump(decodeURIComponent(archive), method, response);
    const endpoint = url === "/v1/querybatch" && method === "POST" ? "querybatch" : "vulns";
    const fault = takeFault(({ on }) => on === endpoint);
    if (fault?.kind === "hang") return;
    if (fault?.kind === "drop") return void response.destroy();
    if (fault?.kind === "status") {
      if ("retryAfter" in fault && fault.retryAfter !== undefined) response.setHeader("retry-after", fault.retryAfter);
      return reply(response, fault.status, { code: 8, message: "fault" });
    }
    const cutAt = fault?.kind === "truncated" ? 20 : undefined;
    if (endpoint === "vulns") return sendRecord(url, response, cutAt);
    return sendBatch(body, response, cutAt, fault?.kind === "give-up");
  }

  function takeFault(isMeant: (fault: OsvFault) => boolean): OsvFault | undefined {
    const at = faults.findIndex(isMeant);
    return at === -1 ? undefined : faults.splice(at, 1)[0];
  }

  /** As the bucket of OSV: one archive for each ecosystem, with its hash and the time it was written. */
  function sendDump(ecosystem: string, method: string, response: ServerResponse): void {
    const fault = takeFault((one) => one.on === "dump" && one.method === method);
    if (fault?.kind === "status") return void response.writeHead(fault.status).end();
    if (fault?.kind === "redirect") return void response.writeHead(302, { location: "/crates.io/all.zip" }).end();
    const dump = packDump(ecosystem, [...served.values()]);
    if (dump === undefined) return void response.writeHead(404).end();
    const bytes = fault?.kind === "page" ? Buffer.from("<html>We are moving house.</html>") : dump.bytes;
    for (const header of dumpSays) response.setHeader(header, dump[header]);
    if (dumpedAt !== undefined) response.setHeader("last-modified", dumpedAt.toUTCString());
    response.writeHead(200, { "content-type": "application/zip", "content-length": bytes.length });
    if (method === "HEAD") return void response.end();
    if (fault?.kind !== "truncated") return void response.end(bytes);
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  }

  function sendRecord(url: string, response: ServerResponse, cutAt: number | undefined): void {
    const id = decodeURIComponent(/^\/v1\/vulns\/([^/?]+)$/.exec(url)?.[1] ?? "");
    const record = served.get(id);
    if (record === undefined) reply(response, 404, { code: 5, message: "Bug not found." });
    else reply(response, 200, record, cutAt);
  }

  function sendBatch(body: unknown, response: ServerResponse, cutAt: number | undefined, givesUp: boolean): void {
    const batch = Batch.safeParse(body);
    // One bad query spoils the batch, and the answer does not say which.
    if (!batch.success) return reply(response, 400, { code: 3, message: "Invalid query." });
    const results = batch.data.queries.map(({ package: { ecosystem, name }, version, page_token: token }) => {
      if (givesUp) return { next_page_token: firstPageToken };
      const start =
        token === undefined || token === firstPageToken ? 0 : Number(Buffer.from(token, "base64").toString());
      const hits = findHits(ecosystem, name, version);
      const vulns = hits.slice(start, start + pageSize);
      if (vulns.length === 0) return {};
      const end = start + pageSize;
      return hits.length > end ? { vulns, next_page_token: Buffer.from(String(end)).toString("base64") } : { vulns };
    });
    return reply(response, 200, { results }, cutAt);
  }

  function findHits(ecosystem: string, name: string, version: string): readonly { id: string; modified: string }[] {
    return [...served.values()].flatMap((raw) => {
      const read = AdvisoryRecord.safeParse(raw);
      // A record that our schema refuses is named all the same: the server does not know what we can read.
      if (!read.success) return BrokenFor.safeParse(raw).data?.named === name ? [AdvisoryId.parse(raw)] : [];
      const isLive = read.data.withdrawn === undefined || read.data.withdrawn === null;
      return isLive && isNamed(read.data, ecosystem, name, version) ? [AdvisoryId.parse(raw)] : [];
    });
  }
}

function byId(records: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(records.map((raw) => [AdvisoryId.parse(raw).id, raw]));
}

const AdvisoryId = z.object({ id: z.string(), modified: z.string() });
const BrokenFor = z.object({ named: z.string() });

function reply(response: ServerResponse, status: number, body: unknown, cutAt?: number): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body).slice(0, cutAt));
}

/** The records of a folder, for example `test/fixtures/osv`. */
export function readOsvRecords(folder: string): readonly unknown[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file): unknown => JSON.parse(readFileSync(join(folder, file), "utf8")));
}
