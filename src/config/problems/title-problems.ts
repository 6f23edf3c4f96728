import { bareLogin } from "../../policy/text/bare-login.ts";
import { regexProblem } from "../../policy/text/safe-regex.ts";
import { titleWords } from "../../policy/when.ts";
import { type UnplacedProblem, withSubject } from "../problems.ts";
import { rulesOf, typesOf } from "../sections/title.ts";
import type { TitleKeys } from "../sections/title-keys.ts";
import { namedAreaProblem } from "./named-area.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { repeatedValues } from "./repeated-values.ts";
import { titlePatternProblems } from "./title-pattern-problems.ts";
import { unknownName } from "./unknown-name.ts";
import { pathsProblems } from "./when-problems.ts";

/** What is wrong with the rules for titles although each key is valid. */
export function titleProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const { title } = parts;
  if (title === undefined) return [];
  return [
    ...typeProblems(title),
    ...changelogProblems(title),
    ...scopeProblems(title),
    ...lengthProblems(title),
    ...titlePatternProblems(title.patterns ?? []),
    ...repeatedValues(title.bot_logins, ["bot_logins"], bareLogin),
    ...repeatedValues(title.ignore, ["ignore"], (login) => login.toLowerCase()),
    ...repeatedValues(title.skip_labels, ["skip_labels"], (label) => label.toLowerCase()),
    ...repeatedValues(title.targets, ["targets"]),
    ...pathsProblems(title.targets, ["targets"]),
    ...signoffProblems(title, parts),
  ].map((problem) => withSubject({ ...problem, path: ["title", ...problem.path] }));
}

function typeProblems(title: TitleKeys): readonly UnplacedProblem[] {
  const { profile, types } = title;
  if (typesOf(title).length > 0) return Array.isArray(types) ? repeatedValues(types, ["types"]) : [];
  if (types !== undefined) return [{ path: ["types"], says: "no type is accepted", fix: "Name at least one." }];
  const fix = "Name the accepted ones under `types`, e.g. `types: [feat, fix]`.";
  return [{ path: ["profile"], says: `the profile \`${profile}\` brings no types`, fix }];
}

function changelogProblems(title: TitleKeys): readonly UnplacedProblem[] {
  const names = typesOf(title);
  return Object.keys(title.changelog ?? {}).flatMap((type) => {
    const path = ["changelog", type];
    if (!names.includes(type)) return [{ path, ...unknownName("type", type, names) }];
    const meaning = title.types === undefined || Array.isArray(title.types) ? undefined : title.types[type];
    const isTold = typeof meaning === "object" && meaning.section !== undefined;
    return isTold ? [{ path, says: `\`${type}\` has a \`section\` already`, fix: "Keep one of them." }] : [];
  });
}

function scopeProblems(title: TitleKeys): readonly UnplacedProblem[] {
  const { scopes, scope_deny: denied = [], scope_pattern: pattern } = title;
  const problem = pattern === undefined ? undefined : regexProblem(pattern);
  const accepted = new Set(scopes);
  return [
    ...(scopes === undefined || pattern === undefined
      ? []
      : [
          {
            path: ["scope_pattern"],
            says: "`scopes` and `scope_pattern` exclude each other",
            fix: "Keep one of them.",
          },
        ]),
    ...(problem === undefined ? [] : [{ path: ["scope_pattern"], ...problem }]),
    ...repeatedValues(scopes, ["scopes"]),
    ...repeatedValues(denied, ["scope_deny"]),
    ...unspeakableScopes(scopes, "scopes", title),
    ...unspeakableScopes(denied, "scope_deny", title),
    ...denied.flatMap((scope, index) =>
      accepted.has(scope)
        ? [{ path: ["scope_deny", index], says: `\`${scope}\` stands under \`scopes\`, too`, fix: "Keep one of them." }]
        : [],
    ),
  ];
}

/** Scopes that a title cannot name: their text would be read as two. */
function unspeakableScopes(
  scopes: readonly string[] = [],
  key: string,
  { scope_separator: separator }: TitleKeys,
): readonly UnplacedProblem[] {
  // A comma is refused in every name.
  if (separator !== "/") return [];
  return scopes.flatMap((scope, index) => {
    if (!scope.includes(separator)) return [];
    const says = `\`${scope}\` would be read as several scopes, because \`/\` stands between them`;
    return [{ path: [key, index], says, fix: "Name each part, or remove `scope_separator`." }];
  });
}

function lengthProblems(title: TitleKeys): readonly UnplacedProblem[] {
  const { max, subject } = rulesOf(title);
  if (title.subject?.max === undefined || subject.max === undefined || max === undefined || subject.max <= max) {
    return [];
  }
  const says = `\`title.subject.max\` is ${subject.max}, and a whole title may have only ${max} characters`;
  return [{ path: ["subject", "max"], says, fix: "Lower it, or raise `title.max`." }];
}

/** As for a gate of kind `signoff`, which each of the lists becomes. */
function signoffProblems({ required_signoffs: signoffs }: TitleKeys, parts: ReadableParts): readonly UnplacedProblem[] {
  if (signoffs === undefined) return [];
  const path = ["required_signoffs"];
  if (Object.keys(signoffs).length === 0) {
    const fix = "Name areas under `breaking` or `security`, or remove it.";
    return [{ path, says: "`title.required_signoffs` asks nobody", fix }];
  }
  return titleWords.flatMap((word) => [
    ...repeatedValues(signoffs[word], [...path, word]),
    ...(signoffs[word] ?? []).flatMap((area, index) => {
      const problem = namedAreaProblem(area, parts);
      return problem === undefined ? [] : [{ path: [...path, word, index], ...problem }];
    }),
  ]);
}
