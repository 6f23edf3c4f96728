import { createHash, timingSafeEqual } from "node:crypto";

// GitHub's code lives for an hour, so a registration that takes longer has failed anyway.
const lifetimeMs = 60 * 60 * 1000;
const maxPending = 100;

/** Registrations that were begun on our page. A state that we did not issue, or issued too long ago, is a stranger's. */
export interface PendingStates {
  issue(now: Date): string;
  /** True once per issued state. */
  redeem(state: string, now: Date): boolean;
}

export function createPendingStates(makeToken: () => string): PendingStates {
  let pending: { readonly digest: Buffer; readonly expiresAt: number }[] = [];
  return {
    issue(now) {
      const state = makeToken();
      pending = [...pending.slice(1 - maxPending), { digest: digestOf(state), expiresAt: now.getTime() + lifetimeMs }];
      return state;
    },
    redeem(state, now) {
      const digest = digestOf(state);
      // Digests have one length, which the constant time comparison needs.
      const found = pending.filter((entry) => timingSafeEqual(entry.digest, digest));
      pending = pending.filter((entry) => !found.includes(entry));
      return found.some((entry) => entry.expiresAt > now.getTime());
    },
  };
}

function digestOf(state: string): Buffer {
  return createHash("sha256").update(state).digest();
}
