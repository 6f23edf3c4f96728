import type { ReasonText } from "./reason-text.ts";

/** What gates of the kind `changes` say. */
export const changesReasons = {
  "changes-not-meant": { says: "Nothing in {globs} changes." },
  "changed-anyway": { says: "{answers} changed, so it holds whatever else did." },
  "changed-with": { says: "{causes} changed, and so did {answers}." },
  "changed-apart": { says: "{causes} changed, and nothing in {globs} did." },
  "changed-alone": {
    says: "{causes} changed, and nothing in {globs} did.",
    fix: "Change {safeGlobs} as well.",
  },
  "changed-unseen": {
    says: "GitHub shows no changed line of {files}, so it cannot be told whether more than its mode changed.",
    fix: "Change {safeGlobs} in lines that GitHub shows, or have the gate waived.",
  },
  "changed-together": {
    says: "{causes} and {strangers} changed in one pull request.",
    fix: "Put {strangers} into another pull request.",
  },
  "changes-unlisted": {
    says: "GitHub does not list all changed files, so it cannot be told whether the others keep to the rule.",
    fix: "Split the pull request.",
  },
} as const satisfies Record<string, ReasonText>;
