import type { UnplacedProblem } from "./problems.ts";

/** Most values of a file, each alias counted wherever it stands. */
export const mostValues = 20_000;
/** Most lists and sections within each other. */
export const deepest = 100;

/**
 * Why a content is too much to work on, though its text is short: with aliases 56 KB stand for 400,000 values, and with an
 * alias within itself for any number. Looks at `mostValues` values at most.
 */
export function sizeProblem(content: unknown): Pick<UnplacedProblem, "says" | "fix"> | undefined {
  const rest = [{ value: content, depth: 1 }];
  let count = 1;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    if (depth > deepest)
      return { says: `the file, its aliases written out, is nested more than ${deepest} deep`, fix: "Write it flat." };
    const inner: readonly unknown[] = Object.values(value);
    count += inner.length;
    if (count > mostValues) {
      const says = `the file, its aliases written out, has more than ${mostValues} values`;
      return { says, fix: "Keep lists of files as globs, and share less by aliases." };
    }
    for (const each of inner) rest.push({ value: each, depth: depth + 1 });
  }
  return undefined;
}
