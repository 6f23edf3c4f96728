import { z } from "zod";
import { profileNames } from "../../policy/title/profiles.ts";
import { impactPresets, impacts, longestTitle, scopeSeparators } from "../../policy/title/rules.ts";
import { longestTitleRegex, mostPatterns, TitlePattern } from "../../policy/title/title-pattern.ts";
import { accountNames } from "../account-names.ts";

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
  case: z.enum(["any", "not-capitalised"]).optional().meta({
    description:
      "`not-capitalised`: it begins with a small letter. Names such as `API` and `GitHub` may stand. Default: `any`.",
  }),
  full_stop: z.boolean().optional().meta({ description: "Whether it may end in a full stop. Default: it may." }),
  max: z.int().min(10).max(longestTitle).optional().meta({
    description: "Most characters it may have. Default: no limit but that of the whole title.",
  }),
});

const BotLogin = z
  .string()
  .max(140)
  .regex(accountNames.agent)
  .meta({ description: "Write a login, e.g. `release-robot`." });

const AreaNames = z.array(z.string().min(1).max(50)).min(1).max(50);

const RequiredSignoffs = z
  .strictObject({
    breaking: AreaNames.optional().meta({
      description:
        "Areas that must sign a change with a `!` in its title, or with `BREAKING CHANGE:` in its description.",
    }),
    security: AreaNames.optional().meta({ description: "Areas that must sign a change of the type `security`." }),
  })
  .meta({ minProperties: 1 });

/** The `title:` section as it is written. What its keys mean together is checked in `title-problems.ts`. */
export const TitleKeys = z.strictObject({
  profile: z.enum(profileNames).default("conventional").meta({
    description: "The rules to start from; each key below replaces its part. `seed` is another name of `zeroclaw`.",
  }),

  types: z
    .union([
      z.array(TypeName).min(1).max(100),
      z.record(TypeName, z.union([Impact, Meaning])).meta({ minProperties: 1, maxProperties: 100 }),
    ])
    .optional()
    .meta({
      description:
        "Types a title may start with, as a list, or each with its impact (`feat: minor`) or an entry. They replace those of the profile; `custom` has none.",
    }),
  type_case: z.enum(["lower", "any"]).optional().meta({
    description: "`any`: a type may have capitals, as in `Feat: …`. Default: `lower`.",
  }),
  scope: z.enum(["required", "optional", "none"]).optional().meta({
    description:
      "Whether a title names a scope, as in `fix(parser): …`. Default: `optional`; in the profile `zeroclaw` it is `required`.",
  }),
  scopes: z
    .array(ScopeName)
    .min(1)
    .max(500)
    .optional()
    .meta({ description: "The only scopes that are accepted. Default: any that fits the profile." }),
  scope_deny: z.array(ScopeName).max(500).optional().meta({
    description: "Scopes that are refused, such as `misc`. Default: none.",
  }),
  scope_pattern: z.string().min(1).max(longestTitleRegex).optional().meta({
    description: "Instead of `scopes`: a regular expression (RE2) that each scope must match as a whole.",
  }),
  scope_separator: z.enum(scopeSeparators).optional().meta({
    description: "What stands between several scopes: `fix(api,cli): …` or `fix(api/cli): …`. Default: `,`.",
  }),
  max: z.int().min(20).max(longestTitle).optional().meta({
    description:
      "Most characters a title may have, without the ` (#12)` that a squash adds. Default: no limit; in the profile `angular` 72.",
  }),
  subject: Subject.optional().meta({
    description:
      "How the text behind the colon is written. Default: as you like; the profile `angular` wants it small and without a full stop.",
  }),
  patterns: z.array(TitlePattern).max(mostPatterns).optional().meta({
    description: "Rules of your own: regular expressions on the whole title, or on the whole text behind the colon.",
  }),
  revert_titles: z.enum(["refuse", "allow"]).optional().meta({
    description: 'Whether GitHub\'s own titles of reverts, `Revert "…"`, pass. Default: `refuse`, with a suggestion.',
  }),

  wip: z.enum(["fail", "neutral"]).default("fail").meta({
    description: "What a marker such as `[WIP]` does: fail the title, or let it wait without a red mark.",
  }),
  drafts: z.enum(["check", "neutral"]).default("check").meta({
    description: "Whether titles of drafts are judged, or wait until the pull request is ready for review.",
  }),
  commits: z.enum(["auto", "title", "single", "all"]).default("auto").meta({
    description:
      "Which commits are judged besides: those that land (`auto`), none (`title`), that of a pull request with only one (`single`), or each (`all`).",
  }),
  bots: z.enum(["lint", "lenient", "skip"]).default("lenient").meta({
    description:
      "Titles of bots are judged like others (`lint`), get advice and never fail (`lenient`), or are not judged (`skip`).",
  }),
  bot_logins: z.array(BotLogin).max(50).default([]).meta({
    description: "Logins of further accounts that a machine writes with; accounts of bots are known.",
  }),
  ignore: z.array(z.string().min(1).max(100)).max(50).default([]).meta({
    description: "Logins whose titles are not judged; of a bot with or without `[bot]`.",
  }),
  skip_labels: z.array(z.string().min(1).max(100)).max(50).default([]).meta({
    description: "Under one of these labels a title is not judged; `*` stands for itself.",
  }),
  targets: z.array(z.string().min(1).max(200)).min(1).max(50).optional().meta({
    description: "Globs of the base branches on which titles are judged. Left out: every branch.",
  }),
  merge_queue: z.enum(["lint", "pass"]).default("lint").meta({
    description: "Whether the commits that a merge queue makes are judged.",
  }),
  post_merge: z.enum(["report", "off"]).default("report").meta({
    description: "Whether a comment tells that a subject was spoilt while merging.",
  }),
  comment: z.enum(["never", "on_failure"]).default("never").meta({
    description: "Whether a comment says what is wrong with a title, besides the check.",
  }),
  retitle_closed: z.enum(["refuse", "allow"]).default("refuse").meta({
    description: "Whether `/retitle` works on a closed pull request.",
  }),

  impact: z.enum(impactPresets).default("seed").meta({
    description:
      "Whose rules say which part of the version a change raises; they differ most before 1.0. `cargo` is release-plz.",
  }),
  breaking: Impact.optional().meta({
    description: "Which part of the version a `!` raises. Default: what `impact` says, from 1.0 on `major`.",
  }),
  changelog: z
    .record(TypeName, Section)
    .meta({ maxProperties: 100 })
    .optional()
    .meta({ description: "Section of the changelog by type; the same as `section` of a type." }),
  required_signoffs: RequiredSignoffs.optional().meta({
    description: "Areas that must sign what a title announces, besides those whose files change.",
  }),
});
export type TitleKeys = z.infer<typeof TitleKeys>;
