/** One message in a chat: a card with a linked title. Texts are in the chat's own markup and within its limits. */
export interface Message {
  readonly title: string;
  readonly url: string;
  /** Undefined when there is nothing to say: an empty text is refused. */
  readonly description: string | undefined;
  /** Together with `url` this is how a message is recognised as ours when the answer to its creation was lost. */
  readonly footer: string;
  readonly timestamp: string;
}

export interface Announcement {
  readonly full: Message;
  /** Title, link and one line, for the case that the chat refuses the full text. */
  readonly minimal: Message;
}
