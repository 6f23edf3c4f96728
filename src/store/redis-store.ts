import type { Redis } from "ioredis";
import { withDeadline } from "../deadline.ts";
import { openValue, sealValue } from "./envelope.ts";
import type { Expiry, Json, LedgerRow, Store } from "./store.ts";

const timeoutMs = 2_500;

// One hash per ledger: the field is the entry's id, the value its position and envelope. HLEN only grows, so it orders.
const appendScript = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], redis.call('HLEN', KEYS[1]) .. ':' .. ARGV[2])
return 1`;

// Returns nothing when it was set, else what is there ('' when absent). An empty ARGV[1] means "expected absent".
const compareAndSetScript = `
local current = redis.call('GET', KEYS[1]) or ''
if current ~= ARGV[1] then return current end
if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return false`;

/** The store on Redis. The connection must fail fast (no offline queue); expiry is Redis's own TTL. */
export function createRedisStore(redis: Redis): Store {
  const ledgerKey = (subject: string): string => `gatehouse:ledger:${subject}`;
  const valueKey = (key: string): string => `gatehouse:value:${key}`;

  async function compareAndSet(key: string, expected: Json | undefined, next: Json, expiry?: Expiry): Promise<boolean> {
    const before = expected === undefined ? "" : sealValue(expected);
    const present = await inTime(
      redis.eval(compareAndSetScript, 1, valueKey(key), before, sealValue(next), expiryArgument(expiry)),
      key,
    );
    if (present === null) return true;
    if (typeof present === "string" && present !== "") openValue(present, key);
    return false;
  }

  return {
    compareAndSet,
    putIfAbsent: (key, value, expiry) => compareAndSet(key, undefined, value, expiry),

    async append(subject: string, { id, value }: LedgerRow) {
      return (await inTime(redis.eval(appendScript, 1, ledgerKey(subject), id, sealValue(value)), subject)) === 1;
    },

    async read(subject) {
      const fields = await inTime(redis.hgetall(ledgerKey(subject)), subject);
      return Object.entries(fields)
        .map(([id, text]) => ({ id, position: Number.parseInt(text, 10), sealed: text.slice(text.indexOf(":") + 1) }))
        .toSorted((left, right) => left.position - right.position)
        .map(({ id, sealed }) => ({ id, value: openValue(sealed, `${subject}, entry ${id}`) }));
    },

    async get(key) {
      const text = await inTime(redis.get(valueKey(key)), key);
      return text === null ? undefined : openValue(text, key);
    },

    async put(key, value, expiry) {
      const ttlMs = expiryArgument(expiry);
      const sealed = sealValue(value);
      await inTime(
        ttlMs === "" ? redis.set(valueKey(key), sealed) : redis.set(valueKey(key), sealed, "PX", ttlMs),
        key,
      );
    },

    async delete(key) {
      await inTime(redis.del(valueKey(key)), key);
    },

    async ping() {
      await withDeadline(redis.ping(), timeoutMs, "Redis did not answer");
    },
  };
}

function inTime<T>(work: Promise<T>, key: string): Promise<T> {
  return withDeadline(work, timeoutMs, `The store did not answer for ${key}`);
}

// PX takes whole milliseconds and refuses 0; an expiry that has already passed is the shortest one there is.
function expiryArgument(expiry: Expiry | undefined): string {
  return expiry?.expiresInMs === undefined ? "" : String(Math.max(1, Math.round(expiry.expiresInMs)));
}
