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
  "owner-config-invalid": {
    says: "This repository is judged by .github/gatehouse.yml of {repository}, because it has none on {base}. That file has {count}.",
    fix: "Correct it on the default branch of {repository}, or add a .github/gatehouse.yml on {base}; until then this check stays red.",
    needsAction: true,
  },
  "owner-config-vanished": {
    says: "This repository was judged by .github/gatehouse.yml of {repository}, which is gone.",
    fix: "Restore it, or add a .github/gatehouse.yml on {base}. To stop using Gatehouse here, uninstall the App from this repository.",
    needsAction: true,
  },
  "owner-config-holds": {
    says: "This repository is judged by .github/gatehouse.yml of {repository}, because it has none on {base}.",
  },
} as const satisfies Record<string, ReasonText>;
