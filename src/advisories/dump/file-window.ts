import type { FileHandle } from "node:fs/promises";

/** Reads a file piece by piece, so that an archive of hundreds of megabytes is never in memory. */
export interface FileWindow {
  readonly size: number;
  /** Exactly these bytes; rejects beyond the end. */
  read(position: number, length: number): Promise<Buffer>;
}

/** Each reading of the disk takes at least `stretch` bytes, so that neighbours cost none. */
export function openWindow(handle: FileHandle, size: number, stretch: number): FileWindow {
  let start = 0;
  let held: Buffer = Buffer.alloc(0);

  async function read(position: number, length: number): Promise<Buffer> {
    if (position < 0 || position + length > size) throw new Error("the archive ends too early");
    if (position < start || position + length > start + held.length) {
      held = await readFully(handle, position, Math.min(Math.max(length, stretch), size - position));
      start = position;
    }
    return held.subarray(position - start, position - start + length);
  }

  return { size, read };
}

async function readFully(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw new Error("the archive became shorter while it was read");
    done += bytesRead;
  }
  return bytes;
}
