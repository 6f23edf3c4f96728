import type { ReasonText } from "./reason-text.ts";

/** What is said of a configuration that cannot be used. */
export const configReasons = {
  "config-invalid": {
    says: "The configuration on {base} has {count}.",
    fix: "Correct .github/gatehouse.yml on {base}; until then this check stays red.",
    needsAction: true,
  },
  "config-vanished": {
    says: "{base} had a .github/gatehouse.yml and has none now.",
    fix: "Restore it. To stop using Gatehouse here, uninstall the App from this repository.",
    needsAction: true,
  },
} as const satisfies Record<string, ReasonText>;
