import { createHmac } from "node:crypto";
import type { Seal } from "../../src/render/advisory/advisory-note.ts";

/** The seal of some App, for tests without one. */
export const testSeal: Seal = sealWith("the key of a test");

export function sealWith(key: string): Seal {
  return (text) => createHmac("sha256", key).update(text).digest("hex").slice(0, 32);
}
