import { z } from "zod";

const Count = z.number().int().nonnegative();
const Rendering = z.enum(["full", "minimal"]);
type Rendering = z.infer<typeof Rendering>;

/** How a message is found again in a channel. */
export const Mark = z.object({ url: z.string(), footer: z.string() });
export type Mark = z.infer<typeof Mark>;

const Attempt = z.object({
  /** Of the first request that may have arrived; later ones never move it. */
  startedAt: z.iso.datetime(),
  contentHash: z.string(),
  mark: Mark,
});
export type Attempt = z.infer<typeof Attempt>;

const progress = { failures: Count, serverErrors: Count, rendering: Rendering };
/** While one worker acts, and while we back off, others keep away until then. */
const notBefore = z.iso.datetime();

/**
 * What we know about one message in one channel: `ready` certainly not posted · `sending` may be posted · `sent` ·
 * `uncertain` may be posted and cannot be looked up · `gone` deleted by people · `dead` given up.
 */
export const Receipt = z.discriminatedUnion("state", [
  z.object({ state: z.literal("ready"), ...progress, notBefore }),
  z.object({ state: z.literal("sending"), ...progress, notBefore, attempt: Attempt }),
  z.object({ state: z.literal("uncertain"), ...progress, attempt: Attempt, says: z.string() }),
  z.object({
    state: z.literal("sent"),
    messageId: z.string(),
    contentHash: z.string(),
    failures: Count,
    notBefore: notBefore.optional(),
    /** The edit the chat refused, so that it is not tried again until the text changes. */
    refused: z.object({ contentHash: z.string(), says: z.string() }).optional(),
  }),
  z.object({ state: z.literal("gone"), messageId: z.string().optional() }),
  z.object({ state: z.literal("dead"), contentHash: z.string(), says: z.string(), attempt: Attempt.optional() }),
]);
export type Receipt = z.infer<typeof Receipt>;
export type Sending = Extract<Receipt, { state: "sending" }>;
export type Sent = Extract<Receipt, { state: "sent" }>;

/** The message as it should be now. */
export interface Wanted {
  readonly contentHash: string;
  readonly mark: Mark;
  /** False: bring an existing message up to date, but post no new one. */
  readonly mayCreate: boolean;
}

export type Rest = "unchanged" | "too-old" | "gone" | "dead";

export type Step =
  | { readonly kind: "rest"; readonly because: Rest; readonly says?: string }
  | { readonly kind: "wait"; readonly until: Date }
  | { readonly kind: "create"; readonly claim: Sending }
  | { readonly kind: "look-up"; readonly claim: Sending }
  | { readonly kind: "edit"; readonly receipt: Sent };

/** The chat gives back the first message for a repeated nonce for "the past few minutes"; within this we rely on it. */
const nonceWindowMs = 90_000;
/** Longer than a request can take, and short enough that the retry after a crash still falls into the nonce window. */
const createLeaseMs = 30_000;
const lookUpLeaseMs = 60_000;

/** The next thing to do for a message; `undefined` = nothing was ever tried. */
export function planDelivery(receipt: Receipt | undefined, wanted: Wanted, now: Date): Step {
  switch (receipt?.state) {
    case undefined:
      if (!wanted.mayCreate) return { kind: "rest", because: "too-old" };
      return create({ failures: 0, serverErrors: 0, rendering: "full" }, wanted, now);
    case "ready":
      return waiting(receipt.notBefore, now) ?? create(receipt, wanted, now);
    case "sending":
      return waiting(receipt.notBefore, now) ?? resume(receipt, now);
    case "uncertain":
      return lookUp(receipt, receipt.attempt, now);
    case "sent":
      return planEdit(receipt, wanted, now);
    case "gone":
      return { kind: "rest", because: "gone" };
    case "dead":
      return revive(receipt, wanted, now);
  }
}

/** A change of the release is how a person asks for another try, within the time in which new posts are allowed. */
function revive(receipt: Extract<Receipt, { state: "dead" }>, wanted: Wanted, now: Date): Step {
  if (receipt.contentHash === wanted.contentHash || !wanted.mayCreate) {
    return { kind: "rest", because: "dead", says: receipt.says };
  }
  const fresh = { failures: 0, serverErrors: 0, rendering: "full" } as const;
  return receipt.attempt === undefined ? create(fresh, wanted, now) : lookUp(fresh, receipt.attempt, now);
}

function planEdit(receipt: Sent, wanted: Wanted, now: Date): Step {
  if (receipt.contentHash === wanted.contentHash) return { kind: "rest", because: "unchanged" };
  if (receipt.refused?.contentHash === wanted.contentHash) {
    return { kind: "rest", because: "dead", says: receipt.refused.says };
  }
  const wait = receipt.notBefore === undefined ? undefined : waiting(receipt.notBefore, now);
  return wait ?? { kind: "edit", receipt };
}

/** A start that lies in the future means clocks disagree, so nothing can be said about the nonce: look it up. */
function resume(receipt: Sending, now: Date): Step {
  const elapsedMs = now.getTime() - Date.parse(receipt.attempt.startedAt);
  const isInNonceWindow = elapsedMs >= 0 && elapsedMs < nonceWindowMs;
  if (!isInNonceWindow) return lookUp(receipt, receipt.attempt, now);
  return { kind: "create", claim: { ...receipt, notBefore: later(now, createLeaseMs) } };
}

function create(at: Progress, wanted: Wanted, now: Date): Step {
  const attempt = { startedAt: now.toISOString(), contentHash: wanted.contentHash, mark: wanted.mark };
  return { kind: "create", claim: claim(at, attempt, later(now, createLeaseMs)) };
}

function lookUp(at: Progress, attempt: Attempt, now: Date): Step {
  return { kind: "look-up", claim: claim(at, attempt, later(now, lookUpLeaseMs)) };
}

interface Progress {
  readonly failures: number;
  readonly serverErrors: number;
  readonly rendering: Rendering;
}

function claim({ failures, serverErrors, rendering }: Progress, attempt: Attempt, until: string): Sending {
  return { state: "sending", failures, serverErrors, rendering, attempt, notBefore: until };
}

function waiting(until: string, now: Date): Step | undefined {
  return now.getTime() < Date.parse(until) ? { kind: "wait", until: new Date(until) } : undefined;
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
