import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import type { Identity } from "./exchange.ts";
import type { AppSeed } from "./seed.ts";

const Claims = z.object({ iss: z.coerce.number(), iat: z.number(), exp: z.number() });

/** Knows whom each token was issued to. emulate takes any unknown token for its first user; GitHub answers 401. */
export class Tokens {
  readonly #apps: readonly AppSeed[];
  readonly #identities = new Map<string, Identity>();

  constructor(apps: readonly AppSeed[], people: ReadonlyMap<string, string>) {
    this.#apps = apps;
    for (const [token, login] of people) this.#identities.set(token, { kind: "user", login });
  }

  issued(token: string, app: AppSeed, permissions: Readonly<Record<string, string>>): void {
    this.#identities.set(token, { kind: "installation", app, permissions });
  }

  /** From now on every installation token is refused, as after a revocation. */
  revokeAll(): void {
    for (const [token, { kind }] of this.#identities) if (kind === "installation") this.#identities.delete(token);
  }

  /** Undefined: credentials that GitHub does not know. */
  identify(authorization: string | undefined, now: Date): Identity | undefined {
    if (authorization === undefined) return { kind: "anonymous" };
    const token = authorization.replace(/^(bearer|token)\s+/i, "").trim();
    return token.startsWith("eyJ") ? this.#fromJwt(token, now) : this.#identities.get(token);
  }

  #fromJwt(token: string, now: Date): Identity | undefined {
    const [head = "", claims = "", signature = ""] = token.split(".");
    const { data } = Claims.safeParse(parseJson(Buffer.from(claims, "base64url").toString("utf8")));
    const app = this.#apps.find(({ id }) => id === data?.iss);
    if (!app || !data) return undefined;
    const key = createPublicKey(app.privateKey);
    const isSigned = verify("RSA-SHA256", Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, "base64url"));
    const seconds = now.getTime() / 1000;
    // GitHub refuses tokens that are expired, from the future, or valid for more than 10 minutes.
    const isTimely = data.exp > seconds && data.iat <= seconds + 60 && data.exp <= seconds + 660;
    return isSigned && isTimely ? { kind: "app", app } : undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
