import { once } from "node:events";
import { connect } from "node:net";

/** One keep-alive connection with at most one request under way. */
export interface LoadConnection {
  /** Sends the bytes as they are and resolves with the status of the answer. */
  send(request: Buffer): Promise<number>;
  close(): void;
}

const blankLine = "\r\n\r\n";

/** A client on a bare socket, because node's own costs as much per request as the servers it should load. */
export async function openConnection(port: number): Promise<LoadConnection> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let received = "";
  let settle: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined;
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    received += text;
    const status = readStatus(received);
    if (status === undefined) return;
    received = "";
    settle?.resolve(status);
  });
  socket.on("error", () => undefined); // `close` follows and tells whoever waits
  socket.on("close", () => settle?.reject(new Error("the server closed a connection in the middle of a request")));
  return {
    send(request) {
      return new Promise((resolve, reject) => {
        settle = { resolve, reject };
        socket.write(request);
      });
    },
    close() {
      settle = undefined;
      socket.destroy();
    },
  };
}

/** The status once the whole answer is there. All three servers send a length or chunks. */
function readStatus(text: string): number | undefined {
  const headEnd = text.indexOf(blankLine);
  if (headEnd === -1) return undefined;
  const head = text.slice(0, headEnd);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  const isComplete =
    length === undefined
      ? text.endsWith("0\r\n\r\n") // the last chunk
      : text.length >= headEnd + blankLine.length + Number(length);
  return isComplete ? Number(head.slice(9, 12)) : undefined;
}
