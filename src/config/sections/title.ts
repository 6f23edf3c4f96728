import { z } from "zod";
import { defaultTypes, impacts, longestTitle, type TitleRules, type TypeMeaning } from "../../policy/title/rules.ts";
import { longestScopePattern } from "../../policy/title/scope-pattern.ts";
import { inactiveKeys } from "./inactive.ts";

const TypeName = z
  .string()
  .max(50)
  .regex(/^[a-z][a-z0-9-]*$/, "a type is a lower-case word such as feat")
  .meta({ description: "Use a lower-case word such as `feat`." });

const ScopeName = z
  .string()
  .max(100)
  .regex(/^[^\s(),!:](?:[^(),\r\n]*[^\s(),!:])?$/, "a scope has no parentheses or commas, and no blank at its ends");

const Impact = z.enum(impacts);
const Section = z.string().min(1).max(100);

const Meaning = z.strictObject({
  impact: Impact.optional().meta({ description: "Which part of the version a change of this type raises." }),
  section: Section.optional().meta({ description: "Section of the changelog that it stands in." }),
});

const Subject = z.strictObject({
  case: z.enum(["any", "not-capitalised"]).default("any").meta({
    description: "`not-capitalised`: it begins with a small letter. Names such as `API` and `GitHub` may stand.",
  }),
  full_stop: z.boolean().default(true).meta({ description: "Whether it may end in a full stop." }),
});

/** The `title:` section as it is written. What its keys mean together is checked in `title-problems.ts`. */
export const TitleKeys = z.strictObject({
  types: z
    .union([
      z.array(TypeName).min(1).max(100),
      z.record(TypeName, z.union([Impact, Meaning])).meta({ minProperties: 1, maxProperties: 100 }),
    ])
    .default([...defaultTypes])
    .meta({
      description:
        "Types a title may start with, as a list, or each with its impact (`feat: minor`) or an entry. They replace the default list.",
    }),
  scope: z
    .enum(["required", "optional", "none"])
    .default("optional")
    .meta({ description: "Whether a title names a scope, as in `fix(parser): …`." }),
  scopes: z
    .array(ScopeName)
    .min(1)
    .max(500)
    .optional()
    .meta({ description: "The only scopes that are accepted. Default: any. Has no effect with `scope: none`." }),
  scope_pattern: z.string().min(1).max(longestScopePattern).optional().meta({
    description: "Instead of `scopes`: a regular expression (RE2) that each scope must match as a whole.",
  }),
  max: z.int().min(20).max(longestTitle).optional().meta({
    description: "Most characters a title may have, without the ` (#12)` that a squash adds. Default: no limit.",
  }),
  subject: Subject.optional().meta({ description: "How the text behind the colon is written. Default: as you like." }),
  breaking: Impact.optional().meta({
    description: "Which part of the version a `!` raises. Default: `major`; before 1.0 mostly `minor`.",
  }),
  changelog: z
    .record(TypeName, Section)
    .meta({ maxProperties: 100 })
    .optional()
    .meta({ description: "Section of the changelog by type; the same as `section` of a type." }),
  ignore: z
    .array(z.string().min(1).max(100))
    .max(50)
    .optional()
    .meta({ description: "Logins whose titles are not judged; of a bot with or without `[bot]`." }),
  ...inactiveKeys("title"),
});

/** The rules that the section stands for. */
export const TitleConfig = TitleKeys.transform(toRules);
export type TitleConfig = z.infer<typeof TitleConfig>;

function toRules(keys: z.infer<typeof TitleKeys>): TitleRules {
  const { types, scope, scopes, scope_pattern: scopePattern, max, subject, breaking, ignore } = keys;
  const meanings = meaningsOf(keys);
  return {
    types: Array.isArray(types) ? types : Object.keys(types),
    scope,
    ...(scopes === undefined ? {} : { scopes }),
    ...(scopePattern === undefined ? {} : { scopePattern }),
    ...(max === undefined ? {} : { max }),
    ...(subject === undefined ? {} : { subject: { case: subject.case, fullStop: subject.full_stop } }),
    ...(breaking === undefined ? {} : { breaking }),
    ...(ignore === undefined ? {} : { ignore }),
    ...(Object.keys(meanings).length === 0 ? {} : { meanings }),
  };
}

function meaningsOf({ types, changelog = {} }: z.infer<typeof TitleKeys>): Readonly<Record<string, TypeMeaning>> {
  const written = new Map<string, TypeMeaning>();
  for (const [type, meaning] of Array.isArray(types) ? [] : Object.entries(types)) {
    written.set(type, typeof meaning === "string" ? { impact: meaning } : meaning);
  }
  for (const [type, section] of Object.entries(changelog)) written.set(type, { ...written.get(type), section });
  return Object.fromEntries(written);
}
