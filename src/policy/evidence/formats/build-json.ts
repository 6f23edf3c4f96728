import { asWritten } from "./rounded.ts";

// The parts of valid JSON: strings, brackets, and numbers and words.
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]|[^\s,:"[\]{}]+/gsu;

export type BuiltJson =
  | { readonly ok: true; readonly value: unknown }
  /** The first key that an object holds twice. */
  | { readonly ok: false; readonly repeatedKey: string };

/**
 * What a valid JSON text holds. `JSON.parse` does not tell of a key that stands there twice, of which readers disagree which
 * one counts, and not how a number was written that it has rounded.
 */
export function buildJson(json: string): BuiltJson {
  const whole: unknown[] = [];
  const open: (unknown[] | Record<string, unknown>)[] = [whole];
  let key: string | undefined;
  for (const [token] of json.matchAll(tokens)) {
    const into = open.at(-1) ?? whole;
    if (token === "]" || token === "}") open.pop();
    else if (!Array.isArray(into) && key === undefined) {
      key = textOf(token);
      if (Object.hasOwn(into, key)) return { ok: false, repeatedKey: key };
    } else {
      const opened = token === "[" ? [] : token === "{" ? {} : undefined;
      const value = opened ?? plainOf(token);
      if (Array.isArray(into)) into.push(value);
      else setOwn(into, key ?? "", value);
      key = undefined;
      if (opened !== undefined) open.push(opened);
    }
  }
  return { ok: true, value: whole[0] };
}

function plainOf(token: string): unknown {
  if (token.startsWith('"')) return textOf(token);
  if (token === "true" || token === "false") return token === "true";
  return token === "null" ? null : asWritten(token, Number(token));
}

function textOf(token: string): string {
  return token.includes("\\") ? String(JSON.parse(token)) : token.slice(1, -1);
}

/** An assignment to `__proto__` would set no key. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
