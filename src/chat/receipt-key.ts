import { createHash } from "node:crypto";
import type { Stage } from "../policy/announcement/announcement.ts";

/** One message: every release or piece of news, stage, channel and part has a receipt of its own. */
export interface ReceiptSubject {
  readonly repositoryId: number;
  /**
   * A release by its number, not its tag: several drafts may share one, and a release that was deleted and made again is
   * another. News by a name that no other news has. No `:`.
   */
  readonly about: string;
  readonly stage: Stage | "news";
  readonly channel: string;
  readonly part: number;
}

export function receiptKey({ repositoryId, about, stage, channel, part }: ReceiptSubject): string {
  return `receipt:${repositoryId}:${about}:${stage}:${channel}:${part}`;
}

/**
 * 24 of at most 25 characters. The chat compares nonces per author, not per channel, so channel and part are in it.
 * A message that people deleted must be sent again only on purpose, which takes another generation.
 */
export function receiptNonce(subject: ReceiptSubject, generation = 1): string {
  return createHash("sha256")
    .update(`${receiptKey(subject)}|${generation}`)
    .digest("base64url")
    .slice(0, 24);
}
