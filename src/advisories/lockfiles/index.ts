import { cargoReader } from "./cargo.ts";
import type { LockfileReader } from "./reader.ts";

/** Every lockfile format that can be read. */
export const lockfileReaders: readonly LockfileReader[] = [cargoReader];
