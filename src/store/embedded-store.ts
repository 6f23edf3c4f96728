import type { PGliteInterface } from "@electric-sql/pglite";
import { withDeadline } from "../deadline.ts";
import { openValue, sealValue } from "./envelope.ts";
import type { Expiry, Json, LedgerRow, Store } from "./store.ts";

const timeoutMs = 2_500;

const createTables = `
CREATE SCHEMA IF NOT EXISTS gatehouse;
CREATE TABLE IF NOT EXISTS gatehouse.ledger (
  position bigint GENERATED ALWAYS AS IDENTITY, subject text NOT NULL, id text NOT NULL, envelope text NOT NULL,
  PRIMARY KEY (subject, id));
CREATE TABLE IF NOT EXISTS gatehouse.value (key text PRIMARY KEY, envelope text NOT NULL, expires_at timestamptz);
CREATE INDEX IF NOT EXISTS value_expiry ON gatehouse.value (expires_at) WHERE expires_at IS NOT NULL;`;

const appendScript = `
INSERT INTO gatehouse.ledger (subject, id, envelope) VALUES ($1, $2, $3)
ON CONFLICT (subject, id) DO NOTHING RETURNING id`;

const readScript = "SELECT id, envelope FROM gatehouse.ledger WHERE subject = $1 ORDER BY position";

const getScript = "SELECT envelope FROM gatehouse.value WHERE key = $1 AND (expires_at IS NULL OR expires_at > now())";

// Nothing else clears expired rows, so each put takes a few along; the one it writes is left out, it is upserted.
const putScript = `
WITH swept AS (DELETE FROM gatehouse.value WHERE key IN
  (SELECT key FROM gatehouse.value WHERE expires_at <= now() AND key <> $1 ORDER BY expires_at LIMIT 10))
INSERT INTO gatehouse.value (key, envelope, expires_at) VALUES ($1, $2, now() + $3::double precision * interval '1 ms')
ON CONFLICT (key) DO UPDATE SET envelope = EXCLUDED.envelope, expires_at = EXCLUDED.expires_at`;

const putIfAbsentScript = `
INSERT INTO gatehouse.value AS present (key, envelope, expires_at)
VALUES ($1, $2, now() + $3::double precision * interval '1 ms')
ON CONFLICT (key) DO UPDATE SET envelope = EXCLUDED.envelope, expires_at = EXCLUDED.expires_at
WHERE present.expires_at <= now() RETURNING key`;

const replaceScript = `
UPDATE gatehouse.value SET envelope = $2, expires_at = now() + $3::double precision * interval '1 ms'
WHERE key = $1 AND envelope = $4 AND (expires_at IS NULL OR expires_at > now()) RETURNING key`;

/** The store in the embedded database. Every method is one SQL statement, so it is atomic; expiry is the database's clock. */
export async function createEmbeddedStore(database: PGliteInterface): Promise<Store> {
  await database.exec(createTables);

  async function run(
    sql: string,
    key: string,
    parameters: readonly (string | number | null)[],
  ): Promise<readonly Row[]> {
    const work = database.query<Row>(sql, [...parameters]);
    return (await withDeadline(work, timeoutMs, `The store did not answer for ${key}`)).rows;
  }

  async function get(key: string): Promise<Json | undefined> {
    const [row] = await run(getScript, key, [key]);
    return row === undefined ? undefined : openValue(row.envelope, key);
  }

  async function compareAndSet(key: string, expected: Json | undefined, next: Json, expiry?: Expiry): Promise<boolean> {
    const written = [key, sealValue(next), expiry?.expiresInMs ?? null] as const;
    const rows =
      expected === undefined
        ? await run(putIfAbsentScript, key, written)
        : await run(replaceScript, key, [...written, sealValue(expected)]);
    if (rows.length > 0) return true;
    await get(key); // throws when what is there was written by another version
    return false;
  }

  return {
    get,
    compareAndSet,
    putIfAbsent: (key, value, expiry) => compareAndSet(key, undefined, value, expiry),

    async append(subject: string, { id, value }: LedgerRow) {
      return (await run(appendScript, subject, [subject, id, sealValue(value)])).length > 0;
    },

    async read(subject) {
      const rows = await run(readScript, subject, [subject]);
      return rows.map(({ id, envelope }) => ({ id, value: openValue(envelope, `${subject}, entry ${id}`) }));
    },

    async put(key, value, expiry) {
      await run(putScript, key, [key, sealValue(value), expiry?.expiresInMs ?? null]);
    },

    async delete(key) {
      await run("DELETE FROM gatehouse.value WHERE key = $1", key, [key]);
    },

    async ping() {
      await run("SELECT 1", "a ping", []);
    },
  };
}

interface Row {
  readonly id: string;
  readonly envelope: string;
}
