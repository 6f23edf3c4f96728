import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { companionsOf } from "../../advisories/lockfiles/choose-lockfiles.ts";
import type { Inventory, LockedPackage } from "../../policy/advisory/findings/inventory.ts";
import type { Store } from "../../store/store.ts";
import { version } from "../../version.ts";
import type { ScannedFiles } from "./scanned-files.ts";

/** With every key: one that is forgotten here would be there at the first look and gone at the second. */
type ShapeOf<Kept> = Readonly<Record<keyof Kept, z.ZodType>>;

const KeptPackage = z.object({
  name: z.string(),
  version: z.string(),
  source: z.enum(["local", "registry", "git", "path", "other-registry"]),
  isDev: z.boolean(),
  isReplaced: z.literal(true).optional(),
  dependencies: z.array(z.int()).readonly(),
} satisfies ShapeOf<LockedPackage>);

const KeptInventory = z.object({
  ecosystem: z.string(),
  packages: z.array(KeptPackage).readonly(),
  gap: z.string().optional(),
} satisfies ShapeOf<Inventory>);

const KeptLockfile = z.object({
  bytes: z.int(),
  reading: z.union([z.object({ inventory: KeptInventory }), z.object({ problem: z.string() })]),
});
/** What a reader made of a lockfile. */
export type KeptLockfile = z.infer<typeof KeptLockfile>;

// As long as a pull request is busy at one head.
const keptMs = 24 * 3600 * 1000;
// In base64. It is 25 KB of a Cargo.lock of 300 KB, and 50 KB of the largest real lockfiles; more is made to fill the store.
const mostKept = 1024 * 1024;

/**
 * Under which name what is read of a lockfile is kept: by the content of all that is read, so that commits share it, and by
 * our version, because the next one may read it better. Undefined where one of them is a link, whose content is that of another file.
 */
export function keyOfLockfile(
  repositoryId: number,
  path: string,
  { present, blobs }: Pick<ScannedFiles, "present" | "blobs">,
): string | undefined {
  const parts: (readonly [string, string])[] = [];
  for (const each of [path, ...companionsOf(path).filter((companion) => present.has(companion))]) {
    const sha = blobs.get(each);
    if (sha === undefined) return undefined;
    parts.push([each.slice(each.lastIndexOf("/") + 1), sha]);
  }
  return `lockfile/${repositoryId}/${createHash("sha256")
    .update(JSON.stringify([version, parts]))
    .digest("hex")}`;
}

export async function findKeptLockfile(store: Store, key: string): Promise<KeptLockfile | undefined> {
  const packed = z.string().safeParse(await store.get(key));
  if (!packed.success) return undefined;
  const text = await promisify(gunzip)(Buffer.from(packed.data, "base64"));
  return KeptLockfile.safeParse(JSON.parse(text.toString("utf8"))).data;
}

export async function keepLockfile(store: Store, key: string, lockfile: KeptLockfile): Promise<void> {
  const packed = (await promisify(gzip)(JSON.stringify(lockfile))).toString("base64");
  if (packed.length <= mostKept) await store.put(key, packed, { expiresInMs: keptMs });
}
