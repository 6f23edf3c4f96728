import { readingOf } from "./locked-graph.ts";
import { type LockedEntry, type PnpmDocument, pnpmNodes, wantsPackages } from "./pnpm-graph.ts";
import { mapOf, textOf, withoutPeers } from "./pnpm-key.ts";
import { readYaml, type YamlMap } from "./read-yaml.ts";
import type { LockfileReader, LockfileReading } from "./reader.ts";
import { findConflictMarker } from "./text.ts";

/** `pnpm-lock.yaml`, lockfile versions 5, 6 and 9. */
export const pnpmReader: LockfileReader = {
  name: "pnpm-lock.yaml",
  matches: (path) => path === "pnpm-lock.yaml" || path.endsWith("/pnpm-lock.yaml"),
  ecosystem: "npm",
  companions: [],
  parse: parsePnpmLock,
};

function parsePnpmLock(text: string): LockfileReading {
  const conflict = findConflictMarker(text);
  if (conflict !== undefined) return problem(conflict, "holds merge conflict markers");
  const reading = readYaml(text);
  if (reading.state === "problem") return reading;
  // A file may begin with a document of what pnpm itself and its settings need; the project's comes last. Both lock
  // packages that run on somebody's machine (https://pnpm.io/lockfile).
  const filled = reading.documents.filter((document) => document !== "");
  if (filled.length === 0) return problem(1, "is empty");
  const documents: PnpmDocument[] = [];
  for (const content of filled) {
    if (!(content instanceof Map)) return problem(1, "is not a pnpm-lock.yaml: it is no map of keys");
    const version = textOf(content.get("lockfileVersion"));
    if (version === "") return problem(1, "is not a pnpm-lock.yaml: it has no lockfileVersion");
    const major = /^([569])(?:\.\d+)?(?:-inlineSpecifiers)?$/.exec(version)?.[1];
    if (major === undefined) return problem(1, `has lockfile version ${version}, which is not known yet`);
    const misshapen = sections.find((key) => !isMapOrAbsent(content, key));
    if (misshapen !== undefined) return problem(1, `is not a pnpm-lock.yaml: ${misshapen} is no map of keys`);
    const document = { major: Number(major), importers: importersOf(content), locked: lockedOf(content) };
    const lines = text.trimEnd().split("\n").length;
    if (isCutOff(content, document)) return problem(lines, "is cut off: what it asks for is not locked");
    documents.push(document);
  }
  return readingOf("npm", pnpmNodes(documents));
}

const sections = ["importers", "packages", "snapshots"] as const;

function isMapOrAbsent(content: YamlMap, key: string): boolean {
  const value = content.get(key) ?? "";
  return value === "" || value instanceof Map;
}

/**
 * A YAML text that ends too early is one all the same. Lockfile 9 writes `snapshots` last, with every package in it; before,
 * it shows only where no package was written at all.
 */
function isCutOff(content: YamlMap, { major, importers, locked }: PnpmDocument): boolean {
  if (major >= 9 && locked.length > 0) return mapOf(content.get("snapshots")).size === 0;
  return locked.length === 0 && [...importers.values()].some(wantsPackages);
}

/** A project without a workspace has its dependencies at the top. */
function importersOf(content: YamlMap): ReadonlyMap<string, YamlMap> {
  const importers = mapOf(content.get("importers"));
  if (importers.size === 0) return new Map([[".", content]]);
  return new Map([...importers].map(([path, entry]) => [path, mapOf(entry)]));
}

/** Up to lockfile 6 `packages` holds everything; from 9 on `snapshots` says what depends on what, once for each set of peers. */
function lockedOf(content: YamlMap): readonly LockedEntry[] {
  const packages = mapOf(content.get("packages"));
  const snapshots = mapOf(content.get("snapshots"));
  const resolved = new Set([...snapshots.keys()].map(withoutPeers));
  const plain = [...packages].filter(([key]) => !resolved.has(key));
  return [
    ...[...snapshots].map(([key, edges]) => ({
      key,
      about: mapOf(packages.get(withoutPeers(key))),
      edges: mapOf(edges),
    })),
    ...plain.map(([key, entry]) => ({ key, about: mapOf(entry), edges: mapOf(entry) })),
  ];
}

function problem(line: number, message: string): LockfileReading {
  return { state: "problem", line, message };
}
