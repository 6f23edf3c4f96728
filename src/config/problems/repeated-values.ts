import type { UnplacedProblem } from "../problems.ts";

/** Values of a list that stand there before: whoever changes one of them would leave the other. */
export function repeatedValues(
  list: readonly string[] = [],
  path: readonly PropertyKey[],
  identityOf: (value: string) => string = (value) => value,
): readonly UnplacedProblem[] {
  const seen = new Set<string>();
  return list.flatMap((value, index) => {
    const identity = identityOf(value);
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    return [{ path: [...path, index], says: `\`${value}\` stands there twice`, fix: "Keep one of them." }];
  });
}
