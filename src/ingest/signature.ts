import { createHmac, timingSafeEqual } from "node:crypto";

const signature = /^sha256=([0-9a-f]{64})$/;

/**
 * Whether `header` (X-Hub-Signature-256) is the HMAC of these raw bytes under one of the secrets. The bytes must be
 * the ones received: decoding first would lose a byte order mark or invalid UTF-8 that GitHub did sign.
 * Every secret is tried, so the time taken does not tell which one matched.
 */
export function isSignedBy(body: Uint8Array, header: string, secrets: readonly string[]): boolean {
  const given = signature.exec(header)?.[1];
  if (given === undefined) return false;
  const claimed = Buffer.from(given, "hex");
  let isSigned = false;
  for (const secret of secrets) {
    // An empty secret would accept a signature that anybody can make.
    if (secret === "") continue;
    if (timingSafeEqual(createHmac("sha256", secret).update(body).digest(), claimed)) isSigned = true;
  }
  return isSigned;
}
