import type { ReasonText } from "./reason-text.ts";

/** What is said of gates whose placeholders the title of a pull request fills. */
export const programReasons = {
  "sequence-begins": { says: "{value} is the first {name}; there is none before it." },
  "sequence-unreadable": {
    says: "{value} in the title is no whole number, so {name} is not known.",
    fix: "Edit the title.",
  },
  "placeholder-unusable": {
    says: "What the title fills in cannot be used: {problem}.",
    fix: "Edit the title.",
  },
} as const satisfies Record<string, ReasonText>;
