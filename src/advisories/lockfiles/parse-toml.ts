import { parse, TomlError } from "smol-toml";
import { lineAt } from "./text.ts";

export type TomlDocument =
  | { readonly state: "read"; readonly content: unknown }
  /** The message completes "uv.lock, line 7, …". */
  | { readonly state: "problem"; readonly line: number; readonly message: string; readonly isTooLarge: boolean };

/**
 * Every part of a key, table and list is an object of the parser, of half a kilobyte at worst, so that a text of 10 MB
 * could take more memory than the process has. The largest real lockfiles have 20,000 of these signs, texts and all, and
 * 14 dots in a line.
 */
const mostSigns = 500_000;
const mostDots = 1_000;

/** A text in TOML, as long as it is not made to fill the memory. Never throws. */
export function parseToml(text: string): TomlDocument {
  const tooLarge = findTooLarge(text);
  if (tooLarge !== undefined) return { state: "problem", ...tooLarge, isTooLarge: true };
  try {
    return { state: "read", content: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const message = `is not valid TOML: ${firstLine(error.message)}`;
    return { state: "problem", line: error.line, message, isTooLarge: false };
  }
}

/** Signs inside of texts count as well: telling them apart would be a parser of its own. */
function findTooLarge(text: string): { readonly line: number; readonly message: string } | undefined {
  let signs = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    // No key goes on in the next line.
    if (sign === "\n") dots = 0;
    if (!".=[{".includes(sign)) continue;
    signs += 1;
    if (sign === ".") dots += 1;
    if (dots > mostDots) {
      return { line: lineAt(text, at), message: `is too large to read: more than ${mostDots} dots in one line` };
    }
    if (signs > mostSigns) {
      return { line: 1, message: `is too large to read: more than ${mostSigns} keys, tables and lists` };
    }
  }
  return undefined;
}

function firstLine(message: string): string {
  return message.split("\n")[0]?.replace(/^Invalid TOML document: /, "") ?? message;
}
