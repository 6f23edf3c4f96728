import type { ReasonText } from "./reason-text.ts";

/** What the title gate says. */
export const titleReasons = {
  "title-holds": { says: "The title is a conventional commit of type {type}." },
  "title-ignored": { says: "Titles of {author} are not judged here." },
  "title-means-release": { says: "Merging this means a {impact} release." },
  "title-means-release-in": { says: "Merging this means a {impact} release, in the section {section}." },
  "title-asks-no-release": { says: "Merging this asks for no release." },
  "title-fails": { says: "{safeProblem}", fix: "Edit the title, or comment {command}." },
  "title-fails-without-suggestion": {
    says: "{safeProblem}",
    fix: "Edit the title; the check gatehouse/title points at it.",
  },
} as const satisfies Record<string, ReasonText>;
