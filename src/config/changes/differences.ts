import { isInactiveAt } from "../sections/inactive.ts";

/** A place where two configurations say different things; `undefined` where one says nothing. */
export interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * All of them, in the order written. A list is one place, and so is what is not active yet, whatever it holds. Each value is
 * looked at once, and a configuration has 20,000 at most.
 */
export function findDifferences(before: unknown, after: unknown, path: readonly string[] = []): readonly Difference[] {
  const [one, other] = [entriesOf(before), entriesOf(after)];
  // An empty section has no entry that could say that it is there.
  const areSections = one !== undefined && other !== undefined && one.size + other.size > 0;
  if (!areSections || isInactiveAt(path)) return isSame(before, after) ? [] : [{ path, before, after }];
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].flatMap((name) => findDifferences(one.get(name), other.get(name), [...path, name]));
}

/** Of a section; none where nothing is written. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (value === undefined) return new Map();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  // A key that a schema leaves undefined is not written.
  return new Map(Object.entries(value).filter(([, inner]) => inner !== undefined));
}

export function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
