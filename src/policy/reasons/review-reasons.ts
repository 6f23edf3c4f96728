import type { ReasonText } from "./reason-text.ts";

/** What is said of review threads and of a reviewer's verdict. */
export const reviewReasons = {
  "no-threads": { says: "There are no review threads." },
  "threads-resolved": { says: "Review threads: {count} of {count} are resolved." },
  "threads-open": {
    says: "Review threads: {open} of {count} are not resolved.",
    fix: "Answer them and resolve them on GitHub; outdated ones count as well.",
  },
  "thread-open": { says: "{place}: begun by {by}." },
  "thread-outdated": { says: "{place}: begun by {by}, outdated." },
  "threads-more": { says: "And {more} more." },

  "review-clean": { says: "{by} found {head} clean, {at}." },
  "review-without-commit": {
    says: "The verdict of {by} is a comment, which names no commit: it is taken for the head that was there then.",
  },
  "review-not-clean": {
    says: "{by} looked at {head} and did not find it clean, {at}.",
    fix: "Settle what it found, push, and ask for a review of the new head.",
  },
  "review-dismissed": {
    says: "What {by} said of {head}, {at}, was dismissed.",
    fix: "Ask for a new review of this head.",
    needsAction: true,
  },
  "review-edited": {
    says: "{by} found {head} clean, {at}, but somebody may have changed the text since.",
    fix: "Ask for a new review of this head: a text that was edited opens nothing.",
    needsAction: true,
  },
  "review-undecided": {
    says: "{by} commented on {head} and neither approved it nor asked for changes.",
    fix: "Ask for an approval, or name under `clean` the words that mean one.",
    needsAction: true,
  },
  "review-missing": {
    says: "{by} has given no verdict on {head}.",
    fix: "Ask for a review of this head. A reviewer with another login has to be corrected in the configuration.",
  },
  "review-asked": {
    says: "{by} has given no verdict on {head} yet; it is asked once for each head.",
    fix: "If nothing comes, ask again with the comment {command}.",
  },
  "review-of-draft": {
    says: "{by} has given no verdict on {head}, and is not asked to look at a draft.",
    fix: "Mark the pull request as ready for review.",
  },
  "review-of-other-head": { says: "Its last word was on {head}, {at}." },
  "review-by-author": {
    says: "{by} opened this pull request, and nobody's word on their own work is a review.",
    fix: "Somebody who may can waive the gate.",
    needsAction: true,
  },
} as const satisfies Record<string, ReasonText>;
