import { callbackify } from "node:util";
import { crc32, inflateRawSync } from "node:zlib";
import { fromRandomAccessReaderPromise, RandomAccessReader } from "yauzl";
import type { FileWindow } from "./file-window.ts";

/** Where one file of an archive is, and what the archive says of it. */
export interface ZipEntry {
  readonly offset: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc32: number;
  readonly method: number;
  readonly isEncrypted: boolean;
}

/** A hundred times the largest record of RustSec. */
const mostEntryBytes = 1024 * 1024;
const [stored, deflated] = [0, 8];
const [localHeaderBytes, localHeaderSignature] = [30, 0x04034b50];

/** The files of an archive that are called as records are. Throws when its list is broken, or longer than `most`. */
export async function listEntries(window: FileWindow, most: number): Promise<readonly ZipEntry[]> {
  // Names are not decoded: yauzl refuses a whole archive for one name that leads out of it, and nothing is written.
  const options = { decodeStrings: false, validateEntrySizes: false };
  const zip = await fromRandomAccessReaderPromise(new WindowReader(window), window.size, options);
  if (zip.entryCount > most) throw new Error(`the archive has more than ${most} files`);
  const entries: ZipEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileNameRaw.subarray(-5).equals(recordSuffix)) continue;
    entries.push({
      offset: entry.relativeOffsetOfLocalHeader,
      packedBytes: entry.compressedSize,
      bytes: entry.uncompressedSize,
      crc32: entry.crc32,
      method: entry.compressionMethod,
      isEncrypted: entry.isEncrypted(),
    });
  }
  return entries;
}

const recordSuffix = Buffer.from(".json");

/**
 * The content of one file, or undefined when it is not what the archive says of it, or has more than 1 MB. What is
 * stated is never believed: no more than that is unpacked.
 */
export async function readEntry(window: FileWindow, entry: ZipEntry): Promise<Buffer | undefined> {
  const { offset, packedBytes, bytes, method, isEncrypted } = entry;
  if (isEncrypted || bytes > mostEntryBytes || packedBytes > mostEntryBytes) return undefined;
  if (method !== stored && method !== deflated) return undefined;
  try {
    const header = await window.read(offset, localHeaderBytes);
    if (header.readUInt32LE(0) !== localHeaderSignature) return undefined;
    // Name and extra field may be longer here than in the list.
    const start = offset + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
    const packed = await window.read(start, packedBytes);
    const content = method === stored ? packed : inflateRawSync(packed, { maxOutputLength: mostEntryBytes });
    return content.length === bytes && crc32(content) === entry.crc32 ? content : undefined;
  } catch {
    // Whatever fails concerns this file alone; where it is more, the caller counts it.
    return undefined;
  }
}

/** What yauzl reads of, for the list of files. */
class WindowReader extends RandomAccessReader {
  readonly #window: FileWindow;

  constructor(window: FileWindow) {
    super();
    this.#window = window;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const copy = async () => void (await this.#window.read(position, length)).copy(buffer, offset);
    callbackify(copy)(callback);
  }
}
