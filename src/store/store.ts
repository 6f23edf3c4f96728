/** Anything `JSON.stringify` keeps as it is. Both backends store values as JSON text. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export interface Expiry {
  /** The key reads as absent after this time. Counted by the store's own clock, never by the app's. */
  readonly expiresInMs?: number;
}

/** One ledger entry: `id` names the event it came from, so that the same event appends once. */
export interface LedgerRow {
  readonly id: string;
  readonly value: Json;
}

/**
 * What Gatehouse remembers: an append-only ledger per subject, and small values by key (receipts, ETags, slots).
 * Values are JSON; each is stored in an envelope with a schema version, and a value of another version is an error.
 * Every method rejects when the store cannot answer within its time limit; nothing is retried inside.
 */
export interface Store {
  /** Appends unless an entry with this id is already in the subject's ledger. Atomic. True when it was appended. */
  append(subject: string, row: LedgerRow): Promise<boolean>;
  /** The subject's ledger, oldest first; empty when there is none. */
  read(subject: string): Promise<readonly LedgerRow[]>;

  /** The value, or undefined when absent or expired. */
  get(key: string): Promise<Json | undefined>;
  put(key: string, value: Json, expiry?: Expiry): Promise<void>;
  /** True when the key was absent and now holds the value. Atomic. */
  putIfAbsent(key: string, value: Json, expiry?: Expiry): Promise<boolean>;
  /**
   * Replaces `expected` (undefined = absent) by `next`; false when something else is there. Atomic.
   * Values are compared as canonical JSON (sorted keys), not by identity.
   */
  compareAndSet(key: string, expected: Json | undefined, next: Json, expiry?: Expiry): Promise<boolean>;
  delete(key: string): Promise<void>;

  /** Rejects when the store does not answer. */
  ping(): Promise<void>;
}
