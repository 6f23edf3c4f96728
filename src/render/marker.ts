import type { Source } from "../policy/ledger/entry.ts";

/** First lines by which we find our own comments again. They count only in comments that our App wrote. */
export const summaryMarker = "<!-- gatehouse:summary v1 -->";

export function replyMarker({ kind, id }: Source): string {
  return `<!-- gatehouse:reply v1 ${kind}-${id} -->`;
}

export function noticeMarker(topic: string): string {
  return `<!-- gatehouse:notice v1 ${topic} -->`;
}
