import type { ReasonText } from "./reason-text.ts";

/** What is said of holds, concerns, waivers and drafts. */
export const stopReasons = {
  waived: { says: "Waived by {who} until {until}: {why}." },
  "on-hold": {
    says: "On hold by {who} since {since}: {why}.",
    fix: "{who}, an owner of an area or a maintainer can comment {command}.",
  },
  "on-hold-unexplained": {
    says: "On hold by {who} since {since}.",
    fix: "{who}, an owner of an area or a maintainer can comment {command}.",
  },
  "open-concern": {
    says: "Concern {name}, raised by {who} on {since}: {why}.",
    fix: "{who}, or an owner of an area who did not open this pull request, can comment {command}.",
  },
  "open-concern-unexplained": {
    says: "Concern {name}, raised by {who} on {since}.",
    fix: "{who}, or an owner of an area who did not open this pull request, can comment {command}.",
  },
  "waiting-draft": { says: "This is a draft.", fix: "It is let through no earlier than when it is ready for review." },
} as const satisfies Record<string, ReasonText>;
