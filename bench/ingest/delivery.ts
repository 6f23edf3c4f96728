import { createHash, type Hash } from "node:crypto";
import { createRequire } from "node:module";
import { z } from "zod";

export const bodyBytes = 25 * 1024;

/** A request whose bytes are all there but three: write the next delivery into it, then send it. */
export interface DeliveryBuffer {
  readonly bytes: Buffer;
  /** Makes it delivery `sequence`: a guid, a pull request number and a signature of its own. */
  renew(sequence: number): void;
}

const Payload = z.looseObject({ action: z.string(), pull_request: z.looseObject({}) });
const Definitions = z.array(z.object({ name: z.string(), examples: z.array(z.unknown()) }));

const guidStart = "72d3162e-cc78-41e3-81ab-";
const firstNumber = 100_000_000;

/**
 * Deliveries of a real `pull_request.synchronize`, padded to 25 KB. The number stands last in the body, so that only
 * the end of each body is hashed anew: signing 25 KB per request would make the generator the bottleneck.
 */
export function createDeliveryBuffers(secret: string): () => DeliveryBuffer {
  const start = padTo(bodyBytes - String(firstNumber).length - 1);
  const key = Buffer.alloc(64);
  key.write(secret);
  const inner = createHash("sha256")
    .update(key.map((byte) => byte ^ 0x36))
    .update(start);
  const outer = createHash("sha256").update(key.map((byte) => byte ^ 0x5c));
  const head = Buffer.from(headOf(`${guidStart}${"0".repeat(12)}`, `sha256=${"0".repeat(64)}`));
  const guidAt = head.indexOf(guidStart) + guidStart.length;
  const signatureAt = head.indexOf("sha256=") + "sha256=".length;

  return () => {
    const bytes = Buffer.concat([head, start, Buffer.from(`${firstNumber}}`)]);
    const numberAt = head.length + start.length;
    return {
      bytes,
      renew(sequence) {
        bytes.write(sequence.toString(16).padStart(12, "0"), guidAt, "latin1");
        bytes.write(String(firstNumber + sequence), numberAt, "latin1");
        bytes.write(sign(bytes.subarray(numberAt), { inner, outer }), signatureAt, "latin1");
      },
    };
  };
}

/** HMAC-SHA256 by its definition, from copies of the two hashes that already hold the key and the body's beginning. */
function sign(end: Buffer, { inner, outer }: { readonly inner: Hash; readonly outer: Hash }): string {
  return outer.copy().update(inner.copy().update(end).digest()).digest("hex");
}

function padTo(length: number): Buffer {
  const { number: _number, ...payload } = readSynchronize();
  const unpadded = Buffer.byteLength(bodyStart(payload, ""));
  return Buffer.from(bodyStart(payload, "x".repeat(length - unpadded)));
}

function bodyStart(payload: z.infer<typeof Payload>, body: string): string {
  const text = JSON.stringify({ ...payload, pull_request: { ...payload.pull_request, body } });
  return `${text.slice(0, -1)},"number":`;
}

function readSynchronize() {
  const definitions = Definitions.parse(createRequire(import.meta.url)("@octokit/webhooks-examples"));
  const examples = definitions.find(({ name }) => name === "pull_request")?.examples ?? [];
  const found = examples.map((example) => Payload.parse(example)).find(({ action }) => action === "synchronize");
  if (found === undefined) throw new Error("@octokit/webhooks-examples has no pull_request.synchronize");
  return found;
}

function headOf(guid: string, signature: string): string {
  return [
    "POST /api/github/webhooks HTTP/1.1",
    "Host: 127.0.0.1",
    "User-Agent: GitHub-Hookshot/044aadd",
    "Accept: */*",
    "Content-Type: application/json",
    "X-GitHub-Event: pull_request",
    "X-GitHub-Hook-ID: 292430182",
    "X-GitHub-Hook-Installation-Target-Type: integration",
    `X-GitHub-Delivery: ${guid}`,
    `X-Hub-Signature-256: ${signature}`,
    `Content-Length: ${bodyBytes}`,
    "\r\n",
  ].join("\r\n");
}
