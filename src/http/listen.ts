import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { answerJson, type RequestHandler } from "./answer.ts";

export interface ConnectionLimits {
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  readonly maxConnections: number;
  /** Node looks for overdue connections this often (30 s unless told), so timeouts may be late by this much. */
  readonly checkEveryMs: number;
}

export const connectionLimits: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 10_000,
  keepAliveTimeoutMs: 5_000,
  maxConnections: 512,
  checkEveryMs: 1_000,
};

export interface ListenOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly log: Logger;
  readonly limits?: Partial<ConnectionLimits>;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Where a browser on this machine finds it, without a slash at the end. */
  readonly url: string;
  /** Takes no new connections, lets running requests finish within the grace, then cuts what is left. */
  close(graceMs: number): Promise<void>;
}

/** Starts an HTTP server. Rejects when the address is taken, with the fix in words. */
export async function listen(handle: RequestHandler, options: ListenOptions): Promise<Listening> {
  const { host, port, log } = options;
  const limits = { ...connectionLimits, ...options.limits };
  const server = createServer({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: limits.checkEveryMs,
  });
  server.maxConnections = limits.maxConnections;
  server.on("request", (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error({ err: error, method: request.method }, "request failed on a bug");
      if (response.headersSent) response.destroy();
      else
        answerJson(response, 500, { error: "This is a bug in Gatehouse. The log says more." }, { connection: "close" });
    });
  });
  await bind(server, host, port);
  // A server that listens on a port has an AddressInfo; only one on a pipe has a string, a closed one null.
  const bound = server.address() as AddressInfo;
  const name = bound.family === "IPv6" ? `[${bound.address}]` : bound.address;
  const visibleName = name === "0.0.0.0" || name === "[::]" ? "127.0.0.1" : name;
  return {
    host: bound.address,
    port: bound.port,
    url: `http://${visibleName}:${bound.port}`,
    close: (graceMs) => closeGracefully(server, graceMs),
  };
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const fix = error.code === "EADDRINUSE" ? "Set PORT to a free port." : "Check HOST and PORT.";
      reject(new Error(`Cannot listen on ${host}, port ${port} (${error.code}). ${fix}`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

async function closeGracefully(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  // `close` ends the connections that are idle now; one whose request ends later would be kept alive for seconds.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  try {
    await new Promise<void>((resolve) => {
      // The only error is that it was closed before.
      server.close(() => resolve());
    });
  } finally {
    clearTimeout(cut);
    clearInterval(sweep);
  }
}
