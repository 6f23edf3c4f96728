import type { ReasonText } from "./reason-text.ts";

/** What is said of open issues. */
export const issuesReasons = {
  "issues-within": { says: "Open issues {safeWhere}: {count}, at most {limit} allowed." },
  "issues-too-many": {
    says: "Open issues {safeWhere}: {safeCount}, at most {limit} allowed; the oldest: {numbers}.",
    fix: "Close them, or take the label or the milestone from those that it does not fit.",
  },
  "issues-uncounted": {
    says: "Not all open issues {safeWhere} could be counted: there are more than {bound} entries, pull requests among them.",
    fix: "Use a label or a milestone of its own for this gate.",
  },
  "issues-no-label": {
    says: "The repository has no label {label}.",
    fix: "Create it, or correct its name in the configuration.",
  },
  "issues-no-milestone": {
    says: "The repository has no milestone {milestone}.",
    fix: "Create it, or correct its title in the configuration.",
  },
} as const satisfies Record<string, ReasonText>;
