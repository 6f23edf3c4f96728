import type { ReasonText } from "./reason-text.ts";

/** What is said on a pull request after its merge. */
export const mergeReasons = {
  "merge-tagged": { says: "Tagged {commit} as {tag}." },
  "merge-tag-unjudged": {
    says: "{commit} is not tagged as {tag}: nobody had looked at this head under this title and these rules before the merge.",
    fix: "If the tag is right all the same, run {command}.",
  },
  "merge-tag-not-ready": {
    says: "{commit} is not tagged as {tag}: when the pull request was looked at last, not all that was required held.",
    fix: "If the tag is right all the same, run {command}.",
  },
  "merge-tag-elsewhere": {
    says: "{commit} is not tagged: the tag {tag} is at {other} already, and no tag is ever moved.",
    fix: "If it belongs here, take the other one away and run {command}.",
  },
  "merge-tag-branch": {
    says: "{commit} is not tagged: a branch is called {tag}, and with a tag of that name git could not tell the two apart.",
    fix: "Correct the title's part of the name, or `on_merge.tag` in .github/gatehouse.yml, and tag it by hand.",
  },
  "merge-tag-invalid": {
    says: "{commit} is not tagged: {tag} {safeProblem}, so it cannot be the name of a tag.",
    fix: "Correct the title's part of the name, or `on_merge.tag` in .github/gatehouse.yml, and tag it by hand.",
  },
  "merge-tag-not-allowed": {
    says: "{commit} is not tagged as {tag}: GitHub does not allow it ({answer}).",
    fix: "Give the App the permission `contents: write`; for this merge run {command}.",
  },
  "merge-tag-refused": {
    says: "{commit} is not tagged as {tag}: GitHub refused it ({answer}).",
    fix: "A rule of the repository may protect tags; let the App create them. For this merge run {command}.",
  },
  "merge-tag-unreachable": {
    says: "Nothing is tagged as {tag}: {base} does not have {commit}, which is what the merge made.",
    fix: "If the commit is the right one all the same, run {command}.",
  },
} as const satisfies Record<string, ReasonText>;
