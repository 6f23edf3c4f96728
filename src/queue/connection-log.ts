import type { Logger } from "pino";

interface Connection {
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "ready", listener: () => void): unknown;
}

/** Logs that a connection was lost and that it is back, once each: every attempt to reconnect is an error event. */
export function logConnection(connection: Connection, log: Logger, part: "queue" | "store" | "worker"): void {
  let isDown = false;
  connection.on("error", (error) => {
    if (!isConnectionError(error)) {
      log.error({ part, err: error }, "queue backend reported an error");
      return;
    }
    if (!isDown) log.error({ part, err: error }, "connection to the queue backend lost, reconnecting");
    isDown = true;
  });
  connection.on("ready", () => {
    if (isDown) log.info({ part }, "connection to the queue backend is back");
    isDown = false;
  });
}

function isConnectionError(error: Error): boolean {
  const code = "code" in error ? error.code : undefined;
  return (
    (typeof code === "string" && /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|ENETUNREACH|EAI_AGAIN|ENOENT)/.test(code)) ||
    /Connection is closed|Stream isn't writeable|connect ETIMEDOUT|max retries per request/.test(error.message)
  );
}
