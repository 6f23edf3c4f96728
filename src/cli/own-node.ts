import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Older ones fail somewhere in the middle, in words that nobody understands. */
export const oldestNode = 22;

/** The Node that is installed beside us as a dependency; undefined where its install script did not run. */
export function findOwnNode(): string | undefined {
  try {
    const directory = join(createRequire(import.meta.url).resolve("node/package.json"), "..");
    return [join(directory, "bin", "node"), join(directory, "bin", "node.exe")].find((path) => existsSync(path));
  } catch {
    // The package is not there at all; then there is none, as when its script did not run.
    return undefined;
  }
}
