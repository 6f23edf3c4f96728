import { createServer } from "node:http";
import { GatehouseOctokit } from "../../src/github/client/octokit.ts";
import type { Octokit } from "../../src/github/client/octokit.ts";

/** What a local GitHub answers about one repository; a test changes it between two runs. */
export interface ReleasePage {
  release: object | undefined;
  config: string | undefined;
  isPrivate: boolean;
  /** Answers every request with this instead. */
  status: number | undefined;
  readonly requests: string[];
  octokit(): Octokit;
  close(): Promise<void>;
}

/** The reads that an announcement needs, over real HTTP. */
export async function openReleasePage(): Promise<ReleasePage> {
  const server = createServer((request, response) => {
    page.requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const [status, body] = answer(request.url ?? "");
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  function answer(path: string): [number, object] {
    if (page.status !== undefined) return [page.status, { message: "scripted" }];
    if (path === "/repos/acme/platform") return [200, { default_branch: "trunk", private: page.isPrivate }];
    if (path === "/repos/acme/platform/releases/500" && page.release !== undefined) return [200, page.release];
    if (
      path === "/repos/acme/platform/contents/.github%2Fgatehouse.yml?ref=refs%2Fheads%2Ftrunk" &&
      page.config !== undefined
    ) {
      const content = Buffer.from(page.config).toString("base64");
      return [200, { type: "file", size: page.config.length, content, sha: "c0ffee" }];
    }
    // Asked is only one thing: whether that file is a link.
    if (path === "/graphql") {
      return [200, { data: { repository: { object: { p0: { mode: 0o100644, oid: "c0ffee" } } } } }];
    }
    return [404, { message: "Not Found" }];
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the release page has no port");
  const page: ReleasePage = {
    release: undefined,
    config: undefined,
    isPrivate: false,
    status: undefined,
    requests: [],
    octokit: () => new GatehouseOctokit({ baseUrl: `http://127.0.0.1:${address.port}`, log: silent }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return page;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
