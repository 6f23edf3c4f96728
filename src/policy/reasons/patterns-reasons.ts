import type { ReasonText } from "./reason-text.ts";

/** What gates of the kind `patterns` say. */
export const patternsReasons = {
  "patterns-hold": { says: "Patterns that hold: {count} of {count}." },
  // In the words of its author.
  "pattern-said": { says: "Rule: {say}." },
  "pattern-title-missing": { says: "The title does not match {pattern}.", fix: "Edit the title." },
  "pattern-body-missing": { says: "The description does not match {pattern}.", fix: "Edit the description." },
  "pattern-missing": { says: "No {safeNoun} matches {pattern}.", fix: "Push a change that has one." },
  "pattern-text-forbidden": {
    says: "The {safeText} matches {pattern}, which is forbidden.",
    fix: "Edit the {safeText}.",
  },
  "pattern-forbidden": {
    says: "{safeMatches} {pattern}, which is forbidden: {places}{safeMore}.",
    fix: "Change what stands there, and push.",
  },
  "pattern-text-found": { says: "The {safeText} matches {pattern}." },
  "pattern-found": { says: "{safeMatches} {pattern}: {places}{safeMore}." },
  "pattern-marked": { says: "This matches {pattern}." },
  "pattern-needs-decision": {
    says: "Somebody has to decide about that.",
    fix: "An owner who has decided can comment {command}.",
  },
  "pattern-unread": {
    says: "GitHub does not show all changed lines of {files}, so it cannot be told whether {pattern} matches there.",
    fix: "Such files are binary or large. Limit the pattern to other files with `paths`, or have the gate waived.",
  },
  "pattern-files-unlisted": {
    says: "GitHub does not list all changed files, so it cannot be told what the others hold.",
    fix: "Split the pull request.",
  },
  "pattern-moved": { says: "GitHub shows {files} as renamed without a changed line." },
  "patterns-too-long": {
    says: "There are {characters} characters to search, more than {limit}.",
    fix: "Split the pull request, or limit the patterns to fewer files with `paths`.",
  },
  "patterns-too-slow": {
    says: "To search this much text takes {steps} steps, more than {limit}.",
    fix: "Split the pull request, or limit the patterns to fewer files with `paths`.",
  },
} as const satisfies Record<string, ReasonText>;
