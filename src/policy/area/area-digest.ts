import { createHash } from "node:crypto";
import { type Area, areaKey, filesOfArea } from "./area.ts";
import type { ChangedFile, FileList } from "../facts.ts";
import type { AreaPart, DiffDigests } from "../heads.ts";

export interface AreaDigest {
  /** Undefined when the list of files is incomplete: then nothing can be said about staleness. */
  readonly digest: string | undefined;
  /** Shortened digests, to name what changed and nothing else. */
  readonly byPath: ReadonlyMap<string, string>;
}

/** The digest of one file's change. */
type DigestOf = (file: ChangedFile) => string;

/** Hashing patches is most of the work of a look. This hashes each file once, however many areas it belongs to. */
export function digestOnce(): DigestOf {
  const known = new Map<ChangedFile, string>();
  return (file) => {
    const digest = known.get(file) ?? digestFile(file);
    known.set(file, digest);
    return digest;
  };
}

// Past this many files an entry of the ledger keeps the digest only, and a stale sign-off cannot name its file.
const namedFilesLimit = 300;

/**
 * Digest of an area's part of a pull request (the idea of `git patch-id`, but white space and context count): what a
 * rebase only moves keeps it, what changes a line of the area or of the three lines around it does not.
 */
export function digestArea(
  files: readonly ChangedFile[],
  isComplete: boolean,
  digestOf: DigestOf = digestFile,
): AreaDigest {
  const records = files.map((file) => [file.path, digestOf(file)] as const).toSorted(byText);
  return {
    // Over the full digests: short ones could be made to collide by whoever writes the change.
    digest: isComplete ? sha256(JSON.stringify(records)) : undefined,
    byPath: new Map(records.map(([path, digest]) => [path, digest.slice(0, 16)])),
  };
}

/** Digest of everything a pull request changes; null when GitHub does not list it all. */
export function digestAll({ files, isComplete }: FileList, digestOf?: DigestOf): string | null {
  return digestArea(files, isComplete, digestOf).digest ?? null;
}

/** The area's part of what a pull request changes, as ledger and heads keep it, with the key of the area. */
export function digestPart(
  area: Area,
  { files, isComplete }: FileList,
  digestOf?: DigestOf,
): AreaPart & { readonly key: string } {
  const digest = digestArea(filesOfArea(area, files), isComplete, digestOf);
  return { key: areaKey(area), digest: digest.digest ?? null, files: namedDigests(digest) };
}

/** What a pull request changes at one head, as it is kept for comparisons with later ones. */
export function digestDiff(areas: readonly Area[], files: FileList, baseBranch: string): DiffDigests {
  const digestOf = digestOnce();
  const parts = areas.map((area) => digestPart(area, files, digestOf));
  return {
    baseBranch,
    whole: digestAll(files, digestOf),
    areas: Object.fromEntries(parts.map(({ key, ...part }) => [key, part])),
  };
}

/** What of a digest is kept in the ledger. */
export function namedDigests({ byPath }: AreaDigest): Readonly<Record<string, string>> | undefined {
  return byPath.size <= namedFilesLimit ? Object.fromEntries(byPath) : undefined;
}

/** The first path, in order, whose part differs between two digests; undefined when none does or it is not known. */
export function firstChangedPath(
  before: Readonly<Record<string, string>> | undefined,
  now: ReadonlyMap<string, string>,
): string | undefined {
  if (before === undefined) return undefined;
  const known = new Map(Object.entries(before));
  const paths = [...new Set([...known.keys(), ...now.keys()])].toSorted();
  return paths.find((path) => known.get(path) !== now.get(path));
}

function digestFile({ status, previousPath, patch, blobSha }: ChangedFile): string {
  const lines = patch === undefined ? undefined : withoutPositions(patch);
  const content = lines === undefined ? `blob ${blobSha}` : `patch ${lines}`;
  return sha256(JSON.stringify([status, previousPath ?? null, content]));
}

/**
 * Line numbers and the function name after `@@` move with every rebase; the lines themselves stay. Undefined when the
 * patch does not hold as many lines as its headers announce: a patch that was cut hides what follows.
 */
function withoutPositions(patch: string): string | undefined {
  const kept: string[] = [];
  let old = 0;
  let present = 0;
  // Only a line feed ends a line of a patch: a carriage return or U+2028 may stand in the middle of a signed line.
  for (const line of patch.replace(/\n$/, "").split("\n")) {
    const header = old === 0 && present === 0 ? hunkHeader.exec(line) : null;
    if (header !== null) {
      old = Number(header[1] ?? 1);
      present = Number(header[2] ?? 1);
    }
    kept.push(header === null ? line : "@@");
    if (header === null && !line.startsWith("\\")) {
      if (!line.startsWith("+")) old -= 1;
      if (!line.startsWith("-")) present -= 1;
    }
    if (old < 0 || present < 0) return undefined;
  }
  return old === 0 && present === 0 ? kept.join("\n") : undefined;
}

const hunkHeader = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

function byText(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
