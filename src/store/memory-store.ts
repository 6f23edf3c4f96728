import { renderCanonicalJson } from "./canonical-json.ts";
import type { Expiry, Json, LedgerRow, Store } from "./store.ts";

interface Entry {
  readonly text: string;
  readonly expiresAtMs: number;
}

/**
 * The store's port on two maps: the same promises, for as long as the process lives. For the command line, which forgets
 * everything at its end, and for tests. Values are kept as JSON text; expiry is counted by the given clock.
 */
export function createMemoryStore(now: () => Date = () => new Date()): Store {
  const ledgers = new Map<string, { readonly id: string; readonly text: string }[]>();
  const values = new Map<string, Entry>();

  function peek(key: string): string | undefined {
    const entry = values.get(key);
    return entry !== undefined && now().getTime() < entry.expiresAtMs ? entry.text : undefined;
  }
  function write(key: string, value: Json, { expiresInMs }: Expiry): void {
    const expiresAtMs = expiresInMs === undefined ? Number.POSITIVE_INFINITY : now().getTime() + expiresInMs;
    values.set(key, { text: renderCanonicalJson(value), expiresAtMs });
  }

  return {
    async append(subject: string, { id, value }: LedgerRow) {
      const rows = ledgers.get(subject) ?? [];
      if (rows.some((row) => row.id === id)) return false;
      ledgers.set(subject, [...rows, { id, text: renderCanonicalJson(value) }]);
      return true;
    },
    async read(subject) {
      return (ledgers.get(subject) ?? []).map(({ id, text }) => ({ id, value: parse(text) }));
    },
    async get(key) {
      const text = peek(key);
      return text === undefined ? undefined : parse(text);
    },
    async put(key, value, expiry = {}) {
      write(key, value, expiry);
    },
    async putIfAbsent(key, value, expiry = {}) {
      if (peek(key) !== undefined) return false;
      write(key, value, expiry);
      return true;
    },
    async compareAndSet(key, expected, next, expiry = {}) {
      if (peek(key) !== (expected === undefined ? undefined : renderCanonicalJson(expected))) return false;
      write(key, next, expiry);
      return true;
    },
    async delete(key) {
      values.delete(key);
    },
    async ping() {},
  };
}

function parse(text: string): Json {
  // What `renderCanonicalJson` wrote is JSON by construction.
  return JSON.parse(text) as Json;
}
