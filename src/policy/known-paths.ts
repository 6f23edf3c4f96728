/** Where a repository's configuration is. */
export const configPath = ".github/gatehouse.yml";

/** The folder that it is in. */
export const configFolder = ".github";

/** Where GitHub looks for the owners of code; the first file that is there counts. */
export const codeownersPlaces = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;
