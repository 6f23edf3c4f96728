import { type NpmSource, sourceOfAddress } from "./npm-source.ts";
import type { YamlMap, YamlValue } from "./read-yaml.ts";

/**
 * What one key of a pnpm lockfile locks: `/name/1.0.0_peer` (lockfile 5), `/name@1.0.0(peer)` (6), `name@1.0.0(peer)` (9),
 * or a host, a tarball, a folder or a git commit in the place of the version. Only such an address leaves it to `entry` to
 * name the package: beside a version of the registry pnpm installs what the key says. The version is empty where nothing
 * says it, and the name is the whole key where it cannot be read.
 */
export function readPnpmKey(key: string, major: number, entry: YamlMap): NpmSource {
  const read = major >= 9 ? readNamed(key) : readSlashed(key);
  const said = read.address === undefined ? emptyMap : entry;
  const name = textOf(said.get("name")) || read.name;
  const version = textOf(said.get("version")) || read.version;
  return { name, version, source: sourceOf({ name, version }, entry.get("resolution"), read.address) };
}

/** `key` without the peers that it was resolved with: what lockfile 9 lists under `packages`. */
export function withoutPeers(key: string): string {
  return key.split("(", 1)[0] ?? key;
}

interface ReadKey {
  readonly name: string;
  readonly version: string;
  /** What stands in the place of a version of the registry; undefined where there is one. */
  readonly address: string | undefined;
}

function readNamed(key: string): ReadKey {
  const bare = withoutPeers(key);
  // The first sign may belong to a scope.
  const at = bare.indexOf("@", 1);
  if (at < 0) return unreadable(bare);
  const [name, rest] = [bare.slice(0, at), bare.slice(at + 1)];
  return isAddress(rest) ? { name, version: "", address: rest } : { name, version: rest, address: undefined };
}

function readSlashed(key: string): ReadKey {
  const bare = withoutPeers(key);
  if (bare.startsWith("file:")) return { name: bare, version: "", address: bare };
  if (!bare.startsWith("/")) return readHosted(bare);
  const parts = nameAndVersion.exec(bare);
  return parts?.[1] === undefined
    ? unreadable(bare)
    : { name: parts[1], version: versionIn(parts[2]), address: undefined };
}

/** `registry.example/name/1.0.0`, `github.com/owner/repository/commit`: not from the registry that the project uses. */
function readHosted(bare: string): ReadKey {
  const slash = bare.indexOf("/");
  if (slash < 0) return unreadable(bare);
  const [, name, rest] = nameAndVersion.exec(bare.slice(slash)) ?? [];
  const version = versionIn(rest);
  const isVersion = /^\d+\.\d+\.\d+/.test(version);
  const address = `https://${bare}`;
  return name !== undefined && isVersion ? { name, version, address } : { name: bare, version: "", address };
}

const nameAndVersion = /^\/((?:@[^/]+\/)?[^/@]+)[/@](.+)$/;

/** No version of npm holds `_`; lockfile 5 puts it before the peers. */
function versionIn(rest = ""): string {
  return rest.split("_", 1)[0] ?? rest;
}

/** Listed as a package of the registry without a version, so that nobody takes it for checked. */
function unreadable(bare: string): ReadKey {
  return { name: bare, version: "", address: undefined };
}

function isAddress(rest: string): boolean {
  return rest.includes(":") || rest.includes("/");
}

function sourceOf(
  locked: Pick<NpmSource, "name" | "version">,
  resolution: YamlValue | undefined,
  address: string | undefined,
): NpmSource["source"] {
  const said = mapOf(resolution);
  if (said.has("directory")) return "path";
  if (said.has("commit") || said.get("type") === "git") return "git";
  const tarball = textOf(said.get("tarball")) || address;
  return tarball === undefined ? "registry" : sourceOfAddress(locked, tarball);
}

export function textOf(value: YamlValue | undefined): string {
  return typeof value === "string" ? value : "";
}

export function mapOf(value: YamlValue | undefined): YamlMap {
  return value instanceof Map ? value : emptyMap;
}

const emptyMap: YamlMap = new Map();
