import { findFirst, type Occurrence } from "../../text/find-first.ts";

// GitHub closes an issue from a commit subject for "KEYWORD #1" and "KEYWORD: #1", with an owner/repo, GH- or address form.
const closing =
  /(?<![\p{L}\p{N}_])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s{0,9}:?\s{0,9}(?:#\d{1,19}|GH-\d{1,19}|[\w.-]{1,100}\/[\w.-]{1,100}#\d{1,19}|https?:\/\/[\w.:-]{1,253}\/[\w.-]{1,100}\/[\w.-]{1,100}\/(?:issues|pull)\/\d{1,19})/iu;

const mention = /(?<![\p{L}\p{N}_])@[a-z\d][\w-]{0,99}(?:\/[\w.-]{1,100})?/iu;

/** The first `fixes #1` and its like. The type itself counts: the squash subject `fix: #12` closes issue 12. */
export function findClosingKeyword(title: string): Occurrence | undefined {
  return findFirst(title, closing);
}

/** The first `@person` or `@team/name`, also where code marks surround it: a commit subject is not Markdown. */
export function findMention(title: string): Occurrence | undefined {
  return findFirst(title, mention);
}
