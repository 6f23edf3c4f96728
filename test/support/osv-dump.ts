import { createHash } from "node:crypto";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { z } from "zod";
import { writeZip } from "./zip.ts";

const Named = z.object({
  id: z.string(),
  affected: z.array(z.object({ package: z.object({ ecosystem: z.string() }).nullish() })).catch([]),
});

/** The archive that OSV exports for an ecosystem, or undefined where no record speaks of it. Withdrawn records are in it. */
export function packDump(ecosystem: string, records: readonly unknown[]) {
  const files = records.flatMap((raw) => {
    const { id, affected } = Named.parse(raw);
    const isMeant = affected.some(({ package: named }) => named?.ecosystem.split(":")[0] === ecosystem);
    return isMeant ? [{ name: `${id}.json`, content: JSON.stringify(raw) }] : [];
  });
  if (files.length === 0) return undefined;
  const bytes = writeZip(files);
  const sum = Buffer.alloc(4);
  // Google counts with another polynomial; all that matters is that other bytes give another text.
  sum.writeUInt32BE(crc32(bytes));
  return {
    bytes,
    "x-goog-hash": `crc32c=${sum.toString("base64")}`,
    etag: `"${createHash("md5").update(bytes).digest("hex")}"`,
  };
}

/** The archive of an ecosystem below a folder, as if it had been copied there at that time. */
export function writeDump(folder: string, ecosystem: string, bytes: Buffer, at: Date): string {
  const path = join(folder, ecosystem, "all.zip");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  utimesSync(path, at, at);
  return path;
}
