import { createServer, type IncomingHttpHeaders } from "node:http";

interface StorageRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** The other host that GitHub sends everybody to for archives. Whoever has the address may read; it wants no token. */
export interface ArtifactStorage {
  readonly url: string;
  readonly requests: readonly StorageRequest[];
  /** The next archive is answered with this status, or breaks off in its middle. */
  failNext(how: number | "break-off"): void;
  close(): Promise<void>;
}

export async function startArtifactStorage(findArchive: (id: number) => Buffer | undefined): Promise<ArtifactStorage> {
  const requests: StorageRequest[] = [];
  const failures: (number | "break-off")[] = [];
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "/";
    requests.push({ path, headers: incoming.headers });
    const archive = findArchive(Number(/\d+/.exec(path)?.[0]));
    const failure = failures.shift();
    if (typeof failure === "number") outgoing.writeHead(failure).end("<Error/>");
    else if (archive === undefined) outgoing.writeHead(404).end("<Error/>");
    else if (failure === undefined) outgoing.writeHead(200, { "content-type": "application/zip" }).end(archive);
    else {
      outgoing.writeHead(200, { "content-type": "application/zip", "content-length": archive.length });
      outgoing.write(archive.subarray(0, archive.length / 2), () => outgoing.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the storage has no address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    failNext: (how) => failures.push(how),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
