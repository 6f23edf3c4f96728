import type { Message } from "../policy/announcement/message.ts";
import type { Grant } from "../policy/announcement/announcement.ts";
import type { Mark } from "../policy/announcement/plan-delivery.ts";
import type { CreateOutcome, EditOutcome, FindOutcome } from "../policy/announcement/settle-delivery.ts";

/** A channel under the name that configs use for it, and who may use it. Only the operator says so. */
export interface Destination extends Grant {
  readonly channel: string;
}

/**
 * Somewhere announcements go. A target makes single requests and says what became of them, as values: it never retries,
 * never waits, and throws only on bugs. Once-only delivery is built on it in `deliver.ts`.
 */
export interface ChatTarget {
  readonly destinations: ReadonlyMap<string, Destination>;
  /** Repeated with the same nonce within its memory, the target gives back the first message and posts none. */
  create(channel: string, message: Message, nonce: string): Promise<CreateOutcome>;
  edit(channel: string, messageId: string, message: Message): Promise<EditOutcome>;
  /** Our own message with this mark, posted at `since` or later. `absent` only when the history was really readable. */
  find(channel: string, mark: Mark, since: Date): Promise<FindOutcome>;
}
