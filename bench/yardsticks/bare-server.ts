import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// The least that a webhook receiver can do: read the body, verify the signature, answer. It stores nothing.

const secret = process.env["WEBHOOK_SECRET"] ?? "";

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.end("ready\n");
    return;
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const claimed = Buffer.from(String(request.headers["x-hub-signature-256"]));
    const right = Buffer.from(`sha256=${createHmac("sha256", secret).update(Buffer.concat(chunks)).digest("hex")}`);
    response.statusCode = claimed.length === right.length && timingSafeEqual(claimed, right) ? 200 : 401;
    response.end("ok\n");
  });
});

server.listen(0, "127.0.0.1", () => {
  // A server that listens on a port has an AddressInfo; only one on a pipe has a string, a closed one null.
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
process.once("SIGTERM", () => process.exit(0));
