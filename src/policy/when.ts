import type { FileList, PullRequest } from "./facts.ts";
import { type Reason, reason } from "./reason.ts";
import { matchGlobs } from "./text/glob.ts";
import { matchName } from "./text/name-pattern.ts";
import { announcesBreak } from "./title/reading/breaking.ts";
import { isSecurity } from "./title/reading/is-security.ts";

/** When a gate applies at all: every key that is there must hold. */
export interface When {
  /** Globs; a changed file must match one of them. */
  readonly paths?: readonly string[] | undefined;
  /** Names, with `*`; the pull request must carry one of them. */
  readonly labels?: readonly string[] | undefined;
  /** One of `titleWords`, or a whole title, with `*`. */
  readonly title?: string | undefined;
}

type Announced = Pick<PullRequest, "title" | "body" | "isByBot">;

/** What a title can announce, in a word that no whole title can then be asked for by. */
export const titleWords = ["breaking", "security"] as const;
export type TitleWord = (typeof titleWords)[number];

interface Announcement {
  readonly isSaid: (pullRequest: Announced) => boolean;
  readonly called: string;
}

const announcements: Readonly<Record<TitleWord, Announcement>> = {
  breaking: { isSaid: announcesBreak, called: "a breaking title" },
  security: { isSaid: isSecurity, called: "a title of the type security" },
};

/** Whether `when.title` means what a title announces, not its text. */
export function isTitleWord(title: string): title is TitleWord {
  return titleWords.some((word) => word === title);
}

interface Scene {
  readonly pullRequest: Pick<PullRequest, "title" | "body" | "isByBot" | "labels">;
  readonly files: FileList;
}

/** Whether all of these conditions hold. What cannot be told applies: a file that GitHub does not list may be one of those meant. */
export function doesApply(conditions: readonly When[], scene: Scene): boolean {
  return conditions.every((when) => holds(when, scene));
}

function holds({ paths, labels, title }: When, { pullRequest, files }: Scene): boolean {
  if (title !== undefined && !hasTitle(title, pullRequest)) return false;
  if (labels !== undefined && !hasLabel(labels, pullRequest)) return false;
  if (paths === undefined || !files.isComplete) return true;
  const isMeant = matchGlobs(paths);
  return files.files.some(
    ({ path, previousPath }) => isMeant(path) || (previousPath !== undefined && isMeant(previousPath)),
  );
}

/** GitHub does not tell capitals from small letters in labels. */
function hasLabel(wanted: readonly string[], { labels }: Scene["pullRequest"]): boolean {
  const carried = labels.map((label) => label.toLowerCase());
  return wanted.some((label) => carried.some(matchName(label.toLowerCase())));
}

function hasTitle(wanted: string, pullRequest: Announced): boolean {
  return isTitleWord(wanted) ? announcements[wanted].isSaid(pullRequest) : matchName(wanted)(pullRequest.title);
}

/** Why a gate does not apply, from the conditions of each of its uses. */
export function notApplicable(uses: readonly (readonly When[])[]): Reason {
  const inWords = uses.map((conditions) => conditions.flatMap(partsOf));
  const [only = [], ...others] = inWords;
  const conditions = others.length === 0 ? only : [inWords.map((parts) => parts.join(" and ")).join(", or ")];
  return reason("gate-not-applicable", { conditions });
}

function partsOf({ title, labels = [], paths = [] }: When): readonly string[] {
  return [
    ...(title === undefined ? [] : [isTitleWord(title) ? announcements[title].called : `the title ${title}`]),
    ...(labels.length === 0 ? [] : [`the label ${labels.join(" or ")}`]),
    ...(paths.length === 0 ? [] : [`a change of ${paths.join(" or ")}`]),
  ];
}
