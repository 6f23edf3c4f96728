import type { ReasonText } from "./reason-text.ts";

/** What is said of a tag that must be there. */
export const tagReasons = {
  "tag-holds": { says: "The tag {tag} is at {commit}, which {branch} has." },
  "tag-absent": {
    says: "There is no tag {tag}.",
    fix: "Once what it stands for is done, put it on a commit of {branch}: {command}.",
  },
  "tag-unreachable": {
    says: "The tag {tag} is at {commit}, a commit that {branch} does not have.",
    fix: "Find out which commit of {branch} it should name; git moves a tag only when it is deleted first.",
  },
  "tag-of-no-commit": {
    says: "The tag {tag} names a {type} and no commit.",
    fix: "Delete it, and put it on a commit of {branch}: {command}.",
  },
  "tag-no-branch": {
    says: "There is no branch {branch} to look for the tag {tag} on.",
    fix: "Correct the name of the branch in the configuration.",
  },
} as const satisfies Record<string, ReasonText>;
