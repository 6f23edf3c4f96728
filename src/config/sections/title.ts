import type { z } from "zod";
import { titleProfiles } from "../../policy/title/profiles.ts";
import type { JudgingRules, TitlePolicy, TitleRules, TypeMeaning } from "../../policy/title/rules.ts";
import type { TitleWord } from "../../policy/when.ts";
import { TitleKeys } from "./title-keys.ts";

/** What the section stands for: the rules for titles, and who must sign what a title announces. */
export interface TitleSection extends TitlePolicy {
  /** Names of areas, by the word of `when.title` under which they are asked. */
  readonly requiredSignoffs: Readonly<Record<TitleWord, readonly string[] | undefined>>;
}

export const TitleConfig = TitleKeys.transform(toSection);
export type TitleConfig = z.infer<typeof TitleConfig>;

function toSection(keys: TitleKeys): TitleSection {
  const { impact: preset, breaking, required_signoffs: signoffs } = keys;
  return {
    rules: rulesOf(keys),
    meaning: { preset, breaking, types: meaningsOf(keys) },
    judging: judgingOf(keys),
    requiredSignoffs: { breaking: signoffs?.breaking, security: signoffs?.security },
  };
}

/** The names of the types that the keys accept, by themselves or by their profile. */
export function typesOf({ profile, types }: TitleKeys): readonly string[] {
  if (types === undefined) return titleProfiles[profile].types;
  return Array.isArray(types) ? types : Object.keys(types);
}

/** Those of the profile, with what the keys put in their place. */
export function rulesOf(keys: TitleKeys): TitleRules {
  const base = titleProfiles[keys.profile];
  const { scopes, subject = {} } = keys;
  return {
    types: typesOf(keys),
    typeCase: keys.type_case ?? base.typeCase,
    scope: keys.scope ?? base.scope,
    scopes: scopes ?? base.scopes,
    refusedScopes: keys.scope_deny ?? base.refusedScopes,
    // A list and a pattern exclude each other, also where the pattern is the profile's.
    scopePattern: keys.scope_pattern ?? (scopes === undefined ? base.scopePattern : undefined),
    scopeSeparator: keys.scope_separator ?? base.scopeSeparator,
    max: keys.max ?? base.max,
    subject: {
      case: subject.case ?? base.subject.case,
      fullStop: subject.full_stop ?? base.subject.fullStop,
      max: subject.max ?? base.subject.max,
    },
    patterns: keys.patterns ?? base.patterns,
    revertTitles: keys.revert_titles ?? base.revertTitles,
  };
}

function meaningsOf({ types = [], changelog = {} }: TitleKeys): Readonly<Record<string, TypeMeaning>> {
  const written = new Map<string, TypeMeaning>();
  for (const [type, meaning] of Array.isArray(types) ? [] : Object.entries(types)) {
    written.set(type, typeof meaning === "string" ? { impact: meaning } : meaning);
  }
  for (const [type, section] of Object.entries(changelog)) written.set(type, { ...written.get(type), section });
  return Object.fromEntries(written);
}

function judgingOf(keys: TitleKeys): JudgingRules {
  return {
    ignore: keys.ignore,
    bots: keys.bots,
    botLogins: keys.bot_logins,
    skipLabels: keys.skip_labels,
    targets: keys.targets,
    drafts: keys.drafts,
    wip: keys.wip,
    commits: keys.commits,
    mergeQueue: keys.merge_queue,
    postMerge: keys.post_merge,
    comment: keys.comment,
    retitleClosed: keys.retitle_closed,
  };
}
