import type { ReasonText } from "./reason-text.ts";

/** What is said where a reader is not told everything: by GitHub, or because they are not the App. */
export const readingReasons = {
  "facts-refused": {
    says: "GitHub refuses to show {safeWhat}, with the answer {status}.",
    fix: "An owner accepts the permission {permission} in the settings of the App's installation; then comment {command}.",
  },
  "facts-absent": {
    says: "GitHub does not show {safeWhat}, with the answer {status}.",
    fix: "See that they are switched on in the settings of the repository, and that the App has the permission {permission}; then comment {command}.",
  },
  "ledger-not-read": {
    says: "What people have said cannot be told: which check keeps it is known by the number of the App.",
    fix: "Set APP_ID, or give --app-id.",
  },
} as const satisfies Record<string, ReasonText>;
