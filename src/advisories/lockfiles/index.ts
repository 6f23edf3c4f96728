import { cargoReader } from "./cargo.ts";
import { goReader } from "./go.ts";
import { npmReader } from "./npm.ts";
import { pnpmReader } from "./pnpm.ts";
import { poetryReader } from "./poetry.ts";
import type { LockfileReader } from "./reader.ts";
import { uvReader } from "./uv.ts";
import { yarnReader } from "./yarn.ts";

/** Every lockfile format that can be read. */
export const lockfileReaders: readonly LockfileReader[] = [
  cargoReader,
  npmReader,
  yarnReader,
  pnpmReader,
  uvReader,
  poetryReader,
  goReader,
];
