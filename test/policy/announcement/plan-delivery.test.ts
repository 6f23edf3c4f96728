import { describe, expect, it } from "vitest";
import { planDelivery } from "../../../src/policy/announcement/plan-delivery.ts";
import type { Attempt, Receipt, Sending, Wanted } from "../../../src/policy/announcement/plan-delivery.ts";
import { settleCreate, settleEdit, settleLookUp } from "../../../src/policy/announcement/settle-delivery.ts";
import type { CreateOutcome } from "../../../src/policy/announcement/settle-delivery.ts";

const now = new Date("2026-03-02T12:00:00Z");
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();

const mark = { url: "https://github.com/acme/platform/releases/tag/v1.2.3", footer: "acme/platform · v1.2.3" };
const wanted: Wanted = { contentHash: "new", mark, mayCreate: true };
const progress = { failures: 0, serverErrors: 0, rendering: "full" } as const;
const attemptAt = (seconds: number, contentHash = "new"): Attempt => ({ startedAt: at(seconds), contentHash, mark });
const sending = (startedS: number, notBeforeS: number): Sending => ({
  state: "sending",
  ...progress,
  attempt: attemptAt(startedS),
  notBefore: at(notBeforeS),
});
const sent: Extract<Receipt, { state: "sent" }> = { state: "sent", messageId: "9", contentHash: "old", failures: 0 };

describe("the next step for a message", () => {
  it.for<{ name: string; receipt: Receipt | undefined; wanted?: Partial<Wanted>; step: string }>([
    { name: "nothing was tried", receipt: undefined, step: "create" },
    {
      name: "the release is too old for a first post",
      receipt: undefined,
      wanted: { mayCreate: false },
      step: "too-old",
    },
    {
      name: "planned while it was young, old by now",
      receipt: { state: "ready", ...progress, notBefore: at(0) },
      wanted: { mayCreate: false },
      step: "create",
    },
    { name: "backing off", receipt: { state: "ready", ...progress, notBefore: at(5) }, step: "wait" },
    { name: "another worker is at it", receipt: sending(-1, 29), step: "wait" },
    { name: "the worker died, the nonce still counts", receipt: sending(-40, -10), step: "create" },
    { name: "89 s after the first request", receipt: sending(-89, -1), step: "create" },
    { name: "90 s after the first request", receipt: sending(-90, -1), step: "look-up" },
    { name: "a start in the future: clocks disagree", receipt: sending(60, -1), step: "look-up" },
    { name: "could not be looked up before", receipt: uncertain(), step: "look-up" },
    { name: "posted and unchanged", receipt: { ...sent, contentHash: "new" }, step: "unchanged" },
    { name: "posted, notes edited", receipt: sent, step: "edit" },
    { name: "posted, notes of an old release edited", receipt: sent, wanted: { mayCreate: false }, step: "edit" },
    { name: "edits are limited for now", receipt: { ...sent, notBefore: at(60) }, step: "wait" },
    { name: "this edit was refused", receipt: { ...sent, refused: { contentHash: "new", says: "no" } }, step: "dead" },
    { name: "another edit was refused", receipt: { ...sent, refused: { contentHash: "x", says: "no" } }, step: "edit" },
    { name: "deleted by people", receipt: { state: "gone", messageId: "9" }, step: "gone" },
    { name: "given up", receipt: { state: "dead", contentHash: "new", says: "no" }, step: "dead" },
    {
      name: "given up, the release changed",
      receipt: { state: "dead", contentHash: "old", says: "no" },
      step: "create",
    },
    {
      name: "given up without knowing, the release changed",
      receipt: { state: "dead", contentHash: "old", says: "no", attempt: attemptAt(-9000) },
      step: "look-up",
    },
    {
      name: "given up, changed after more than a day",
      receipt: { state: "dead", contentHash: "old", says: "no" },
      wanted: { mayCreate: false },
      step: "dead",
    },
  ])("$name → $step", ({ receipt, wanted: changes, step }) => {
    const plan = planDelivery(receipt, { ...wanted, ...changes }, now);
    expect(plan.kind === "rest" ? plan.because : plan.kind).toBe(step);
  });

  it("a retry keeps the time and the text of the first request", () => {
    const first = { ...sending(-40, -10), attempt: attemptAt(-40, "first text") };
    expect(planDelivery(first, wanted, now)).toMatchObject({ claim: { attempt: first.attempt } });
  });
});

describe("what becomes of the receipt", () => {
  const fresh = { before: undefined, contentHash: "new", now };
  const resumed = { before: sending(-40, -10), contentHash: "new", now };
  const refused = (because: "content" | "channel") => ({ state: "refused", because, says: "no" }) as const;

  it.for<{
    name: string;
    outcome: CreateOutcome;
    tried: typeof fresh | typeof resumed;
    state: string;
    retryS?: number;
  }>([
    { name: "posted", outcome: { state: "posted", messageId: "9" }, tried: fresh, state: "sent" },
    { name: "deleted within the nonce window", outcome: { state: "gone" }, tried: resumed, state: "gone" },
    { name: "asked to wait", outcome: later(), tried: fresh, state: "ready", retryS: 7 },
    {
      name: "asked to wait, an earlier request is open",
      outcome: later(),
      tried: resumed,
      state: "sending",
      retryS: 7,
    },
    { name: "not sent", outcome: { state: "not-sent", says: "x" }, tried: fresh, state: "ready", retryS: 5 },
    { name: "unclear", outcome: unclear(false), tried: fresh, state: "sending", retryS: 5 },
    { name: "content refused", outcome: refused("content"), tried: fresh, state: "ready" },
    { name: "channel refused", outcome: refused("channel"), tried: fresh, state: "dead" },
  ])("$name → $state", ({ outcome, tried, state, retryS }) => {
    const { receipt, wait } = settleCreate(sending(0, 30), outcome, tried);
    expect(receipt.state).toBe(state);
    expect(wait === undefined ? undefined : (wait.retryAt.getTime() - now.getTime()) / 1000).toBe(retryS);
  });

  it("a refused text is tried once more in the minimal rendering, then given up", () => {
    const first = settleCreate(sending(0, 30), refused("content"), fresh).receipt;
    expect(first).toMatchObject({ state: "ready", rendering: "minimal" });
    const claim: Sending = { ...sending(0, 30), rendering: "minimal" };
    expect(settleCreate(claim, refused("content"), fresh).receipt).toMatchObject({ state: "dead", says: "no" });
  });

  it("three answers of 500 to the same text make the next try minimal; other failures do not", () => {
    let claim = sending(0, 30);
    for (const isServerError of [true, false, true])
      claim = asSending(settleCreate(claim, unclear(isServerError), fresh));
    expect(claim.rendering).toBe("full");
    claim = asSending(settleCreate(claim, unclear(true), fresh));
    expect(claim.rendering).toBe("minimal");
  });

  it("an outage of a day is outlasted, one of three days is told to a person", () => {
    const steps: number[] = [];
    let time = now;
    let claim = sending(0, 30);
    let settled = settleCreate(claim, unclear(false), fresh);
    while (settled.wait !== undefined) {
      steps.push((settled.wait.retryAt.getTime() - time.getTime()) / 1000);
      time = settled.wait.retryAt;
      claim = asSending(settled);
      settled = settleCreate(claim, unclear(false), { ...fresh, now: time });
    }
    expect(settled.receipt).toMatchObject({ state: "dead", attempt: claim.attempt });
    expect(steps.slice(0, 3)).toEqual([5, 20, 60]);
    const hours = (time.getTime() - now.getTime()) / 3_600_000;
    expect(hours).toBeGreaterThan(24);
    expect(hours).toBeLessThan(72);
  });

  it("only a proven absence lets the claim go on to a post", () => {
    const claim = sending(-200, 60);
    expect(settleLookUp(claim, { state: "absent" }, resumed)).toBeUndefined();
    expect(settleLookUp(claim, { state: "unreadable", says: "no history" }, resumed)?.receipt.state).toBe("uncertain");
    expect(settleLookUp(claim, unclear(false), resumed)?.receipt.state).toBe("sending");
    expect(settleLookUp(claim, later(), resumed)?.receipt.state).toBe("sending");
  });

  it("a refused edit leaves the message as it was and remembers which text was refused", () => {
    const { receipt } = settleEdit(sent, refused("content"), { contentHash: "new", now });
    expect(receipt).toMatchObject({ state: "sent", contentHash: "old", refused: { contentHash: "new" } });
  });
});

function uncertain(): Receipt {
  return { state: "uncertain", ...progress, attempt: attemptAt(-5000), says: "no history" };
}

function later() {
  return { state: "later", at: new Date(now.getTime() + 7000), says: "wait" } as const;
}

function unclear(isServerError: boolean) {
  return { state: "unclear", says: "reset", isServerError } as const;
}

function asSending({ receipt }: { readonly receipt: Receipt }): Sending {
  if (receipt.state !== "sending") throw new Error(`the receipt is ${receipt.state}`);
  return receipt;
}
