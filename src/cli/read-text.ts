import { createReadStream } from "node:fs";
import { resolve } from "node:path";

/** Up to `limit` bytes and one more: a link to a device never ends. Throws in words where the file cannot be read. */
export async function readText(path: string, cwd: string, limit: number): Promise<string> {
  try {
    return await readStart(resolve(cwd, path), limit);
  } catch (error) {
    throw new Error(`cannot read ${path}`, { cause: error });
  }
}

/** As `readText`; undefined where there is no such file. */
export async function findText(path: string, cwd: string, limit: number): Promise<string | undefined> {
  try {
    return await readStart(resolve(cwd, path), limit);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new Error(`cannot read ${path}`, { cause: error });
  }
}

// GitHub takes 65,536 characters, and the largest have four bytes.
const descriptionLimit = 4 * 65_536;

/** The description of a pull request. Throws on one that GitHub would not take: a part of it would say something else. */
export async function readDescription(path: string, cwd: string): Promise<string> {
  const text = await readText(path, cwd, descriptionLimit);
  if (Buffer.byteLength(text) <= descriptionLimit) return text;
  throw new Error(`${path} is larger than the ${descriptionLimit / 1024} KB that a description may have`);
}

async function readStart(path: string, limit: number): Promise<string> {
  const parts: Buffer[] = [];
  // The end is the last byte that is read.
  for await (const part of createReadStream(path, { end: limit })) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
}
