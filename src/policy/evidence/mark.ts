import type { Document } from "./formats/format.ts";
import { parsePath } from "./rows/path.ts";
import { isObject, walk } from "./rows/value.ts";
import type { Work } from "./rows/work.ts";

/** What a document says of itself. JSON Lines are a document in each line, so every line must say it. */
export type Mark =
  | { readonly state: "found"; readonly at: string; readonly values: readonly unknown[] }
  /** In some of the lines and not in others. */
  | { readonly state: "partial" }
  | { readonly state: "absent" };

/** At the first of some keys that is there, also where it holds nothing of use: a later key may mean something else. */
export function markAtKey({ value, isLines }: Document, keys: readonly string[]): Mark {
  const documents = isLines && Array.isArray(value) ? value : [value];
  const found: unknown[] = [];
  let at = "";
  for (const each of documents) {
    const key = isObject(each) ? keys.find((name) => Object.hasOwn(each, name)) : undefined;
    if (key === undefined || !isObject(each)) continue;
    found.push(each[key]);
    at = key;
  }
  if (found.length === 0) return { state: "absent" };
  return found.length < documents.length ? { state: "partial" } : { state: "found", at, values: found };
}

/** At a path, which must lead to one value. Of JSON Lines it begins at the list of the lines. */
export function markAtPath({ value }: Document, text: string, work: Work): Mark {
  const parsed = parsePath(text);
  const [term, more] = parsed.ok ? parsed.path.terms : [];
  if (term === undefined || more !== undefined || term.isCount) return { state: "absent" };
  const walked = walk(value, term.steps, work);
  return walked.state === "walked" && walked.values.length === 1
    ? { state: "found", at: text, values: walked.values }
    : { state: "absent" };
}
