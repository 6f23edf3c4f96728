import type { Inventory } from "../../policy/advisory/inventory.ts";

export type LockfileReading =
  | { readonly state: "read"; readonly inventory: Inventory }
  /** The message completes "Cargo.lock, line 7, …". Nothing may be concluded from such a file. */
  | { readonly state: "problem"; readonly line: number; readonly message: string };

/** One lockfile format. */
export interface LockfileReader {
  readonly matches: (path: string) => boolean;
  readonly ecosystem: string;
  /** Never throws for bad text. */
  readonly parse: (text: string) => LockfileReading;
}
