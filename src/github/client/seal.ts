import { createHmac, createPrivateKey, hkdfSync } from "node:crypto";

// By its label the derived key is none of those that other uses of the private key would derive.
const label = "gatehouse/seal/v1";
const keyBytes = 32;
// Half of the HMAC, the least that RFC 2104 recommends, because what is sealed has little room.
const digits = 32;

/** See `GitHub.seal`. Throws where the key is none. */
export function createSeal(privateKey: string): (text: string) => string {
  // The same key has many texts: other line ends, PKCS #1 or PKCS #8.
  const secret = createPrivateKey(privateKey).export({ type: "pkcs8", format: "der" });
  const key = Buffer.from(hkdfSync("sha256", secret, "", label, keyBytes));
  return (text) => createHmac("sha256", key).update(text).digest("hex").slice(0, digits);
}
