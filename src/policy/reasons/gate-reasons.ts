import type { ReasonText } from "./reason-text.ts";

/** What gates say that rest on checks, documents and rulings. */
export const gateReasons = {
  "checks-pass": { says: "{names} succeeded." },
  "check-not-reported": {
    says: "{name} has not been reported on this head.",
    fix: "Wait for it, or see whether a path filter or a new name keeps it from running.",
  },
  "check-running": { says: "{name} is {status}." },
  "check-not-successful": {
    says: "{name} ended as {conclusion}.",
    fix: "Open the check, fix what it names, and push or re-run it.",
  },

  "rows-hold": { says: "{count} of {count} rows hold in {file}." },
  "rows-fail": {
    says: "{failed} of {count} rows failed in {file}.",
    fix: "Push a {file} in which they hold.",
  },
  "rows-no-data": { says: "{missing} of {count} rows have no usable value in {file}." },
  "evidence-absent": {
    says: "{file} does not exist at this head.",
    fix: "Commit the file, or correct its path in .github/gatehouse.yml on the base branch.",
  },
  "evidence-too-large": {
    says: "{file} has {bytes} bytes; Gatehouse reads at most {limit}.",
    fix: "Commit a summary.",
  },
  "evidence-key-twice": {
    says: "{file} holds the key {key} twice in one object, so it is not clear which one counts.",
    fix: "Correct the tool that writes the file.",
  },
  "evidence-unreadable": { says: "{file} is not JSON: {problem}.", fix: "Commit valid JSON." },
  "self-reported": { says: "Self-reported: this pull request changes {file}." },
  "self-reported-unknown": {
    says: "Perhaps self-reported: GitHub does not list all changed files, and {file} may be among them.",
  },
  "row-holds": { says: "{actual}, required {expected}." },
  "row-fails": { says: "{actual}, required {expected}." },
  "row-path-missing": {
    says: "There is no value at {path}.",
    fix: "Correct the path, or the tool that writes the file.",
  },
  "row-not-a-number": {
    says: "The value at {path} is {found}, not a number.",
    fix: "Correct the path, or the tool that writes the file.",
  },
  "row-not-comparable": {
    says: "The value at {path} is {found}, which cannot be compared with {expected}.",
    fix: "Correct the path, or the tool that writes the file.",
  },
  "row-zero-denominator": {
    says: "{path} is 0, so nothing was measured.",
    fix: "Run what is measured, then commit the new file.",
  },
  "row-not-a-share": {
    says: "{value} is not a part of {of}: a share lies between 0% and 100%.",
    fix: "Correct the paths of the value and of the whole.",
  },

  "manual-unruled": {
    says: "Nobody has ruled yet: {task}.",
    fix: "Somebody who answers for it can comment {command}.",
  },
  "manual-stale": {
    says: "{who} ruled on {head}, and the code is another now: {task}.",
    fix: "Somebody who answers for it can look again and comment {command}.",
    needsAction: true,
  },
  "manual-lapsed": {
    says: "{who} ruled on {head}, but may not rule on this gate: {task}.",
    fix: "Somebody who answers for it can comment {command}.",
    needsAction: true,
  },
  "manual-changed": {
    says: "{who} ruled on {head}, and what they wrote was {safeHow} since: {task}.",
    fix: "Somebody who answers for it can comment {command}.",
    needsAction: true,
  },
  "ruled-by-author": { says: "The author of this pull request says so." },
  "manual-holds": { says: "{who} says at {head} that it holds." },
  "manual-holds-because": { says: "{who} says at {head} that it holds: {note}." },
  "manual-fails": { says: "{who} says at {head} that it fails.", fix: "Once it holds, comment {command}." },
  "manual-fails-because": {
    says: "{who} says at {head} that it fails: {note}.",
    fix: "Once it holds, comment {command}.",
  },
} as const satisfies Record<string, ReasonText>;
