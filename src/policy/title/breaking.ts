import { parseHeader } from "./grammar.ts";

/** Whether a change is said to break something: by a `!` before the colon, or by the footer of a conventional commit. */
export function isBreaking({ title, body }: { readonly title: string; readonly body: string }): boolean {
  const { bangs, colon } = parseHeader(Array.from(title), 0);
  return (colon !== undefined && bangs.length > 0) || /^BREAKING[ -]CHANGE: /mu.test(body);
}
