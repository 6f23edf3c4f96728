import { z } from "zod";
import type { Store } from "../../store/store.ts";

/**
 * What we posted in one place. It is claimed before anything is written: after a crash or a lost answer the next attempt
 * knows that it cannot know, looks before it creates again (`sending`), and changes again what it changed (`changing`).
 */
const Receipt = z.discriminatedUnion("state", [
  z.object({ state: z.literal("sending") }),
  z.object({ state: z.literal("changing"), id: z.number() }),
  z.object({
    state: z.literal("sent"),
    id: z.number(),
    digest: z.string(),
    /** What a check says: its conclusion, or its status while there is none. */
    says: z.string().optional(),
  }),
]);
type Receipt = z.infer<typeof Receipt>;

// Checks and comments of a pull request that nothing has touched for half a year are looked up again if it wakes.
const expiry = { expiresInMs: 180 * 24 * 3600 * 1000 };

export async function findReceipt(store: Store, key: string): Promise<Receipt | undefined> {
  const value = await store.get(receiptKey(key));
  return value === undefined ? undefined : Receipt.parse(value);
}

/** Makes the next run write there again, whatever was written last: somebody changed it since. */
export async function doubtReceipt(store: Store, key: string): Promise<void> {
  const receipt = await findReceipt(store, key);
  if (receipt?.state !== "sent") return;
  // When another worker writes at this very moment, what it writes is newer than the change.
  await store.compareAndSet(receiptKey(key), receipt, { state: "changing", id: receipt.id }, expiry);
}

/** Whether a check may stand there as passed. What is not known may. */
export async function maySaySuccess(store: Store, key: string): Promise<boolean> {
  const receipt = await findReceipt(store, key);
  if (receipt === undefined) return false;
  return receipt.state !== "sent" || receipt.says === undefined || receipt.says === "success";
}

/** Takes over what was found there after the store was lost: the next run changes it, and creates nothing beside it. */
export async function adoptReceipt(store: Store, key: string, id: number): Promise<void> {
  await store.putIfAbsent(receiptKey(key), { state: "changing", id }, expiry);
}

/** What was written there is left behind: the next run creates anew. */
export async function forgetReceipt(store: Store, key: string): Promise<void> {
  await store.delete(receiptKey(key));
}

interface Content {
  readonly key: string;
  readonly digest: string;
  readonly says?: string | undefined;
  /** An earlier store may have known what is there. */
  readonly mayExist: boolean;
}

/** How one kind of thing is found, created and changed on GitHub. Each gives its id. */
export interface Place {
  /** Looks for what an earlier attempt of ours may have created. */
  readonly find: () => Promise<number | undefined>;
  readonly create: () => Promise<number>;
  /** False when it is gone. */
  readonly update: (id: number) => Promise<boolean>;
}

/**
 * Brings one place to the content with this digest. Creates at most once: a first attempt costs no look-up unless
 * `mayExist`, an attempt after an unclear one looks first. Throws when another worker wrote there meanwhile, which
 * happens when this one was frozen long enough to be taken for dead; the next run then sees that and mends it.
 */
export async function ensurePlace(store: Store, { key, digest, says, mayExist }: Content, place: Place): Promise<void> {
  const sent = { state: "sent", digest, ...(says === undefined ? {} : { says }) } as const;
  const receipt = await findReceipt(store, key);
  if (receipt?.state === "sent" && receipt.digest === digest) return;
  const known = receipt !== undefined && "id" in receipt ? receipt.id : undefined;
  const isUnclear = receipt?.state === "sending" || (receipt === undefined && mayExist);
  const id = known ?? (isUnclear ? await place.find() : undefined);
  const changing = id === undefined ? undefined : await claim(store, key, receipt, { state: "changing", id });
  if (id !== undefined && (await place.update(id))) return settle(store, key, changing, { ...sent, id });
  const sending = await claim(store, key, changing ?? receipt, { state: "sending" });
  return settle(store, key, sending, { ...sent, id: await place.create() });
}

async function claim(store: Store, key: string, before: Receipt | undefined, next: Receipt): Promise<Receipt> {
  if (await store.compareAndSet(receiptKey(key), before, next, expiry)) return next;
  throw new Error(`another worker writes ${key} at the same time`);
}

async function settle(
  store: Store,
  key: string,
  claimed: Receipt | undefined,
  sent: Extract<Receipt, { state: "sent" }>,
): Promise<void> {
  if (await store.compareAndSet(receiptKey(key), claimed, sent, expiry)) return;
  // Which of the two contents is there now is not known, so neither may be taken for it.
  await store.put(receiptKey(key), { state: "changing", id: sent.id }, expiry);
  throw new Error(`another worker wrote ${key} meanwhile`);
}

function receiptKey(key: string): string {
  return `receipt/${key}`;
}
