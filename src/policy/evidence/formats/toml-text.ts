import { parse, TomlDate } from "smol-toml";
import type { ParsedText } from "./parsed-text.ts";

/** What could be fetched at once; so many numbers or texts take a tenth of a second. */
export const tomlLimit = 1024 * 1024;

// A lock file of that size has 65,000; as many keys and tables as here take half a second.
export const mostSigns = 75_000;

/** A key that stands there twice is no TOML, so the parser refuses it. */
export function parseToml(text: string): ParsedText {
  // Each key and each table has one of these signs, also each that a name with dots goes through.
  if ((text.match(/[=[.]/g)?.length ?? 0) > mostSigns) {
    return { ok: false, excess: `it has more than ${mostSigns} of the signs =, [ and .` };
  }
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
