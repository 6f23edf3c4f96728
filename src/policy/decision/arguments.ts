import { type Reason, reason } from "../reason.ts";
import { cleanTitle } from "../title/reading/clean-title.ts";

export const noteLimit = 280;

/** What stands behind the name of a command. */
export interface Arguments {
  /** Between blanks and commas, up to the note. */
  readonly words: readonly string[];
  /** One clean line; empty when there is none. */
  readonly note: string;
}

/** `WORD WORD -- NOTE`. Everything from the first word `--` on is the note. */
export function parseArguments(text: string): Arguments {
  const dashes = /(?:^|\s)--(?=\s|$)/u.exec(text);
  const words = text.slice(0, dashes?.index).split(/[\s,]+/u);
  const note = dashes === null ? "" : text.slice(dashes.index + dashes[0].length);
  return { words: words.filter((word) => word !== ""), note: cleanTitle(note) };
}

/** The arguments as one would type them. */
export function lineOf(name: string, words: readonly string[], note = ""): string {
  return [`/${name}`, ...words, ...(note === "" ? [] : ["--", note])].join(" ");
}

export function whyTooLong(note: string): Reason | undefined {
  if (note.length <= noteLimit) return undefined;
  return reason("note-too-long", { length: String(note.length), limit: String(noteLimit) });
}

/** For commands whose name says all: `/unhold not yet` must not lift a hold. */
export function whyNotAlone(name: string, text: string): Reason | undefined {
  return text === "" ? undefined : reason("words-not-expected", { given: text, command: `/${name}` });
}
