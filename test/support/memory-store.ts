import type { Expiry, Json, LedgerRow, Store } from "../../src/store/store.ts";

interface Entry {
  readonly text: string;
  readonly expiresAtMs: number;
}

/** The store's port on two maps: the same promises, for as long as the process lives. Values are kept as JSON text. */
export function createMemoryStore(now: () => Date = () => new Date()): Store {
  const ledgers = new Map<string, { readonly id: string; readonly text: string }[]>();
  const values = new Map<string, Entry>();

  function peek(key: string): string | undefined {
    const entry = values.get(key);
    return entry !== undefined && now().getTime() < entry.expiresAtMs ? entry.text : undefined;
  }
  function write(key: string, value: Json, { expiresInMs }: Expiry): void {
    const expiresAtMs = expiresInMs === undefined ? Number.POSITIVE_INFINITY : now().getTime() + expiresInMs;
    values.set(key, { text: canonical(value), expiresAtMs });
  }

  return {
    async append(subject: string, { id, value }: LedgerRow) {
      const rows = ledgers.get(subject) ?? [];
      if (rows.some((row) => row.id === id)) return false;
      ledgers.set(subject, [...rows, { id, text: canonical(value) }]);
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
      if (peek(key) !== (expected === undefined ? undefined : canonical(expected))) return false;
      write(key, next, expiry);
      return true;
    },
    async delete(key) {
      values.delete(key);
    },
    async ping() {},
  };
}

/** JSON with sorted keys, so that two values that mean the same are the same text. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function parse(text: string): Json {
  // What `canonical` wrote is JSON by construction.
  return JSON.parse(text) as Json;
}
