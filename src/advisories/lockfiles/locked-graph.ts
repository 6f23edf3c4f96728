import type { LockedPackage } from "../../policy/advisory/findings/inventory.ts";
import { type LockfileReading, mostDependencies, mostPackages } from "./reader.ts";

/** A package as a reader collects it. */
export interface LockedNode {
  readonly name: string;
  readonly version: string;
  readonly source: LockedPackage["source"];
  /** Undefined where the lockfile does not say it, and the graph does. */
  readonly isDev?: boolean | undefined;
  readonly isReplaced?: true | undefined;
  /** Indices into the list of nodes. */
  readonly dependencies: readonly number[];
  /** What only work on a local package needs. */
  readonly devDependencies: readonly number[];
}

/** The inventory of what was collected; a problem where it is more than any real lockfile has. */
export function readingOf(ecosystem: string, nodes: readonly LockedNode[]): LockfileReading {
  const dependencies = nodes.reduce((sum, node) => sum + countDependencies(node), 0);
  if (nodes.length > mostPackages || dependencies > mostDependencies) {
    const found = `${nodes.length} packages and ${dependencies} dependencies`;
    const message = `is too large to read: ${found}, of ${mostPackages} and ${mostDependencies} at most`;
    return { state: "problem", line: 1, message };
  }
  const devOnly = findDevOnly(nodes);
  const packages = nodes.map((node, index): LockedPackage => {
    const { name, version, source, isDev = devOnly.has(index), isReplaced } = node;
    return {
      name,
      version,
      source,
      isDev,
      ...(isReplaced ? { isReplaced } : {}),
      dependencies: [...new Set([...node.dependencies, ...node.devDependencies])],
    };
  });
  return { state: "read", inventory: { ecosystem, packages } };
}

function countDependencies({ dependencies, devDependencies }: LockedNode): number {
  return dependencies.length + devDependencies.length;
}

/** What local packages reach, but only over dependencies that nobody needs except for work on them. */
function findDevOnly(nodes: readonly LockedNode[]): ReadonlySet<number> {
  const locals = nodes.filter(({ source }) => source === "local");
  const used = walk(
    nodes,
    locals.flatMap(({ dependencies }) => dependencies),
  );
  const forWork = walk(
    nodes,
    locals.flatMap(({ devDependencies }) => devDependencies),
  );
  return new Set([...forWork].filter((index) => !used.has(index)));
}

/** Local packages end the walk: what they depend on is a start of its own. */
function walk(nodes: readonly LockedNode[], starts: readonly number[]): ReadonlySet<number> {
  const isLocal = (index: number): boolean => nodes[index]?.source === "local";
  const reached = new Set(starts.filter((index) => !isLocal(index)));
  // A set is walked in the order of its growth, so what is added here is walked as well.
  for (const index of reached) {
    for (const next of nodes[index]?.dependencies ?? []) if (!isLocal(next)) reached.add(next);
  }
  return reached;
}
