import type { ReasonText } from "./reason-text.ts";

/** What gates of the kind `pinned` say. */
export const pinnedReasons = {
  "pins-none-changed": { says: "No workflow or action under {globs} changes." },
  "pins-none-used": { says: "Nothing is used in {files}." },
  "pins-hold": { says: "{safeUses} in {files}: each is pinned or local." },
  "pins-fail": { says: "Uses that are not pinned as they must be: {failed} of {count}." },
  "pins-more": { says: "{more} more are not shown here." },

  "pin-missing": {
    says: "{place} uses {use}, which can be moved to other code.",
    fix: "Pin it to the commit of {ref}: {example}.",
  },
  "pin-image": {
    says: "{place} uses the image {image}, and only a digest pins an image.",
    fix: "Pin it to its digest: {example}.",
  },
  "pin-malformed": {
    says: "{place} uses {use}, which names no action at a commit.",
    fix: "Write it as OWNER/REPOSITORY@SHA, with the version in a comment behind it.",
  },
  "pin-without-comment": {
    says: "{place} pins {use} and does not say which version that is.",
    fix: "Write the version behind it: {example}.",
  },
  "pin-without-version": {
    says: "{place} pins {use}, and {comment} behind it is no version.",
    fix: "Write the version behind it: {example}.",
  },
  "pin-local-ref": {
    says: "{place} uses {use}, where the @ is part of a folder's name and pins nothing.",
    fix: "Remove it, unless the folder is called so.",
  },

  "pins-without-version": { says: "No version stands behind the pins at {places}{safeMore}." },
  "pins-local-ref": {
    says: "In the local paths at {places}{safeMore}, the @ is part of a folder's name and pins nothing.",
  },
  "pins-excepted": { says: "Not asked to be pinned: {uses}{safeMore}." },
  "pin-two-commits": {
    says: "{repository} is said to be {comment} at {places}, and these are two different commits.",
    fix: "Look up which of them it is, and correct the other.",
  },
  "pin-two-versions": {
    says: "One commit of {repository} is said to be {comments} at {places}.",
    fix: "Look up which of them it is, and correct the other.",
  },

  "pin-file-absent": {
    says: "{file} is no ordinary file at this head.",
    fix: "Write it as a plain file.",
  },
  "pin-file-link": {
    says: "{file} is a symbolic link, and what it leads to can change without it.",
    fix: "Write it as a plain file.",
  },
  "pin-file-too-large": {
    says: "{file} has a length of {size}; Gatehouse reads at most {limit}.",
    fix: "Split the file.",
  },
  "pin-file-unreadable": { says: "{file} cannot be read as YAML: {problem}.", fix: "Correct its syntax." },
  "pin-files-unread": {
    says: "There is more in the changed workflows and actions than Gatehouse reads at once; not read: {files}.",
    fix: "Split the pull request.",
  },
  "pin-files-unlisted": {
    says: "GitHub does not list all changed files, and workflows may be among the others.",
    fix: "Split the pull request.",
  },
} as const satisfies Record<string, ReasonText>;
