import type { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { matchGlobs } from "../../policy/text/glob.ts";
import { type ArchiveReading, someNames } from "./archive-reading.ts";
import { archiveLimit } from "./download-archive.ts";

/** As a document of the repository: larger ones cost seconds and hundreds of megabytes to parse. */
export const fileLimit = 5 * 1024 * 1024;
const entryLimit = 10_000;
// No file system has longer ones, and a name of 64 KB with ten thousand folders is slow to match.
const nameLimit = 1000;
// The method of files that are not packed at all.
const stored = 0;

/**
 * The one file of a zip archive that the glob means. The archive comes from whoever may change a workflow, so its names
 * are only names, what it says of sizes is checked while it unpacks, and the work is bounded: 10,000 entries are listed,
 * and one file is unpacked up to 5 MB. Never throws.
 */
export async function readArchive(archive: Buffer, path: string): Promise<ArchiveReading> {
  const zip = await open(archive);
  if (zip === undefined) return unreadable("it is no zip archive, or a broken one");
  if (zip.entryCount > entryLimit) return unreadable(`the archive holds more than ${entryLimit} files`);
  const files = await listFiles(zip);
  if (files === undefined) return unreadable("the archive's list of files is broken");
  const isMeant = matchGlobs([path]);
  const meant = files.filter(({ name }) => name.length <= nameLimit && isMeant(name));
  const [only] = meant;
  if (only === undefined) return { state: "no-file", names: someNames(files.map(({ name }) => name)) };
  // Also two of one name, of which one program reads the first and another the last.
  if (meant.length > 1) return { state: "ambiguous", names: someNames(meant.map(({ name }) => name)) };
  return unpack(zip, only);
}

interface File {
  readonly name: string;
  readonly entry: Entry;
}

async function open(archive: Buffer): Promise<ZipFile | undefined> {
  try {
    // Names are decoded below: yauzl refuses a whole archive for one name that leads out of it.
    return await fromBufferPromise(archive, { decodeStrings: false, validateEntrySizes: false });
  } catch {
    // It reads nothing but memory: whatever fails is the archive's fault.
    return undefined;
  }
}

async function listFiles(zip: ZipFile): Promise<readonly File[] | undefined> {
  const files: File[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      if (!name.endsWith("/")) files.push({ name, entry });
    }
  } catch {
    // As above.
    return undefined;
  }
  return files;
}

async function unpack(zip: ZipFile, { name, entry }: File): Promise<ArchiveReading> {
  if (entry.isEncrypted()) return unreadable("the file is encrypted");
  if (!entry.canDecodeFileData()) return unreadable("the file is packed in a way that is not supported");
  if (entry.uncompressedSize > fileLimit) return tooLarge(entry.uncompressedSize);
  const content = await inflate(zip, entry);
  if (content === undefined) return unreadable("the file's data is broken");
  // It may be larger than the archive says: then this is how much was unpacked before it was given up.
  if (content.length > fileLimit) return tooLarge(content.length);
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32) {
    return unreadable("the file is not what the archive says of it");
  }
  try {
    return { state: "found", file: name, text: new TextDecoder("utf-8", { fatal: true }).decode(content) };
  } catch {
    // The decoder knows no other error.
    return unreadable("the file is no UTF-8 text");
  }
}

/** Up to the limit and one chunk, whatever size is stated; undefined when the data is broken. */
async function inflate(zip: ZipFile, entry: Entry): Promise<Buffer | undefined> {
  try {
    const packed = await collect(await zip.openReadStreamPromise(entry, { decodeFileData: false }), archiveLimit);
    if (entry.compressionMethod === stored) return packed;
    const unpacking = createInflateRaw();
    unpacking.end(packed);
    return await collect(unpacking, fileLimit);
  } catch {
    // As above.
    return undefined;
  }
}

async function collect(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    // A stream of bytes gives buffers.
    const part = chunk as Buffer;
    bytes += part.length;
    chunks.push(part);
    // Leaving the loop ends the stream.
    if (bytes > limit) break;
  }
  return Buffer.concat(chunks);
}

function tooLarge(bytes: number): ArchiveReading {
  return { state: "too-large", bytes, limit: fileLimit };
}

function unreadable(problem: string): ArchiveReading {
  return { state: "unreadable", problem };
}
