import { type GoStatement, readGoLines } from "./go-lines.ts";
import { type LockedNode, readingOf } from "./locked-graph.ts";
import type { LockfileReader, LockfileReading } from "./reader.ts";
import { findConflictMarker } from "./text.ts";

/**
 * `go.mod`, which names the version of every module that is built since Go 1.17. Never `go.sum`: it also lists what was
 * only looked at to choose versions, and would cry wolf a hundred times.
 */
export const goReader: LockfileReader = {
  name: "go.mod",
  matches: (path) => path === "go.mod" || path.endsWith("/go.mod"),
  ecosystem: "Go",
  companions: [],
  parse: parseGoMod,
};

const verbs = ["module", "go", "toolchain", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore"];

function parseGoMod(text: string): LockfileReading {
  const conflict = findConflictMarker(text);
  if (conflict !== undefined) return problem(conflict, "holds merge conflict markers");
  const lines = readGoLines(text);
  if (!lines.ok) return problem(lines.line, lines.message);
  const { statements } = lines;
  if (statements.length === 0) return problem(1, "is empty");
  const fault = statements.flatMap((statement) => faultOf(statement) ?? [])[0];
  if (fault !== undefined) return fault;
  return markGap(readingOf("Go", toNodes(statements)), statements);
}

function faultOf({ line, verb, words }: GoStatement): LockfileReading | undefined {
  if (!verbs.includes(verb)) return problem(line, `has the directive ${verb}, which is not known yet`);
  if (verb === "require" && words.length !== 2) return problem(line, "requires no module at a version");
  if (verb === "replace" && readReplace(words) === undefined) return problem(line, "replaces no module by another");
  return undefined;
}

/** Before Go 1.17, which a go.mod without a version means as well, only what is imported directly has to be listed. */
function markGap(reading: LockfileReading, statements: readonly GoStatement[]): LockfileReading {
  const versions = statements.filter(({ verb }) => verb === "go");
  const old = versions.find(({ words: [version = ""] }) => !isSince17(version));
  const needsNone = !statements.some(({ verb }) => verb === "require");
  if (reading.state === "problem" || needsNone || (versions.length > 0 && old === undefined)) return reading;
  const gap =
    'does not list everything that is built, as from Go 1.17 on; "go mod tidy -go=1.17", or of a later version, puts it right';
  return { state: "read", inventory: { ...reading.inventory, gap: `line ${old?.line ?? 1}: ${gap}` } };
}

function isSince17(version: string): boolean {
  const [, major, minor] = /^(\d{1,9})\.(\d{1,9})/.exec(version) ?? [];
  return Number(major) > 1 || (major === "1" && Number(minor) >= 17);
}

function toNodes(statements: readonly GoStatement[]): readonly LockedNode[] {
  const replaced = new Map(
    statements.flatMap(({ verb, words }) => {
      const read = verb === "replace" ? readReplace(words) : undefined;
      return read === undefined ? [] : [[read.key, read] as const];
    }),
  );
  const required = statements.filter(({ verb }) => verb === "require");
  const nodes = required.map(({ words: [path = "", version = ""] }): LockedNode => {
    const swap = replaced.get(keyOf(path, version)) ?? replaced.get(keyOf(path));
    const none = { dependencies: [], devDependencies: [] };
    if (swap === undefined) return { name: path, version: bare(version), source: "registry", ...none };
    // Without a version it is a folder, whose code this module is now.
    if (swap.version === undefined) return { name: path, version: bare(version), source: "path", ...none };
    return { name: swap.path, version: bare(swap.version), source: "registry", isReplaced: true, ...none };
  });
  const isDirect = required.map(({ comment }) => !isIndirect(comment));
  const dependencies = nodes.flatMap((_, index) => (isDirect[index] === true ? [index] : []));
  const module = statements.find(({ verb }) => verb === "module")?.words[0];
  // What indirect modules are needed by stands nowhere, so nothing leads to them.
  return [...nodes, { name: module ?? "main", version: "", source: "local", dependencies, devDependencies: [] }];
}

interface Replace {
  readonly key: string;
  readonly path: string;
  readonly version: string | undefined;
}

/** `path [version] => path version` or `path [version] => ./folder`. */
function readReplace(words: readonly string[]): Replace | undefined {
  const arrow = words.indexOf("=>");
  const [path, version] = words.slice(0, arrow);
  const [toPath, toVersion] = words.slice(arrow + 1);
  if (arrow < 1 || arrow > 2 || words.length > arrow + 3 || path === undefined || toPath === undefined)
    return undefined;
  return { key: keyOf(path, version), path: toPath, version: toVersion };
}

function keyOf(path: string, version?: string): string {
  return JSON.stringify([path, version]);
}

/** As Go itself decides: `// indirect` alone, or followed by other words after a semicolon. */
function isIndirect(comment = ""): boolean {
  const [first, ...rest] = comment.split(/\s+/).filter((word) => word !== "");
  if (!/^\s/.test(comment)) return false;
  return (first === "indirect" && rest.length === 0) || (first === "indirect;" && rest.length > 0);
}

/** Advisories name Go versions without their `v`. */
function bare(version: string): string {
  return version.replace(/^v(?=\d)/, "");
}

function problem(line: number, message: string): LockfileReading {
  return { state: "problem", line, message };
}
