import { quote } from "../../text/quote.ts";
import { type TitlePattern, longestTitleRegex } from "../title-pattern.ts";

export interface BrokenPattern {
  readonly pattern: TitlePattern;
  readonly title: string;
  readonly subject: string;
}

/** The sentence about a broken rule of the repository's own: in its words, or naming the pattern. */
export function brokenPatternInWords({ pattern, title, subject }: BrokenPattern): string {
  const { require, forbid, say } = pattern;
  if (say !== undefined) return sayInWords(say, { title, subject });
  const where = pattern.in === "title" ? "The title" : "The text behind the colon";
  const verb = require === undefined ? "must not" : "must";
  return `${where} ${verb} match ${quote(require ?? forbid ?? "", longestTitleRegex)}.`;
}

type Texts = Readonly<Record<"title" | "subject", string>>;

// A code span, a placeholder, text between them, or a stray backtick.
const piece = /`[^`]*`|\{(?:title|subject)\}|(?:(?!\{(?:title|subject)\})[^`])+|`/gu;

/**
 * Somebody's sentence as safe Markdown: what could be markup, a mention or a reference becomes a code span, and so does the
 * text of the title where a placeholder stands for it. Nothing in that text is read as a placeholder again.
 */
function sayInWords(say: string, texts: Texts): string {
  const said: string[] = [];
  for (const [text] of say.matchAll(piece)) {
    const next = pieceInWords(text, texts);
    // Two code spans that touch would be one.
    if (said.at(-1)?.endsWith("`") && next.startsWith("`")) said.push(" ");
    said.push(next);
  }
  const sentence = said.join("").trim();
  return /[.!?…]$/u.test(sentence) ? sentence : `${sentence}.`;
}

// Room for a sentence's own code beside the beginning of a title.
const longestCode = 80;

function pieceInWords(text: string, texts: Texts): string {
  if (text === "{title}") return quote(texts.title);
  if (text === "{subject}") return quote(texts.subject);
  const code = /^`([^`]+)`$/u.exec(text)?.[1];
  if (code === undefined) return text.replaceAll(/\s+|\S+/gu, wordInWords);
  const filled = code.replaceAll(/\{(title|subject)\}/g, (_, name) => (name === "title" ? texts.title : texts.subject));
  return quote(filled, longestCode);
}

const plainWord = /^["'(“‘„]*[\p{L}\p{N}][\p{L}\p{M}\p{N}'’"”.,:;!?%…–—()-]*$|^[.,:;!?%…'’"”)]+$|^[–—-]$/u;
// GitHub makes links of addresses, issues of other trackers and the names of commits.
const reference = /www\.|gh-\d|[\da-f]{7}/iu;

function wordInWords(word: string): string {
  if (word.trim() === "") return " ";
  return plainWord.test(word) && !reference.test(word) ? word : quote(word, longestCode);
}
