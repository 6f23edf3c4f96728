import type { ReasonText } from "./reason-text.ts";

/** What gates of the kind `advisories` say. */
export const advisoriesReasons = {
  "advisories-untouched": {
    says: "No lockfile changes, no file that is read together with one, and no documented ignore.",
  },
  "advisories-none": {
    says: "No advisory comes in that fails the gate: introduced {introduced}, resolved {resolved}.",
  },
  "advisories-fail": {
    says: "Advisories that this pull request lets in: {count} (introduced {introduced}, resolved {resolved}).",
  },
  "advisories-own-ignores": {
    says: "Covered only by ignores that this pull request adds or lengthens itself: {count}.",
  },
  "advisories-unknown": { says: "It cannot be told which advisories this pull request lets in." },
  "advisories-source-down": {
    says: "It cannot be told which advisories this pull request lets in, and advisories.source_down makes that a failure.",
  },

  "advisory-update": {
    says: "{advisory}, {safeKind}: {package} in {lockfile}, {safeReach}.",
    fix: "Update it: {command}.",
  },
  "advisory-upgrade": {
    says: "{advisory}, {safeKind}: {package} in {lockfile}, {safeReach}; it ends in {version}.",
    fix: "Go to {version}, which may break something, or have an ignore with its reason merged first.",
  },
  "advisory-behind-parent": {
    says: "{advisory}, {safeKind}: {package} in {lockfile}, {safeReach}; it ends in {version}.",
    fix: "Wait for a release of {parent} that takes {version}, or have an ignore with its reason and an end merged first.",
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
  "advisory-accepted": { says: "Accepted by an ignore that was there before." },
  "advisories-signed-before": {
    says: "{area} signed another commit, and would not have been asked again when the ignores in {files} changed.",
    fix: "Its owners can look at the ignores and comment {command}; where {files} belong to {area}, a sign-off lasts until they change.",
    needsAction: true,
  },
  "advisories-signed-unseen": {
    says: "{area} is signed, but not by enough people who may accept this: a gate does not stand in for one, and evidence does not let the author.",
    fix: "Somebody else who may sign {area} can look at the ignores and comment {command}.",
    needsAction: true,
  },
  "advisories-own-accepted": {
    says: "Comes in together with its own ignore, which {area} signed: {advisories}.",
  },
  "advisories-more": { says: "More of them, in the table of the check: {more}." },
  "advisories-more-besides": { says: "More of them: {more}." },

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
  "advisories-lockfile-left-out": {
    says: "Nothing is said of {file}, which this pull request does not change and which cannot be read: {problem}.",
    fix: "Correct the lockfile.",
  },
  "advisories-too-many-lockfiles": {
    says: "There are more lockfiles than are read, and nothing is known of {files}.",
    fix: "Name those that matter in advisories.lockfiles, or those that do not in advisories.skip.",
  },
  "advisories-files-cut": {
    says: "The commit {commit} has more files than GitHub lists, so a lockfile may be missing.",
    fix: "Whoever answers for the gate can look, and waive it.",
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
  "advisories-module": {
    says: "Comes in with a module of which only some packages are affected, and the lockfile does not say which are used, {count}: {advisories}.",
  },
  "advisories-disputed": {
    says: "Comes in by the word of one source or record, against that of the one that decides, {count}: {advisories}.",
  },
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
  "advisories-carried": { says: "Carried, because there before and still there: {count}{safeTracked}." },
  "advisories-resolved": { says: "Resolved, {count}: {advisories}." },
  "advisories-accepted": { says: "Comes in and is covered by ignores that were there before: {advisories}." },
  "advisories-not-checked": { says: "Packages that were not checked: {safeCounts}." },
  "advisories-boundary": {
    says: "A prerelease of the very version in which an advisory begins, so by order not affected, {count}: {advisories}.",
  },
  "advisories-fallback": { says: "The usual source of advisories did not answer; {source} did." },
  "advisories-stale": {
    says: "What {source} says is of {since}, or not whole, so an advisory that is newer may be missing.",
  },
  "advisories-unused-ignores": { says: "Ignores that nothing in a lockfile needs: {advisories}." },
} as const satisfies Record<string, ReasonText>;
