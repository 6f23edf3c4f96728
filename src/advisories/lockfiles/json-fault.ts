const blanks = /[ \t\r\n]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const plainCharacters = /[^"\\\u0000-\u001f]*/y;
const escapedCharacter = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Wanted = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "nothing";

/**
 * Where a text stops being the beginning of a JSON document: its length when only the rest is missing, undefined when
 * nothing is wrong. `JSON.parse` names the place of some faults only, and never in the same words.
 */
export function findJsonFault(text: string): number | undefined {
  const closers: ("}" | "]")[] = [];
  let wanted: Wanted = "value";
  let at = 0;
  for (;;) {
    at = endOf(blanks, text, at) ?? at;
    const sign = text[at];
    if (sign === undefined) return wanted === "nothing" ? undefined : at;
    const closer = closers.at(-1);
    if (sign === closer && wanted.endsWith("-or-end")) {
      closers.pop();
      at += 1;
    } else if (wanted === "colon" || wanted === "comma-or-end") {
      if (sign !== (wanted === "colon" ? ":" : ",")) return at;
      wanted = wanted === "colon" || closer === "]" ? "value" : "key";
      at += 1;
      continue;
    } else if (sign === '"' && wanted !== "nothing") {
      const string = readString(text, at + 1);
      if (!string.ok) return string.end;
      at = string.end;
      if (wanted.startsWith("key")) {
        wanted = "colon";
        continue;
      }
    } else if (!wanted.startsWith("value")) {
      return at;
    } else if (sign === "{" || sign === "[") {
      closers.push(sign === "{" ? "}" : "]");
      wanted = sign === "{" ? "key-or-end" : "value-or-end";
      at += 1;
      continue;
    } else {
      const end = endOf(scalar, text, at);
      if (end === undefined) return at;
      at = end;
    }
    wanted = closers.length === 0 ? "nothing" : "comma-or-end";
  }
}

/** `end`: after the closing quote, or where the string cannot go on. */
function readString(text: string, start: number): { readonly ok: boolean; readonly end: number } {
  let at = start;
  for (;;) {
    at = endOf(plainCharacters, text, at) ?? at;
    if (text[at] === '"') return { ok: true, end: at + 1 };
    const escaped = endOf(escapedCharacter, text, at);
    if (escaped === undefined) return { ok: false, end: at };
    at = escaped;
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
