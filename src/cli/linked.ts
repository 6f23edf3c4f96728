import { lstat } from "node:fs/promises";
import { join } from "node:path";

/** Whether a file of the working tree is a symbolic link, or in a folder that is one: git keeps no file there. */
export async function isLinked(path: string, top: string): Promise<boolean> {
  let place = top;
  for (const part of path.split("/")) {
    place = join(place, part);
    if (await isLink(place)) return true;
  }
  return false;
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw new Error(`cannot read ${path}`, { cause: error });
  }
}
