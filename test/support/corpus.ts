import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../../../shared/corpus/", import.meta.url);

/** Whether the folder of real data is beside the checkout. */
export const hasCorpus = existsSync(folder);

/** A path of a file or folder in it. */
export function corpusPath(path: string): string {
  return fileURLToPath(new URL(path, folder));
}
