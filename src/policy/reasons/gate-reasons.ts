import type { ReasonText } from "./reason-text.ts";

/** What every gate may say, and what gates say that rest on rulings. */
export const gateReasons = {
  "gate-not-applicable": { says: "It applies only with {conditions}." },
  "see-locally": { says: "To see it on your machine, run {command}." },

  "manual-unruled": {
    says: "Nobody has ruled yet: {task}.",
    fix: "Somebody who answers for it can comment {command}.",
  },
  "manual-stale": {
    says: "{who} ruled on {head}, and the code is another now: {task}.",
    fix: "Somebody who answers for it can look again and comment {command}.",
    needsAction: true,
  },
  "manual-retitled": {
    says: "{who} ruled on {head} under another title, which asked for something else: {task}.",
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
