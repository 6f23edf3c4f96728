import type { ReasonText } from "./reason-text.ts";

/** What gates of the kind `ignores` say. */
export const ignoresReasons = {
  "ignores-none": { says: "No ignores are documented in {files}." },
  "ignores-nowhere": {
    says: "The configuration names no file that documents ignores, and no lockfile is there that one could stand beside.",
    fix: "Name them in advisories.ignores.",
  },
  "ignores-files-cut": {
    says: "There are more files than are looked at, so documented ignores may be missing.",
    fix: "Whoever answers for the gate can look, and waive it.",
  },
  "ignores-hold": { says: "Documented ignores in {files}: {count}; each has what it needs." },
  "ignores-fail": { says: "Documented ignores in {files}: {count}, of which {failed} fall short." },
  "ignores-unknown": { says: "It cannot be told whether the documented ignores in {files} hold." },

  "ignores-malicious": {
    says: "Said to be malicious, which nobody can accept: {ignores}.",
    fix: "Remove the packages, and these ignores.",
  },
  "ignores-without-reason": {
    says: "Without a reason: {ignores}.",
    fix: "Write why it does no harm here, as the reason of the entry or in a comment behind it.",
  },
  "ignores-without-issue": {
    says: "Without an issue: {ignores}.",
    fix: "Name the issue that tracks it in the reason, such as {example}.",
  },
  "ignores-end-unreadable": {
    says: "Their end cannot be read, so they count as over: {ignores}.",
    fix: "Write the day like until 2030-01-31 in the reason, and in osv-scanner.toml like ignoreUntil = 2030-01-31.",
  },
  "ignores-expired": {
    says: "Past the day until which they were accepted: {ignores}.",
    fix: "Look at them again: remove them, or write a later day.",
  },
  "ignores-too-old": {
    says: "Not changed for more than {safeLimit}: {ignores}.",
    fix: "Look at them again: remove them, or change their lines, such as by the day of this review.",
  },
  "ignores-age-unknown": {
    says: "Not known when they were last changed: {ignores}.",
    fix: "Write ignore = [ ] below [advisories], and each id on a line of its own; a commit dated in the future counts for nothing.",
  },
  "ignores-file-unread": {
    says: "{file} cannot be read: line {line} {problem}.",
    fix: "Correct the file.",
  },
  "ignores-file-link": {
    says: "{file} is a symbolic link, and what it leads to can change without it.",
    fix: "Write it as a plain file, or name the file itself in advisories.ignores.",
  },
  "ignores-file-too-large": {
    says: "{file} has {size} bytes; Gatehouse reads at most {limit}.",
    fix: "Remove ignores that are not needed any more.",
  },

  "ignores-elsewhere": {
    says: "This pull request does not change {file}, so time alone does not stop it there.",
  },
  "ignores-twice": { says: "Named more than once in {file}: {ids}.", fix: "Keep one of them." },
  "ignores-refused": { says: "Noticed in {file}: {warnings}." },
  "ignores-only-in": {
    says: "Only in {file}: {ids}.",
    fix: "Where cargo-deny and cargo-audit look at the same packages, name them in the files of both.",
  },
  "ignores-stale": { says: "Cover nothing in any lockfile: {ignores}.", fix: "Remove them." },
  "ignores-unknown-id": {
    says: "In no database of advisories: {ignores}.",
    fix: "Correct the ids, or remove the ignores.",
  },
  "ignores-withdrawn": {
    says: "Withdrawn by the database: {ignores}.",
    fix: "Remove the ignores: there is nothing left to accept.",
  },
  "ignores-fix-available": {
    says: "Accepted, and there is a fix now: {ignores}.",
    fix: "Update {updates}, and remove the ignores.",
  },
  "ignores-alias": {
    says: "Named by an alias, which {safeTool} will not honour: {ignores}.",
    fix: "Name {advisories} instead.",
  },
  "ignores-oldest": { says: "Changed longest ago, on {at}: {ignore}." },
} as const satisfies Record<string, ReasonText>;
