import type { Inventory } from "../../policy/advisory/findings/inventory.ts";

export type LockfileReading =
  | { readonly state: "read"; readonly inventory: Inventory }
  /** The message completes "Cargo.lock, line 7, …". Nothing may be concluded from such a file. */
  | { readonly state: "problem"; readonly line: number; readonly message: string };

/** One lockfile format. */
export interface LockfileReader {
  /** As people call the format, for the list of what can be read: `Cargo.lock`, `pnpm-lock.yaml`. */
  readonly name: string;
  readonly ecosystem: string;
  readonly matches: (path: string) => boolean;
  /** Names of files beside the lockfile that say what is direct, where it does not say so itself: `package.json`. */
  readonly companions: readonly string[];
  /** `companions` by name, those that are there. Never throws for bad text. */
  readonly parse: (text: string, companions: ReadonlyMap<string, string>) => LockfileReading;
}

/** More packages than any real lockfile has (the largest we know has 2,600) are made to keep us busy. */
export const mostPackages = 20_000;
export const mostDependencies = 200_000;
