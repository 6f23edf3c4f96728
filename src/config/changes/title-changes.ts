import type { z } from "zod";
import type { ConfigChange } from "../../policy/proposed-config.ts";
import type { TitleKeys } from "../sections/title-keys.ts";
import type { TitleSection } from "../sections/title.ts";
import { settingChanges } from "./setting-changes.ts";

/** By the names that stand in the file. What another profile brings is told key by key. */
export function titleChanges(before: TitleSection, after: TitleSection): readonly ConfigChange[] {
  return [
    ...settingChanges(writtenOut(before), writtenOut(after), ["title"]),
    ...settingChanges(before.meaning.types, after.meaning.types, ["title", "types"]),
  ];
}

/** The section that means the same with every key written out: the way back of `TitleConfig`, but for what types mean. */
export function writtenOut({ rules, meaning, judging, requiredSignoffs }: TitleSection): z.input<typeof TitleKeys> {
  return {
    types: [...rules.types],
    type_case: rules.typeCase,
    scope: rules.scope,
    scopes: rules.scopes && [...rules.scopes],
    scope_deny: [...rules.refusedScopes],
    scope_pattern: rules.scopePattern,
    scope_separator: rules.scopeSeparator,
    max: rules.max,
    subject: { case: rules.subject.case, full_stop: rules.subject.fullStop, max: rules.subject.max },
    patterns: [...rules.patterns],
    revert_titles: rules.revertTitles,
    wip: judging.wip,
    drafts: judging.drafts,
    commits: judging.commits,
    bots: judging.bots,
    bot_logins: [...judging.botLogins],
    ignore: [...judging.ignore],
    skip_labels: [...judging.skipLabels],
    targets: judging.targets && [...judging.targets],
    merge_queue: judging.mergeQueue,
    post_merge: judging.postMerge,
    comment: judging.comment,
    retitle_closed: judging.retitleClosed,
    impact: meaning.preset,
    breaking: meaning.breaking,
    required_signoffs: {
      breaking: requiredSignoffs.breaking && [...requiredSignoffs.breaking],
      security: requiredSignoffs.security && [...requiredSignoffs.security],
    },
  };
}
