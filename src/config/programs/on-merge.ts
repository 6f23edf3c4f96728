import type { PullRequest } from "../../policy/facts.ts";
import { doesApply } from "../../policy/when.ts";
import type { OnMergeConfig } from "../sections/on-merge-config.ts";
import { fillText, placeholdersIn } from "./placeholders.ts";
import { programsFor } from "./programs.ts";
import type { Config } from "../schema.ts";
import { isGoverned } from "../used-gates.ts";

export interface MergeTag {
  readonly name: string;
  readonly annotate: OnMergeConfig["annotate"];
}

/**
 * The tag that the merge of a pull request gets: that of the first program that it belongs to and that has one, else that
 * of `pull_request`. The name may be one that git refuses, because the title has a part in it.
 */
export function tagOnMerge(
  config: Config,
  pullRequest: Pick<PullRequest, "isByBot" | "number" | "title" | "body" | "labels" | "baseBranch">,
): MergeTag | undefined {
  if (!isGoverned(config, pullRequest.baseBranch)) return undefined;
  // A program that tags has no `when.paths`, so the files do not matter.
  const scene = { pullRequest, files: { files: [], isComplete: true } };
  const number = ["number", String(pullRequest.number)] as const;
  for (const { program, filling, when } of programsFor(pullRequest.title, config)) {
    const { on_merge: onMerge } = program;
    if (onMerge === undefined || !doesApply([when], scene)) continue;
    // A number in the title that is none: no tag rather than a wrong one.
    if (placeholdersIn(onMerge.tag).some((name) => filling.without.has(name))) return undefined;
    return toTag(onMerge, new Map([...filling.values, number]));
  }
  const { on_merge: common } = config.pull_request;
  return common === undefined ? undefined : toTag(common, new Map([number]));
}

/** What decides about the tag besides the title, so that a change of it is looked at. */
export function tagDependsOn(
  config: Config,
  { title, baseBranch }: Pick<PullRequest, "title" | "baseBranch">,
): readonly ("body" | "labels")[] {
  if (!isGoverned(config, baseBranch)) return [];
  const tagging = programsFor(title, config).filter(({ program }) => program.on_merge !== undefined);
  return [
    ...(tagging.some(({ when }) => when.title === "breaking") ? (["body"] as const) : []),
    ...(tagging.some(({ when }) => when.labels !== undefined) ? (["labels"] as const) : []),
  ];
}

function toTag({ tag, annotate }: OnMergeConfig, values: ReadonlyMap<string, string>): MergeTag {
  return { name: fillText(tag, values), annotate };
}
