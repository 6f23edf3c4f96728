import { regexProblem } from "../../policy/text/safe-regex.ts";
import { type UnplacedProblem, withSubject } from "../problems.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { unknownName } from "./unknown-name.ts";

/** What is wrong with the rules for titles although each key is valid. */
export function titleProblems({ title }: ReadableParts): readonly UnplacedProblem[] {
  if (title === undefined) return [];
  const { types, scopes, scope_pattern: pattern, changelog = {} } = title;
  const names = Array.isArray(types) ? types : Object.keys(types);
  const problem = pattern === undefined ? undefined : regexProblem(pattern);
  return [
    ...(names.length === 0
      ? [{ path: ["title", "types"], says: "no type is accepted", fix: "Name at least one." }]
      : []),
    ...(scopes === undefined || pattern === undefined ? [] : [twice("scope_pattern", "`scopes` and `scope_pattern`")]),
    ...(problem === undefined ? [] : [withSubject({ path: ["title", "scope_pattern"], ...problem })]),
    ...Object.keys(changelog).flatMap((type) => {
      const path = ["title", "changelog", type];
      if (!names.includes(type)) return [{ path, ...unknownName("type", type, names) }];
      const meaning = Array.isArray(types) ? undefined : types[type];
      const isTold = typeof meaning === "object" && meaning.section !== undefined;
      return isTold ? [{ path, says: `\`${type}\` has a \`section\` already`, fix: "Keep one of them." }] : [];
    }),
  ];
}

function twice(key: string, both: string): UnplacedProblem {
  return { path: ["title", key], says: `${both} exclude each other`, fix: "Keep one of them." };
}
