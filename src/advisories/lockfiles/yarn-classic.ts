import { isObject } from "./json-document.ts";
import { isTarballOf, type NpmSource, readNpmSpec, sourceOfAddress } from "./npm-source.ts";
import type { Manifest } from "./package-json.ts";
import { textOr } from "./package-json.ts";
import { listedIn, splitPattern, type Want, type YarnEntry } from "./yarn-graph.ts";

/** A yarn.lock of version 1. The project itself is not in it: without its package.json nothing is known to be direct. */
export function readClassic(
  document: Readonly<Record<string, unknown>>,
  manifest: Manifest | undefined,
): readonly YarnEntry[] {
  const entries = groupPatterns(document).map(({ patterns, body }) => ({
    locked: readLocked(patterns, body),
    patterns,
    wants: [...listedIn(body, "dependencies"), ...listedIn(body, "optionalDependencies")].map(wantOf),
  }));
  if (manifest === undefined) return entries;
  const { name, version, wants, hasWorkspaces } = manifest;
  const project = aLocal({ name, version }, [...wants].map(wantOf));
  const unexplained = hasWorkspaces ? findUnwanted([project, ...entries]) : [];
  return [project, ...(unexplained.length === 0 ? [] : [aLocal(workspaces, unexplained)]), ...entries];
}

const workspaces = { name: "workspaces", version: "" };

function aLocal(named: Pick<NpmSource, "name" | "version">, wants: readonly Want[]): YarnEntry {
  return { locked: { ...named, source: "local" }, patterns: [], wants };
}

/**
 * The ranges that nobody asks for. Yarn keeps none that is of no use, so a workspace asks for them, whose package.json is
 * not read; that they are direct is the safe side. What a workspace and a package both ask for in the same words stays
 * transitive.
 */
function findUnwanted(entries: readonly YarnEntry[]): readonly Want[] {
  const wanted = new Set(entries.flatMap(({ wants }) => wants.flatMap(({ patterns }) => patterns)));
  const listed = entries.flatMap(({ patterns }) => patterns);
  return listed
    .filter((pattern) => !wanted.has(pattern))
    .map((pattern) => ({ name: splitPattern(pattern).name, patterns: [pattern] }));
}

interface Grouped {
  readonly patterns: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

/** The parser gives every pattern of an entry the same object. */
function groupPatterns(document: Readonly<Record<string, unknown>>): readonly Grouped[] {
  const groups = new Map<unknown, { patterns: string[]; body: Readonly<Record<string, unknown>> }>();
  for (const [pattern, value] of Object.entries(document)) {
    const known = groups.get(value);
    if (!isObject(value)) groups.set(Symbol(pattern), { patterns: [pattern], body: {} });
    else if (known === undefined) groups.set(value, { patterns: [pattern], body: value });
    else known.patterns.push(pattern);
  }
  return [...groups.values()];
}

function readLocked(patterns: readonly string[], body: Readonly<Record<string, unknown>>): NpmSource {
  const version = textOr("", body["version"]);
  const specs = patterns.map((pattern) => {
    const { name, range } = splitPattern(pattern);
    return readNpmSpec(name, range, version);
  });
  // A range of the registry can be met by what another pattern takes from elsewhere.
  const told = specs.find(({ source }) => source !== "registry") ?? specs[0];
  const name = told?.name ?? "";
  const address = textOr("", body["resolved"]);
  if (address.includes("/")) return { name, version, source: sourceOfAddress({ name, version }, address) };
  const source = told?.source ?? "registry";
  // Without a folder it is a file of an offline mirror.
  const isOther = address !== "" && version !== "" && !isTarballOf({ name, version }, address);
  // One package is installed for all of them.
  const isTold = !isOther && specs.every((spec) => spec.name === name);
  return { name, version, source: source === "registry" && !isTold ? "other-registry" : source };
}

function wantOf([name, range]: readonly [string, string]): Want {
  return { name, patterns: [`${name}@${range}`] };
}
