import { z } from "zod";
import type { Inventory, LockedPackage } from "../../policy/advisory/findings/inventory.ts";
import { readToml } from "./read-toml.ts";
import { type LockfileReader, type LockfileReading, mostDependencies, mostPackages } from "./reader.ts";

const CargoPackage = z.object({
  name: z.string().min(1),
  version: z.string(),
  source: z.string().optional(),
  dependencies: z.array(z.string()).optional(),
});
type CargoPackage = z.infer<typeof CargoPackage>;

const CargoLock = z.object({
  version: z.number().optional(),
  // Version 1 wrote the workspace's own package here.
  root: CargoPackage.optional(),
  package: z.array(CargoPackage).optional(),
});

/** `Cargo.lock`, versions 1 to 4. */
export const cargoReader: LockfileReader = {
  name: "Cargo.lock",
  matches: (path) => path === "Cargo.lock" || path.endsWith("/Cargo.lock"),
  ecosystem: "crates.io",
  companions: [],
  parse: parseCargoLock,
};

function parseCargoLock(text: string): LockfileReading {
  const reading = readToml(text, "Cargo.lock", CargoLock);
  if (reading.state === "problem") return reading;
  const { version, root, package: listed = [] } = reading.content;
  if (version === undefined && root === undefined && listed.length === 0) return problem(1, "is empty");
  if (version !== undefined && ![1, 2, 3, 4].includes(version)) {
    return problem(1, `has lockfile version ${version}, which is not known yet`);
  }
  const packages = root === undefined ? listed : [root, ...listed];
  const dependencies = packages.reduce((sum, each) => sum + (each.dependencies?.length ?? 0), 0);
  if (packages.length > mostPackages || dependencies > mostDependencies) {
    const found = `${packages.length} packages and ${dependencies} dependencies`;
    return problem(1, `is too large to read: ${found}, of ${mostPackages} and ${mostDependencies} at most`);
  }
  return { state: "read", inventory: toInventory(packages) };
}

function toInventory(packages: readonly CargoPackage[]): Inventory {
  const candidates = indexReferences(packages);
  const resolve = (dependency: string): readonly number[] => {
    const [name, version, ...source] = dependency.split(" ");
    const text = source.join(" ").replace(/^\(|\)$/g, "");
    const found = candidates.get(referenceKey(name, version, text === "" ? undefined : decode(text)));
    // Cargo leaves out what is not needed to tell one package from another. A reference that fits several was written by
    // hand, and which one it means is not known.
    const only = found?.length === 1 ? found[0] : undefined;
    return only === undefined ? [] : [only];
  };
  return {
    ecosystem: "crates.io",
    packages: packages.map(({ name, version, source, dependencies = [] }): LockedPackage => ({
      name,
      version,
      source: kindOfSource(source),
      // A Cargo.lock does not tell.
      isDev: false,
      // A name that leads nowhere happens in hand-edited lockfiles too; the scan goes on without that edge.
      dependencies: [...new Set(dependencies.flatMap(resolve))],
    })),
  };
}

function kindOfSource(source: string | undefined): LockedPackage["source"] {
  if (source === undefined) return "local";
  if (source.startsWith("git+")) return "git";
  const registries = ["registry+https://github.com/rust-lang/crates.io-index", "sparse+https://index.crates.io/"];
  return registries.includes(source) ? "registry" : "other-registry";
}

/** The packages that each form of a reference fits: `name`, `name version`, `name version (source)`. */
function indexReferences(packages: readonly CargoPackage[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [at, { name, version, source }] of packages.entries()) {
    const keys = [referenceKey(name), referenceKey(name, version)];
    if (source !== undefined) keys.push(referenceKey(name, version, decode(source)));
    for (const key of keys) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [at]);
      else known.push(at);
    }
  }
  // A path package and one from a registry may share name and version; the string without a source means the path one.
  for (const [key, found] of index) {
    const local = found.filter((at) => packages[at]?.source === undefined);
    if (local.length > 0) index.set(key, local);
  }
  return index;
}

function referenceKey(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join("\u0000");
}

/** Version 4 percent-encodes branch names; a dependency names the source without the commit after `#`. */
function decode(source: string): string {
  const withoutCommit = source.split("#")[0] ?? source;
  try {
    return decodeURIComponent(withoutCommit);
  } catch {
    // A lone `%` in a branch name of version 3 is not an escape.
    return withoutCommit;
  }
}

function problem(line: number, message: string): LockfileReading {
  return { state: "problem", line, message };
}
