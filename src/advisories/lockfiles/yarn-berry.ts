import { isObject } from "./json-document.ts";
import { type NpmSource, readNpmSpec, sourceOfAddress } from "./npm-source.ts";
import { textOr } from "./package-json.ts";
import { mostDependencies } from "./reader.ts";
import { listedIn, splitPattern, type Want, type YarnEntry } from "./yarn-graph.ts";

/**
 * A yarn.lock of Yarn 2 and later, which holds the packages of the repository too, as workspaces. Undefined for more ranges
 * than dependencies are read.
 */
export function readBerry(document: Readonly<Record<string, unknown>>): readonly YarnEntry[] | undefined {
  const entries: YarnEntry[] = [];
  let ranges = 0;
  for (const [key, value] of Object.entries(document)) {
    if (key === "__metadata") continue;
    const body = isObject(value) ? value : {};
    const patterns = key.split(",", mostDependencies + 1).map((pattern) => pattern.trim());
    ranges += patterns.length;
    if (ranges > mostDependencies) return undefined;
    const wants = fields.flatMap((field) => listedIn(body, field)).map(wantOf);
    entries.push({ locked: readLocked(patterns[0] ?? key, body), patterns: patterns.flatMap(formsOf), wants });
  }
  return entries;
}

const fields = ["dependencies", "optionalDependencies", "peerDependencies"];

function readLocked(pattern: string, body: Readonly<Record<string, unknown>>): NpmSource {
  const resolution = textOr("", body["resolution"]);
  const locator = unwrap(textOr(pattern, resolution));
  const [spec = "", parameters] = locator.reference.split("::", 2);
  const { name, source, version } = readNpmSpec(locator.name, spec, textOr("", body["version"]));
  // Its version is only a stopgap: `0.0.0-use.local`.
  if (source === "local") return { name, version: "", source };
  // Yarn installs what is resolved, whatever version stands beside it.
  const isExact = source === "registry" && resolution !== "" && /^\d+\.\d+\.\d+/.test(version);
  if (!isExact) return { name, version: textOr("", body["version"]), source };
  // Written for a tarball that does not lie where the registry would have it.
  const address = new URLSearchParams(parameters).get("__archiveUrl");
  return { name, version, source: address === null ? source : sourceOfAddress({ name, version }, address) };
}

/** Nobody patches a patch of a patch. */
const mostWrappings = 4;

/** The package behind `name@patch:name@npm%3A1.0.0#…` and `name@virtual:hash#npm:1.0.0`. */
function unwrap(locator: string): { readonly name: string; readonly reference: string } {
  let { name, range } = splitPattern(locator);
  for (let times = 0; times < mostWrappings; times += 1) {
    if (range.startsWith("virtual:")) range = range.slice(range.indexOf("#") + 1);
    else if (range.startsWith("patch:")) ({ name, range } = splitPattern(patched(range)));
    else break;
  }
  return { name, reference: range };
}

function patched(range: string): string {
  const inner = range.slice("patch:".length).split("#", 1)[0] ?? "";
  try {
    return decodeURIComponent(inner);
  } catch {
    // Yarn 2 wrote it plainly, and there a lone `%` is no escape.
    return inner;
  }
}

/** The forms in which a dependency may name a key: the key, without what binds it to a place, and what it patches. */
function formsOf(pattern: string): readonly string[] {
  const bare = pattern.split("::", 1)[0] ?? pattern;
  const { name, range } = splitPattern(bare);
  if (!range.startsWith("patch:")) return [pattern, bare];
  const inner = splitPattern(patched(range));
  return [pattern, bare, ...(inner.name === name ? keysOf(name, inner.range) : [])];
}

function wantOf([name, range]: readonly [string, string]): Want {
  return { name, patterns: keysOf(name, range) };
}

/** Before Yarn 4 the protocol of the registry was left out of dependencies, and not of keys. */
function keysOf(name: string, range: string): readonly string[] {
  return [`${name}@${range}`, `${name}@npm:${range}`];
}
