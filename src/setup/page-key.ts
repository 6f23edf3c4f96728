import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const cookieName = "gatehouse-setup";

/** The token that stands in the printed address. Whoever has it can read what this machine prints. */
export interface PageKey {
  readonly fits: (token: string) => boolean;
  /** Whether the browser that asks was let in before. */
  readonly isCarriedBy: (request: IncomingMessage) => boolean;
  /** `Set-Cookie` for a browser that is let in. */
  readonly cookie: string;
}

export function createPageKey(token: string): PageKey {
  const wanted = digestOf(token);
  // Digests have one length, which the constant time comparison needs.
  const fits = (given: string): boolean => timingSafeEqual(digestOf(given), wanted);
  return {
    fits,
    isCarriedBy: ({ headers }) =>
      (headers.cookie ?? "").split(";").some((pair) => {
        const [name, value = ""] = pair.trim().split("=", 2);
        return name === cookieName && fits(value);
      }),
    // Not Strict: GitHub sends the person back from another site, and on such a way a browser keeps Strict cookies.
    cookie: `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Lax`,
  };
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
