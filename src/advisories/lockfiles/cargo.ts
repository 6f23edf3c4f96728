import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import type { Inventory, LockedPackage } from "../../policy/advisory/inventory.ts";
import type { LockfileReader, LockfileReading } from "./reader.ts";
import { findConflictMarker, findTable } from "./text.ts";

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
  matches: (path) => path === "Cargo.lock" || path.endsWith("/Cargo.lock"),
  ecosystem: "crates.io",
  parse: parseCargoLock,
};

function parseCargoLock(text: string): LockfileReading {
  const conflict = findConflictMarker(text);
  if (conflict !== undefined) return problem(conflict, "holds merge conflict markers");
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return problem(error.line, `is not valid TOML: ${firstLine(error.message)}`);
  }
  const lock = CargoLock.safeParse(document);
  if (!lock.success) return problem(lineOf(text, lock.error), `is not a Cargo.lock: ${describe(lock.error)}`);
  const { version, root, package: listed = [] } = lock.data;
  if (version === undefined && root === undefined && listed.length === 0) return problem(1, "is empty");
  if (version !== undefined && ![1, 2, 3, 4].includes(version)) {
    return problem(1, `has lockfile version ${version}, which is not known yet`);
  }
  return { state: "read", inventory: toInventory(root === undefined ? listed : [root, ...listed]) };
}

function toInventory(packages: readonly CargoPackage[]): Inventory {
  const byName = Map.groupBy(packages.keys(), (index) => packages[index]?.name);
  const resolve = (dependency: string) => {
    const [name, version, ...source] = dependency.split(" ");
    const candidates = [...(byName.get(name) ?? [])].filter((index) => {
      const candidate = packages[index];
      return (
        (version === undefined || candidate?.version === version) &&
        (source.length === 0 || sameSource(candidate?.source, source.join(" ").replace(/^\(|\)$/g, "")))
      );
    });
    // A path package and one from a registry may share name and version; the string without a source means the path one.
    const local = candidates.filter((index) => packages[index]?.source === undefined);
    return local.length > 0 ? local : candidates;
  };
  return {
    ecosystem: "crates.io",
    packages: packages.map(({ name, version, source, dependencies = [] }): LockedPackage => ({
      name,
      version,
      source: kindOfSource(source),
      // A name that leads nowhere happens in hand-edited lockfiles; the scan goes on without that edge.
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

/** Version 4 percent-encodes branch names; a dependency names the source without the commit after `#`. */
function sameSource(left: string | undefined, right: string): boolean {
  return left !== undefined && decode(left) === decode(right);
}

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

function firstLine(message: string): string {
  return message.split("\n")[0]?.replace(/^Invalid TOML document: /, "") ?? message;
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "unknown shape" : `${issue.path.join(".")}: ${issue.message}`;
}

function lineOf(text: string, error: z.ZodError): number {
  const [key, index] = error.issues[0]?.path ?? [];
  return key === "package" && typeof index === "number" ? findTable(text, "[[package]]", index) : 1;
}
