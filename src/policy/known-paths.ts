/** Where a repository's configuration is. */
export const configPath = ".github/gatehouse.yml";

/** The folder that it is in. */
export const configFolder = ".github";

/** Where GitHub looks for the owners of code; the first file that is there counts. */
export const codeownersPlaces = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

/** Names of the lockfiles that can be read, in whatever folder. */
export const lockfileNames: readonly string[] = [
  "Cargo.lock",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "uv.lock",
  "poetry.lock",
  "go.mod",
];

/** Names of the files with documented ignores that tools insist on, in whatever folder. */
export const policyNames: readonly string[] = ["deny.toml", ".deny.toml", "audit.toml", "osv-scanner.toml"];

/**
 * Files that a scan for advisories reads, by name, in whatever folder: lockfiles, what stands beside them, and documented
 * ignores. A policy file that a configuration calls otherwise is not among them; the next scan by the clock reads it.
 */
export const scannedNames: ReadonlySet<string> = new Set([
  ...lockfileNames,
  "package.json",
  "pyproject.toml",
  ...policyNames,
]);
