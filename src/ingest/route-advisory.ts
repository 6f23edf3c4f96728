import type { DependabotAlertDelivery, SecurityAdvisoryDelivery } from "./event-shapes.ts";
import { type Asked, type Context, scanAdvisories } from "./routed.ts";

/** Dependabot has found what we may not have met yet. What it takes back, our next scan sees for itself. */
export function routeDependabotAlert({ action }: DependabotAlertDelivery, context: Context): Asked {
  switch (action) {
    case "created":
    case "reopened":
    case "auto_reopened":
    case "reintroduced":
      return scanAdvisories(context);
    default:
      return "action-not-needed";
  }
}

// GitHub's names of the ecosystems whose lockfiles we read, and OSV's. https://docs.github.com/en/rest/security-advisories
const ecosystems: ReadonlyMap<string, string> = new Map([
  ["rust", "crates.io"],
  ["npm", "npm"],
  ["pip", "PyPI"],
  ["go", "Go"],
]);

// Real advisories name a few dozen. What is left out waits for the next scan by the clock, as everything did before.
const mostPackages = 500;
const longestName = 300;

/** Which of our repositories have locked one of its packages only the job knows. */
export function routeSecurityAdvisory({ action, security_advisory: advisory }: SecurityAdvisoryDelivery): Asked {
  if (action !== "published" && action !== "updated" && action !== "withdrawn") return "action-not-needed";
  const packages = new Set<string>();
  for (const { package: named } of advisory.vulnerabilities) {
    const ecosystem = ecosystems.get(named.ecosystem.toLowerCase());
    if (ecosystem === undefined || named.name.length > longestName) continue;
    packages.add(`${ecosystem}/${named.name}`);
    if (packages.size === mostPackages) break;
  }
  if (packages.size === 0) return "no-readable-package";
  const ghsa = advisory.ghsa_id;
  return { job: "rescan-package", payload: { ghsa, packages: [...packages] }, subject: `rescan-${ghsa}` };
}
