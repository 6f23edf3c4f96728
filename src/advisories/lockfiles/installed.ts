import type { LockedNode } from "./locked-graph.ts";

/** A `node_modules` folder: what is installed in it, and where Node looks next. */
export interface Folder {
  readonly installed: Map<string, number>;
  readonly above: Folder | undefined;
}

/** A package on its place in the tree of folders. */
export interface Installed {
  readonly locked: Omit<LockedNode, "dependencies" | "devDependencies">;
  readonly wants: Iterable<string>;
  /** Its own one, which may be empty. */
  readonly folder: Folder;
}

/** Each package asks for 10 others at most on average, and folders lie in each other a dozen deep. */
const mostLookUps = 2_000_000;

/**
 * Finds what each package depends on as Node does: in its own folder, then in the ones above. Undefined when that takes
 * more looking than in any real lockfile.
 */
export function resolveInstalled(all: readonly Installed[]): readonly LockedNode[] | undefined {
  let lookUps = 0;
  const nodes: LockedNode[] = [];
  for (const { locked, wants, folder } of all) {
    const dependencies = new Set<number>();
    for (const name of wants) {
      let found: number | undefined;
      for (let at: Folder | undefined = folder; at !== undefined && found === undefined; at = at.above) {
        lookUps += 1;
        if (lookUps > mostLookUps) return undefined;
        found = at.installed.get(name);
      }
      // An optional package for another system, or a peer that nobody has installed, leads nowhere.
      if (found !== undefined) dependencies.add(found);
    }
    nodes.push({ ...locked, dependencies: [...dependencies], devDependencies: [] });
  }
  return nodes;
}
