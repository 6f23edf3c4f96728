import { createPrivateKey } from "node:crypto";
import { expect, it } from "vitest";
import { createSeal } from "../../../src/github/client/seal.ts";
import { aPrivateKey } from "../../support/github/seed.ts";

const key = aPrivateKey();
const pkcs1 = createPrivateKey(key).export({ type: "pkcs1", format: "pem" }).toString();

it.for([
  { why: "made again", privateKey: key },
  { why: "of a file with CRLF and blanks around it", privateKey: `\r\n${key.replaceAll("\n", "\r\n")}\r\n` },
  { why: "of the same key as PKCS #1, as GitHub hands it out", privateKey: pkcs1 },
])("a seal $why is the same", ({ privateKey }) => {
  expect(createSeal(privateKey)("a text")).toBe(createSeal(key)("a text"));
});

it("is another for another text, and for another key", () => {
  const seals = [createSeal(key)("a text"), createSeal(key)("a text "), createSeal(aPrivateKey())("a text")];
  expect(new Set(seals).size).toBe(3);
  for (const seal of seals) expect(seal).toMatch(/^[0-9a-f]{32}$/);
});

it("is refused without a key", () => {
  expect(() => createSeal("no key")).toThrow("DECODER");
});

// Seals stand in issues for years: a version that derives the key otherwise takes every note for forged.
it("stays the same from version to version", () => {
  // An Ed25519 key of nothing but sevens, because it is short.
  const der = Buffer.from(`302e020100300506032b657004220420${"07".repeat(32)}`, "hex").toString("base64");
  const pem = `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----`;
  expect(createSeal(pem)("a text")).toBe("d47d1fdaf9a78e27eb54decbedb9be92");
});
