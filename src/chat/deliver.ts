import { createHash } from "node:crypto";
import type { Announcement, Message } from "../policy/announcement/message.ts";
import { planDelivery, Receipt } from "../policy/announcement/plan-delivery.ts";
import type { Rest, Sending, Sent, Step, Wanted } from "../policy/announcement/plan-delivery.ts";
import { settleCreate, settleEdit, settleLookUp } from "../policy/announcement/settle-delivery.ts";
import type { CreateOutcome, EditOutcome, Settlement } from "../policy/announcement/settle-delivery.ts";
import { RetryLater } from "../queue/job.ts";
import type { Json, Store } from "../store/store.ts";
import { receiptKey, receiptNonce } from "./receipt-key.ts";
import type { ReceiptSubject } from "./receipt-key.ts";
import type { ChatTarget } from "./target.ts";

export interface DeliveryRequest {
  readonly subject: ReceiptSubject;
  readonly announcement: Announcement;
  readonly mayCreate: boolean;
}

interface Deps {
  readonly chat: ChatTarget;
  readonly store: Store;
  readonly now: () => Date;
}

export interface Delivery {
  readonly state: "posted" | "adopted" | "edited" | "uncertain" | Rest;
  readonly says?: string;
}

/** Clocks of ours and of the chat may differ by minutes; looking back further costs a page, too little a duplicate. */
const lookBackMs = 15 * 60 * 1000;
/** Claim, refusal, minimal text, edit to the newest text: no honest delivery needs more rounds. */
const mostRounds = 8;

/**
 * Makes one channel show this announcement once, whatever was tried before: the receipt says what was, and every change
 * of it is a compare-and-set, so of two workers one acts. Throws `RetryLater` when it has to be looked at again.
 */
export async function deliver(request: DeliveryRequest, deps: Deps): Promise<Delivery> {
  const key = receiptKey(request.subject);
  const wanted = want(request);
  let did: Delivery["state"] | undefined;
  for (let round = 0; round < mostRounds; round++) {
    const stored = await deps.store.get(key);
    const before = parseReceipt(key, stored);
    const step = planDelivery(before, wanted, deps.now());
    if (step.kind === "rest") return rest(step, did);
    if (step.kind === "wait") throw new RetryLater("another attempt at this message is under way or due", step.until);
    const acting = step.kind === "edit" ? stored : step.claim;
    if (step.kind !== "edit" && !(await deps.store.compareAndSet(key, stored, step.claim))) continue;

    const { settlement, means } = await act(step, before, request, wanted, deps);
    if (!(await deps.store.compareAndSet(key, acting, settlement.receipt))) {
      throw new Error(`${key} was changed by another worker while this one acted; look again`);
    }
    const { receipt, wait } = settlement;
    if (wait !== undefined) throw new RetryLater(wait.says, wait.retryAt);
    if (receipt.state === "uncertain" || receipt.state === "dead") return { state: receipt.state, says: receipt.says };
    if (receipt.state === "sent" && receipt.refused === undefined) did ??= means;
  }
  throw new Error(`${key} did not come to rest in ${mostRounds} rounds`);
}

/** What `deliver` would do first; nothing is written or asked. */
export async function previewDelivery(request: DeliveryRequest, { store, now }: Omit<Deps, "chat">): Promise<string> {
  const key = receiptKey(request.subject);
  const step = planDelivery(parseReceipt(key, await store.get(key)), want(request), now());
  return step.kind === "rest" ? step.because : step.kind;
}

interface Act {
  readonly settlement: Settlement;
  /** What happened, if the message is there afterwards. */
  readonly means: "posted" | "adopted" | "edited";
}

async function act(
  step: Exclude<Step, { kind: "rest" | "wait" }>,
  before: Receipt | undefined,
  request: DeliveryRequest,
  { contentHash }: Wanted,
  deps: Deps,
): Promise<Act> {
  if (step.kind === "edit") {
    const outcome = await edit(step.receipt, request, deps);
    return { settlement: settleEdit(step.receipt, outcome, { contentHash, now: deps.now() }), means: "edited" };
  }
  if (step.kind === "look-up") {
    const { attempt } = step.claim;
    const since = new Date(Date.parse(attempt.startedAt) - lookBackMs);
    const outcome = await deps.chat.find(request.subject.channel, attempt.mark, since);
    const settlement = settleLookUp(step.claim, outcome, { before, contentHash, now: deps.now() });
    if (settlement !== undefined) return { settlement, means: "adopted" };
  }
  const outcome = await create(step.claim, request, deps);
  return { settlement: settleCreate(step.claim, outcome, { before, contentHash, now: deps.now() }), means: "posted" };
}

function create(claim: Sending, { subject, announcement }: DeliveryRequest, { chat }: Deps): Promise<CreateOutcome> {
  return chat.create(subject.channel, announcement[claim.rendering], receiptNonce(subject));
}

async function edit(receipt: Sent, request: DeliveryRequest, { chat }: Deps): Promise<EditOutcome> {
  const { subject, announcement } = request;
  const outcome = await chat.edit(subject.channel, receipt.messageId, announcement.full);
  if (outcome.state !== "refused" || outcome.because !== "content") return outcome;
  return chat.edit(subject.channel, receipt.messageId, announcement.minimal);
}

function rest(step: Extract<Step, { kind: "rest" }>, did: Delivery["state"] | undefined): Delivery {
  const state = step.because === "unchanged" ? (did ?? step.because) : step.because;
  return step.says === undefined ? { state } : { state, says: step.says };
}

function want({ announcement: { full }, mayCreate }: DeliveryRequest): Wanted {
  return { contentHash: hashMessage(full), mark: { url: full.url, footer: full.footer }, mayCreate };
}

function hashMessage({ title, url, description, footer, timestamp }: Message): string {
  return createHash("sha256")
    .update(JSON.stringify([title, url, description, footer, timestamp]))
    .digest("base64url");
}

function parseReceipt(key: string, stored: Json | undefined): Receipt | undefined {
  if (stored === undefined) return undefined;
  const parsed = Receipt.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new Error(`${key} in the store is not a receipt this version understands`, { cause: parsed.error });
}
