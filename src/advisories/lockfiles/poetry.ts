import { z } from "zod";
import type { LockedPackage } from "../../policy/advisory/findings/inventory.ts";
import { type LockedNode, readingOf } from "./locked-graph.ts";
import { type Pyproject, readPyproject } from "./pyproject.ts";
import { indexNames, isPypi, normalizePythonName, versionsOf } from "./python-name.ts";
import { readToml } from "./read-toml.ts";
import type { LockfileReader, LockfileReading } from "./reader.ts";

const Source = z.object({ type: z.string(), url: z.string().catch("") });

const PoetryPackage = z.object({
  name: z.string().min(1).transform(normalizePythonName),
  version: z.string().catch(""),
  // Before lock-version 2.0, and from 2.1 on.
  category: z.string().optional().catch(undefined),
  groups: z.array(z.string()).optional().catch(undefined),
  source: Source.optional().catch({ type: "unknown", url: "" }),
  dependencies: z.record(z.string(), z.unknown()).catch({}),
});
type PoetryPackage = z.infer<typeof PoetryPackage>;

const PoetryLock = z.object({
  package: z.array(PoetryPackage).optional(),
  metadata: z.object({ "lock-version": z.string().optional() }).optional(),
});

/** `poetry.lock`, lock-versions 1 and 2. What is direct stands in `pyproject.toml` only. */
export const poetryReader: LockfileReader = {
  name: "poetry.lock",
  matches: (path) => path === "poetry.lock" || path.endsWith("/poetry.lock"),
  ecosystem: "PyPI",
  companions: ["pyproject.toml"],
  parse: parsePoetryLock,
};

function parsePoetryLock(text: string, companions: ReadonlyMap<string, string>): LockfileReading {
  const reading = readToml(text, "poetry.lock", PoetryLock);
  if (reading.state === "problem") return reading;
  const { package: packages, metadata } = reading.content;
  if (packages === undefined && metadata === undefined) return { state: "problem", line: 1, message: "is empty" };
  const version = metadata?.["lock-version"];
  if (version !== undefined && !/^[12]\.\d+$/.test(version)) {
    return { state: "problem", line: 1, message: `has lock-version ${version}, which is not known yet` };
  }
  const pyproject = readPyproject(companions.get("pyproject.toml"));
  if (pyproject.state === "problem") return { state: "problem", line: 1, message: pyproject.message };
  return readingOf("PyPI", toNodes(packages ?? [], pyproject.project));
}

function toNodes(packages: readonly PoetryPackage[], project: Pyproject | undefined): readonly LockedNode[] {
  const names = indexNames(packages);
  const find = (name: string) => versionsOf(name, names);
  const nodes = packages.map((one): LockedNode => ({
    name: one.name,
    version: one.version,
    source: kindOfSource(one.source),
    isDev: isDev(one),
    dependencies: Object.keys(one.dependencies).flatMap(find),
    devDependencies: [],
  }));
  if (project === undefined) return nodes;
  const { name, version } = project;
  const dependencies = project.dependencies.flatMap(find);
  return [
    ...nodes,
    { name, version, source: "local", dependencies, devDependencies: project.devDependencies.flatMap(find) },
  ];
}

/** Undefined where the lockfile says neither; then `pyproject.toml` tells, if it is there. */
function isDev({ category, groups }: PoetryPackage): boolean | undefined {
  if (groups !== undefined) return groups.length > 0 && !groups.includes("main");
  return category === undefined ? undefined : category === "dev";
}

function kindOfSource(source: PoetryPackage["source"]): LockedPackage["source"] {
  // Only what does not come from PyPI has a source.
  if (source === undefined) return "registry";
  switch (source.type) {
    case "git":
      return "git";
    case "directory":
    case "file":
      return "path";
    default:
      return isPypi(source.url) ? "registry" : "other-registry";
  }
}
