import type { ReasonText } from "./reason-text.ts";

/** What gates of the kind `advisories` say. */
export const advisoriesReasons = {
  "advisories-untouched": { says: "None of {lockfiles} changes, and no documented ignore." },
  "advisories-none": { says: "No advisory comes in with this pull request." },
  "advisories-fail": { says: "Advisories that this pull request lets in: {count}." },
  "advisories-own-ignores": {
    says: "Covered only by ignores that this pull request adds itself: {count}.",
  },
  "advisories-unknown": { says: "It cannot be told which advisories this pull request lets in." },

  "advisory-update": {
    says: "{advisory}, {safeKind}: {package} in {lockfile}, {safeReach}.",
    fix: "Update it: {command}.",
  },
  "advisory-upgrade": {
    says: "{advisory}, {safeKind}: {package} in {lockfile}, {safeReach}; it ends in {version}.",
    fix: "Go to the version that ends it, which may break something, or have an ignore with its reason merged first.",
  },
  "advisory-without-fix": {
    says: "{advisory}, {safeKind}: {package} in {lockfile}, {safeReach}; no version without it is known.",
    fix: "Use another package, or have an ignore with its reason merged first.",
  },
  "advisory-malicious": {
    says: "{advisory}, a malicious package: {package} in {lockfile}, {safeReach}.",
    fix: "Remove it and replace the secrets of every machine that built it; no ignore covers it.",
  },
  "advisory-uncovered": {
    says: "{advisory}, {safeKind}: {package} in {lockfile} is still affected, and the ignore that covered it goes.",
    fix: "Keep the ignore until the lockfile is free of it.",
  },
  "advisory-own-ignore": {
    says: "{advisory}, {safeKind}: {package} in {lockfile} comes in together with its own ignore.",
    fix: "Merge the ignore first, or let an owner accept it for this pull request with the command {command}.",
    needsAction: true,
  },
  "advisory-neither": {
    says: "{advisory}, {safeKind}: {package} in {lockfile}, and nobody knows whether it was there before.",
    fix: "Look whether this pull request brought it.",
  },
  "advisories-more": { says: "More of them, not shown here: {more}." },

  "advisories-base-unread": { says: "The lockfile {file} of the commit {base} cannot be read: {problem}." },
  "advisories-no-base": { says: "GitHub knows no commit that this head and {branch} have in common." },
  "advisories-lockfile-absent": {
    says: "{file} is among the lockfiles of the configuration, and is not there at this head.",
    fix: "Put it back, or first take it from advisories.lockfiles.",
  },
  "advisories-lockfile-link": {
    says: "{file} is a symbolic link, or in a folder that is one, so its content can change without it.",
    fix: "Write it as a plain file, or name the file itself in advisories.lockfiles.",
  },
  "advisories-lockfile-unread": {
    says: "{file} at this head cannot be read: {problem}.",
    fix: "Correct the lockfile.",
  },
  "advisories-silent": {
    says: "The database of advisories did not answer.",
    fix: "Wait: it is asked again within a quarter of an hour, and by the command {command} at once.",
  },
  "advisories-unanswered": {
    says: "The database of advisories did not say everything about {packages}.",
    fix: "Comment {command} to ask again.",
  },

  "advisories-milder": { says: "Comes in too and does not fail the gate: {advisories}." },
  "advisories-wider": { says: "Was there before and is in more places now: {advisories}." },
  "advisories-unlisted": {
    says: "Changed and not looked at, because advisories.lockfiles does not name it: {files}.",
  },
  "advisories-ignores-unread": {
    says: "The ignores of {file} count for nothing, because it cannot be read: {problem}.",
  },
  "advisories-compared": {
    says: "{count} package versions at this head, held against the commit {base} that it grew from.",
  },
  "advisories-carried": { says: "There before and still there: {count}." },
  "advisories-resolved": { says: "Resolved by this pull request: {advisories}." },
  "advisories-accepted": { says: "Comes in and is covered by ignores that were there before: {advisories}." },
  "advisories-not-checked": { says: "Packages that were not checked: {safeCounts}." },
  "advisories-unused-ignores": { says: "Ignores that nothing in a lockfile needs: {advisories}." },
} as const satisfies Record<string, ReasonText>;
