import { z } from "zod";
import type { LockedPackage } from "../../policy/advisory/findings/inventory.ts";
import { type LockedNode, readingOf } from "./locked-graph.ts";
import { indexNames, isPypi, normalizePythonName, versionsOf } from "./python-name.ts";
import { readToml } from "./read-toml.ts";
import type { LockfileReader, LockfileReading } from "./reader.ts";

/**
 * `{ registry = "https://…" }`, of early versions of uv `"registry+https://…"`. It is part of the name that packages are
 * found by, so nothing that is nested without end may get into it; what uv does not write is no source that is known.
 */
const Source = z
  .union([z.string(), z.record(z.string(), z.union([z.string(), z.boolean()]))])
  .optional()
  .catch({});
type Source = z.infer<typeof Source>;

const Dependency = z.object({
  name: z.string().transform(normalizePythonName),
  // Said where several versions are locked.
  version: z.string().optional(),
  source: Source,
});
type Dependency = z.infer<typeof Dependency>;

// What cannot be read here costs an edge, never the package.
const Dependencies = z
  .array(z.unknown())
  .transform((listed) => listed.flatMap((one) => Dependency.safeParse(one).data ?? []))
  .catch([]);
const Groups = z
  .record(z.string(), Dependencies)
  .transform((groups) => Object.values(groups).flat())
  .catch([]);

const UvPackage = z.object({
  name: z.string().min(1).transform(normalizePythonName),
  // A package that makes up its version while it is built has none.
  version: z.string().catch(""),
  source: Source,
  dependencies: Dependencies,
  "optional-dependencies": Groups,
  "dev-dependencies": Groups,
});
type UvPackage = z.infer<typeof UvPackage>;

const UvLock = z.object({
  version: z.number().optional(),
  // What no package asks for: of a script, or of a workspace that is none itself.
  manifest: z.object({ requirements: Dependencies, "dependency-groups": Groups }).optional().catch(undefined),
  package: z.array(UvPackage).optional(),
});

/** `uv.lock`, version 1. */
export const uvReader: LockfileReader = {
  name: "uv.lock",
  matches: (path) => path === "uv.lock" || path.endsWith("/uv.lock"),
  ecosystem: "PyPI",
  companions: [],
  parse: parseUvLock,
};

function parseUvLock(text: string): LockfileReading {
  const reading = readToml(text, "uv.lock", UvLock);
  if (reading.state === "problem") return reading;
  const { version, manifest, package: packages } = reading.content;
  if (version === undefined && packages === undefined) return { state: "problem", line: 1, message: "is empty" };
  if (version !== undefined && version !== 1) {
    return { state: "problem", line: 1, message: `has lockfile version ${version}, which is not known yet` };
  }
  const nodes = toNodes(packages ?? []);
  if (manifest === undefined) return readingOf("PyPI", nodes);
  const names = indexNames(nodes);
  const find = ({ name }: Dependency) => versionsOf(name, names);
  const dependencies = manifest.requirements.flatMap(find);
  const devDependencies = manifest["dependency-groups"].flatMap(find);
  if (dependencies.length + devDependencies.length === 0) return readingOf("PyPI", nodes);
  return readingOf("PyPI", [...nodes, { name: ".", version: "", source: "local", dependencies, devDependencies }]);
}

function toNodes(packages: readonly UvPackage[]): readonly LockedNode[] {
  const references = indexReferences(packages);
  const find = ({ name, version, source }: Dependency): readonly number[] => {
    const found = references.get(referenceKey(name, version, source));
    // uv leaves out only what is not needed to tell one package from another.
    return found?.length === 1 ? found : [];
  };
  return packages.map((one) => ({
    name: one.name,
    version: one.version,
    source: kindOfSource(one.source),
    dependencies: [...one.dependencies, ...one["optional-dependencies"]].flatMap(find),
    devDependencies: one["dev-dependencies"].flatMap(find),
  }));
}

/** The packages that each form of a reference fits: a name, with a version, with a source. */
function indexReferences(packages: readonly UvPackage[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [at, { name, version, source }] of packages.entries()) {
    const keys = [
      referenceKey(name),
      referenceKey(name, version),
      referenceKey(name, version, source),
      referenceKey(name, undefined, source),
    ];
    for (const key of new Set(keys)) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [at]);
      else known.push(at);
    }
  }
  return index;
}

function referenceKey(name: string, version?: string, source?: Source): string {
  return JSON.stringify([name, version ?? null, source ?? null]);
}

function kindOfSource(source: Source): LockedPackage["source"] {
  // uv always writes a source; where somebody took it out, the public index is where the package would come from.
  if (source === undefined) return "registry";
  const [kind, address] = readSource(source);
  switch (kind) {
    case "registry":
      return isPypi(address) ? "registry" : "other-registry";
    case "virtual":
    case "editable":
    case "workspace":
      return "local";
    case "git":
      return "git";
    case "directory":
    case "path":
      return "path";
    default:
      return "other-registry";
  }
}

function readSource(source: NonNullable<Source>): readonly [kind: string, address: string] {
  if (typeof source === "string") {
    const plus = source.indexOf("+");
    return [source.slice(0, plus), source.slice(plus + 1)];
  }
  const kinds = ["registry", "git", "url", "path", "directory", "editable", "virtual", "workspace"];
  const [said] = Object.entries(source).filter(([key]) => kinds.includes(key));
  return said === undefined ? ["", ""] : [said[0], String(said[1])];
}
