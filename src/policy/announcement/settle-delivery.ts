import type { Receipt, Sending, Sent } from "./plan-delivery.ts";

/** What became of one request to the chat. Said by the adapter; what follows from it is decided here. */
export type Trouble =
  /** The other side asked to wait. Certainly nothing was done. */
  | { readonly state: "later"; readonly at: Date; readonly says: string }
  /** The request certainly did not arrive. */
  | { readonly state: "not-sent"; readonly says: string }
  /** The request may or may not have been carried out. */
  | { readonly state: "unclear"; readonly says: string; readonly isServerError: boolean }
  | { readonly state: "refused"; readonly because: "content" | "channel"; readonly says: string };

export type CreateOutcome =
  | { readonly state: "posted"; readonly messageId: string }
  /** The chat remembers the nonce, but people deleted the message. */
  | { readonly state: "gone" }
  | Trouble;

export type EditOutcome = { readonly state: "edited" } | { readonly state: "gone" } | Trouble;

export type FindOutcome =
  | { readonly state: "found"; readonly messageId: string }
  /** Proven: the history could be read and the message is not in it. */
  | { readonly state: "absent" }
  | { readonly state: "unreadable"; readonly says: string }
  | Trouble;

/** The receipt to store, and how long to stay away; without `wait` the new receipt says what to do next. */
export interface Settlement {
  readonly receipt: Receipt;
  readonly wait?: { readonly retryAt: Date; readonly says: string };
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** The first ones lie within the nonce window. About two days in all: a chat that is down for a day loses nothing. */
const unclearDelaysMs = [
  5 * second,
  20 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  20 * minute,
  30 * minute,
];
const notSentDelaysMs = [5 * second, 15 * second, 45 * second, 2 * minute, 5 * minute, 10 * minute, 30 * minute];
const mostTries = 54;
/** The same request answered with 500 this often may be about its content. */
const suspiciousServerErrors = 3;

export interface Tried {
  /** What the receipt said before this claim: only the claim of a fresh message can return to `ready`. */
  readonly before: Receipt | undefined;
  /** Of the text that was wanted now, which a resumed attempt need not show. */
  readonly contentHash: string;
  readonly now: Date;
}

export function settleCreate(claim: Sending, outcome: CreateOutcome, tried: Tried): Settlement {
  const { before, now } = tried;
  switch (outcome.state) {
    case "posted":
      return { receipt: sent(outcome.messageId, claim) };
    case "gone":
      return { receipt: { state: "gone" } };
    case "later":
      return { receipt: handBack(claim, before, outcome.at), wait: { retryAt: outcome.at, says: outcome.says } };
    case "not-sent":
      return backOff(claim, outcome.says, tried, notSentDelaysMs, (next, at) => handBack(next, before, at));
    case "unclear":
      return backOff(countServerError(claim, outcome.isServerError), outcome.says, tried, unclearDelaysMs, keep);
    case "refused":
      if (outcome.because === "content" && claim.rendering === "full") {
        return { receipt: handBack({ ...claim, rendering: "minimal" }, before, now) };
      }
      return { receipt: dead(claim, tried, mayHaveArrived(before), outcome.says) };
  }
}

/** Undefined when it is proven that the message is not there: it may be posted under the same claim. */
export function settleLookUp(claim: Sending, outcome: FindOutcome, tried: Tried): Settlement | undefined {
  switch (outcome.state) {
    case "absent":
      return undefined;
    case "found":
      return { receipt: sent(outcome.messageId, claim) };
    case "later":
      return { receipt: keep(claim, outcome.at), wait: { retryAt: outcome.at, says: outcome.says } };
    case "not-sent":
    case "unclear":
      return backOff(claim, outcome.says, tried, unclearDelaysMs, keep);
    case "refused":
    case "unreadable": {
      const { failures, serverErrors, rendering, attempt } = claim;
      const receipt = { state: "uncertain", failures, serverErrors, rendering, attempt, says: outcome.says } as const;
      return { receipt };
    }
  }
}

/** An edit says the whole text, so repeating it is harmless; only giving up needs remembering. */
export function settleEdit(
  receipt: Sent,
  outcome: EditOutcome,
  { contentHash, now }: Pick<Tried, "contentHash" | "now">,
): Settlement {
  const { state, messageId, failures } = receipt;
  switch (outcome.state) {
    case "edited":
      return { receipt: { state, messageId, contentHash, failures: 0 } };
    case "gone":
      return { receipt: { state: "gone", messageId } };
    case "later":
      return {
        receipt: { ...receipt, notBefore: outcome.at.toISOString() },
        wait: { retryAt: outcome.at, says: outcome.says },
      };
    case "not-sent":
    case "unclear": {
      const retryAt = retryTime(failures, notSentDelaysMs, now);
      if (retryAt === undefined) return { receipt: refuseEdit(receipt, contentHash, outcome.says) };
      const next = { ...receipt, failures: failures + 1, notBefore: retryAt.toISOString() };
      return { receipt: next, wait: { retryAt, says: outcome.says } };
    }
    case "refused":
      return { receipt: refuseEdit(receipt, contentHash, outcome.says) };
  }
}

function refuseEdit({ state, messageId, contentHash: shown }: Sent, contentHash: string, says: string): Sent {
  return { state, messageId, contentHash: shown, failures: 0, refused: { contentHash, says } };
}

function sent(messageId: string, { attempt }: Sending): Sent {
  // The nonce gives back the first message, which may show an older text: then the next look edits it.
  return { state: "sent", messageId, contentHash: attempt.contentHash, failures: 0 };
}

function dead({ attempt }: Sending, { contentHash }: Tried, isUnclear: boolean, says: string): Receipt {
  const receipt = { state: "dead", contentHash, says } as const;
  return isUnclear ? { ...receipt, attempt } : receipt;
}

function backOff(
  claim: Sending,
  says: string,
  tried: Tried,
  delaysMs: readonly number[],
  store: (next: Sending, at: Date) => Receipt,
): Settlement {
  const retryAt = retryTime(claim.failures, delaysMs, tried.now);
  if (retryAt === undefined) return { receipt: dead(claim, tried, true, says) };
  return { receipt: store({ ...claim, failures: claim.failures + 1 }, retryAt), wait: { retryAt, says } };
}

function retryTime(failures: number, delaysMs: readonly number[], now: Date): Date | undefined {
  return failures >= mostTries ? undefined : new Date(now.getTime() + (delaysMs[failures] ?? hour));
}

function countServerError(claim: Sending, isServerError: boolean): Sending {
  const serverErrors = isServerError ? claim.serverErrors + 1 : claim.serverErrors;
  return { ...claim, serverErrors, rendering: serverErrors >= suspiciousServerErrors ? "minimal" : claim.rendering };
}

/** Keeps the claim as "may be posted". */
function keep(claim: Sending, at: Date): Sending {
  return { ...claim, notBefore: at.toISOString() };
}

/** Nothing was posted by this claim; whether an earlier one was is as open as it was. */
function handBack(claim: Sending, before: Receipt | undefined, at: Date): Receipt {
  if (mayHaveArrived(before)) return keep(claim, at);
  const { failures, serverErrors, rendering } = claim;
  return { state: "ready", failures, serverErrors, rendering, notBefore: at.toISOString() };
}

function mayHaveArrived(before: Receipt | undefined): boolean {
  switch (before?.state) {
    case "sending":
    case "uncertain":
      return true;
    case "dead":
      return before.attempt !== undefined;
    case undefined:
    case "ready":
    case "sent":
    case "gone":
      return false;
  }
}
