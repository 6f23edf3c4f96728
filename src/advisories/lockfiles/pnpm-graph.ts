import { posix } from "node:path";
import type { LockedNode } from "./locked-graph.ts";
import { mapOf, readPnpmKey, textOf } from "./pnpm-key.ts";
import type { YamlMap, YamlValue } from "./read-yaml.ts";

export interface PnpmDocument {
  /** Of the lockfile version. */
  readonly major: number;
  /** What the folders of the repository ask for; `.` is the lockfile's own. */
  readonly importers: ReadonlyMap<string, YamlMap>;
  readonly locked: readonly LockedEntry[];
}

export interface LockedEntry {
  readonly key: string;
  readonly about: YamlMap;
  /** Holds the dependencies. */
  readonly edges: YamlMap;
}

const used = ["dependencies", "optionalDependencies"] as const;
// The last two are of the document that pnpm writes about itself.
const forWork = ["devDependencies", "configDependencies", "packageManagerDependencies"] as const;

/** All documents as one graph. A dependency that leads nowhere is passed over. */
export function pnpmNodes(documents: readonly PnpmDocument[]): readonly LockedNode[] {
  const nodes: Draft[] = [];
  const folders = new Map<string, number>();
  for (const path of documents.flatMap(({ importers }) => [...importers.keys()])) {
    if (!folders.has(path)) folders.set(path, add(nodes, { name: path, version: "", source: "local" }));
  }
  for (const { major, importers, locked } of documents) {
    const keys = new Map(locked.map(({ key, about }) => [key, add(nodes, readPnpmKey(key, major, about))]));
    const find = (entry: YamlMap, sections: readonly string[], folder: string): readonly number[] =>
      sections.flatMap((section) =>
        [...mapOf(entry.get(section))].flatMap(([alias, wanted]) => {
          const reference = referenceOf(wanted);
          const link = /^link:(.*)$/.exec(reference)?.[1];
          if (link !== undefined) return [linked(alias, posix.join(folder, link), folders, nodes)];
          return keysFor(alias, reference)
            .flatMap((key) => keys.get(key) ?? [])
            .slice(0, 1);
        }),
      );
    for (const { key, edges } of locked) {
      const node = nodes[keys.get(key) ?? -1];
      // A folder that a package links to is written as seen from the lockfile.
      if (node !== undefined) node.dependencies = find(edges, used, ".");
    }
    for (const [path, entry] of importers) {
      const node = nodes[folders.get(path) ?? -1];
      if (node === undefined) continue;
      node.dependencies = [...node.dependencies, ...find(entry, used, path)];
      node.devDependencies = [...node.devDependencies, ...find(entry, forWork, path)];
    }
  }
  return nodes;
}

/** Whether a folder of the repository asks for anything but another folder. */
export function wantsPackages(importer: YamlMap): boolean {
  const wanted = [...used, ...forWork].flatMap((section) => [...mapOf(importer.get(section)).values()]);
  return wanted.map(referenceOf).some((reference) => !reference.startsWith("link:"));
}

interface Draft extends LockedNode {
  dependencies: readonly number[];
  devDependencies: readonly number[];
}

function add(nodes: Draft[], node: Pick<LockedNode, "name" | "version" | "source">): number {
  return nodes.push({ ...node, dependencies: [], devDependencies: [] }) - 1;
}

/** A linked folder is a part of the workspace, or one beside it that nothing here says more about. */
function linked(alias: string, path: string, folders: Map<string, number>, nodes: Draft[]): number {
  const known = folders.get(path);
  if (known !== undefined) return known;
  const index = add(nodes, { name: alias, version: "", source: "path" });
  folders.set(path, index);
  return index;
}

/** Up to lockfile 5 the reference stands alone, later beside what was asked for. */
function referenceOf(wanted: YamlValue): string {
  return textOf(wanted) || textOf(mapOf(wanted).get("version"));
}

/** A reference is a whole key where the name differs or no registry is meant, else what follows the name in one. */
function keysFor(alias: string, reference: string): readonly string[] {
  return [reference, `${alias}@${reference}`, `/${alias}@${reference}`, `/${alias}/${reference}`];
}
