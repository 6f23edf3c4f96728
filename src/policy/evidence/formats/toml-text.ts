import { parse, TomlDate } from "smol-toml";
import type { ParsedText } from "./parsed-text.ts";

/** 1 MB takes a quarter of a second at most. */
export const tomlLimit = 1024 * 1024;

/** A key that stands there twice is no TOML, so the parser refuses it. */
export function parseToml(text: string): ParsedText {
  try {
    return { ok: true, value: withTexts(parse(text)) };
  } catch (error) {
    // What follows the first line draws the place in the text.
    const [problem = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { ok: false, problem };
  }
}

/** Times become texts, as in every other format. Without recursion: dotted keys nest as deep as they are long. */
function withTexts(root: object): object {
  const open: object[] = [root];
  for (const at of open) {
    for (const [key, value] of Object.entries(at)) {
      if (value instanceof TomlDate) Object.defineProperty(at, key, { value: value.toISOString() });
      else if (typeof value === "object" && value !== null) open.push(value);
    }
  }
  return root;
}
