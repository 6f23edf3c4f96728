import { EventEmitter } from "node:events";
import type { PGliteInterface } from "@electric-sql/pglite";
import type { PgNotification, PgPool, PgPoolClient, PgQueryResult } from "bullmq";

/**
 * PGlite as BullMQ's Postgres backend wants it: a `pg` pool. In the process, without sockets and without `pg`, because
 * pglite-socket shares one session between its connections message by message: a statement with more than 64 KB of
 * parameters arrives in several pieces, another connection's statement gets in between, and parameters are bound to the
 * wrong statement (117 of 2,000 in a trial). Here a statement is one call of PGlite, which runs them one at a time.
 */
export function createPglitePool(database: PGliteInterface): PgPool {
  return new PglitePool(database);
}

/** The parsers PGlite needs to answer like `pg`, which BullMQ expects: 64-bit numbers stay text. */
export const pgParsers = { 20: (text: string) => text };

class PglitePool extends EventEmitter implements PgPool {
  readonly #database: PGliteInterface;

  constructor(database: PGliteInterface) {
    super();
    this.#database = database;
  }

  // `R` is BullMQ's claim about its own SQL; PGlite cannot check it either.
  query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return runStatement<R>(this.#database, text, params);
  }

  connect(): Promise<PgPoolClient> {
    return Promise.resolve(new PgliteClient(this.#database));
  }

  /** The database belongs to the backend, which closes it after the last worker. */
  end(): Promise<void> {
    return Promise.resolve();
  }
}

/** "Its own connection" only for LISTEN: every client is the same session. */
class PgliteClient extends EventEmitter implements PgPoolClient {
  readonly #database: PGliteInterface;
  readonly #stopListening: () => void;

  constructor(database: PGliteInterface) {
    super();
    this.#database = database;
    this.#stopListening = database.onNotification((channel, payload) => {
      const notification: PgNotification = { channel, payload };
      this.emit("notification", notification);
    });
  }

  query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return runStatement<R>(this.#database, text, params);
  }

  release(): void {
    this.#stopListening();
  }
}

async function runStatement<R>(
  database: PGliteInterface,
  text: string,
  params: readonly unknown[] = [],
): Promise<PgQueryResult<R>> {
  if (params.length > 0) {
    const { rows, affectedRows } = await database.query<R>(text, [...params]);
    return { rows, rowCount: affectedRows ?? null };
  }
  // Without parameters it may be several statements (migrations), which only the simple protocol takes.
  const last = (await database.exec(text)).at(-1);
  // `exec` does not let its caller name the row type; this is the same claim as above.
  return { rows: (last?.rows ?? []) as R[], rowCount: last?.affectedRows ?? null };
}
