import { code, cut } from "../markdown.ts";

/** A name of somebody else's making, short enough that a full issue stays below what GitHub accepts. */
export function show(text: string): string {
  return code(cut(text, 90));
}

/** The same for a sentence. */
export function showSentence(text: string): string {
  return code(cut(text, 300));
}
