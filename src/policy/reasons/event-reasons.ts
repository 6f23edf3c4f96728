import type { ReasonText } from "./reason-text.ts";

/** What is answered to what happens around commands. */
export const eventReasons = {
  "delivery-lost": {
    says: "GitHub never told Gatehouse of these commands, and it cannot be proven that they still read as they were written.",
    fix: "Nothing in them was run: send them again in a new comment.",
  },
  "edit-not-read": {
    says: "A comment or review counts as it was first written; what is added to it later is not read.",
    fix: "Write it in a new comment.",
  },
  "too-many-comments": {
    says: "{actor} has sent commands in {limit} comments within an hour here; until the hour is over nothing more is run.",
    fix: "Put what you still need into one comment, and send it later.",
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
