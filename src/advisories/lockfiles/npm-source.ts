import type { LockedPackage } from "../../policy/advisory/findings/inventory.ts";

/** What stands behind one entry of a lockfile of the npm world. */
export interface NpmSource {
  /** The name on the registry, which an alias hides. */
  readonly name: string;
  /** Empty where the text names none: git, folders, tarballs. */
  readonly version: string;
  readonly source: LockedPackage["source"];
}

type Tarball = Pick<NpmSource, "name" | "version">;

const paths = ["file", "link", "portal", "exec"];
const gitShorthands = ["github", "gitlab", "bitbucket", "gist"];
const gitHosts = ["github.com", "codeload.github.com", "gist.github.com", "gitlab.com", "bitbucket.org"];

/**
 * What the text after `name@` means, of a package that is locked (`1.0.0`, `npm:1.0.0`, `npm:other@1.0.0`,
 * `git+ssh://…#commit`, `file:…`, `workspace:…`, `https://….tgz`) or wanted (`^1.0.0`, `owner/repository#branch`). A text
 * that is nothing of this is taken for a version of the registry, so that it is listed as one that cannot be read.
 * `locked` is the version that stands beside it, for an address to be held against.
 */
export function readNpmSpec(name: string, spec: string, locked = ""): NpmSource {
  const protocol = protocolOf(spec);
  if (protocol === "npm") return readAlias(name, spec.slice("npm:".length));
  if (protocol === "workspace") return { name, version: "", source: "local" };
  if (protocol !== undefined || spec.includes("/")) {
    return { name, version: "", source: sourceOfAddress({ name, version: locked }, spec) };
  }
  return { name, version: spec, source: "registry" };
}

/**
 * Where a package is fetched from. Any host counts as the npm registry when the address has the layout of one and names
 * the package and its version: behind a mirror every address is such a one, and a mirror serves the same packages. An
 * address that names another package or version than the entry does is no source of it: the address is what is installed.
 */
export function sourceOfAddress(locked: Tarball, address: string): LockedPackage["source"] {
  if (isPath(address)) return "path";
  if (isGit(address)) return "git";
  if (!isWeb(address) || !URL.canParse(address)) return "other-registry";
  // As whoever fetches it reads it: without `..`, and without what stands behind the path.
  const { hostname, pathname } = new URL(address);
  if (isOfRegistry(pathname, locked)) return "registry";
  // The rest on a host of git repositories is an archive of a commit.
  return gitHosts.includes(hostname) ? "git" : "other-registry";
}

function readAlias(name: string, text: string): NpmSource {
  // `@scope/name@1.0.0`: the first sign belongs to the scope.
  const at = text.indexOf("@", 1);
  if (at > 0) return { name: text.slice(0, at), version: text.slice(at + 1), source: "registry" };
  // `npm:1.0.0` keeps the name; a name without a version is an alias to anything.
  return /^(?:@|[a-z][^.]*$)/i.test(text)
    ? { name: text, version: "", source: "registry" }
    : { name, version: text, source: "registry" };
}

function isPath(address: string): boolean {
  const protocol = protocolOf(address);
  // One letter and a colon is a drive.
  return protocol === undefined
    ? /^(?:[./\\]|~[/\\])/.test(address)
    : paths.includes(protocol) || protocol.length === 1;
}

function isGit(address: string): boolean {
  const protocol = protocolOf(address);
  // `owner/repository#branch` and `git@host:owner/repository`.
  if (protocol === undefined) return address.includes("/");
  if (/^(?:git|ssh)$|^git\+/.test(protocol) || gitShorthands.includes(protocol)) return true;
  const [path = "", mark = ""] = address.split("#", 2);
  // A bare hash is no sign: yarn writes the sum of a tarball there.
  return isWeb(address) && (/\.git\/?$/.test(path) || /^commit[=:]/.test(mark));
}

function isWeb(address: string): boolean {
  return /^https?:/i.test(address);
}

/** In small letters; undefined for a text without one. */
function protocolOf(text: string): string | undefined {
  return /^([a-z][a-z0-9+.-]{0,30}):/i.exec(text)?.[1]?.toLowerCase();
}

/** `/name/-/name-1.0.0.tgz`; a scope is written once or twice, and its slash may be escaped. */
function isOfRegistry(pathname: string, { name, version }: Tarball): boolean {
  const folders = pathname.replaceAll(/%(?:2f|40|2b)/gi, decodeURIComponent).split("/");
  if (folders.some((folder) => /^\.\.?$/.test(folder))) return false;
  const path = folders.filter((folder) => folder !== "");
  const dash = path.lastIndexOf("-");
  const start = dash - name.split("/").length;
  if (start < 0 || path.slice(start, dash).join("/") !== name) return false;
  // `/@scope/name/-/…` is another package than `name`.
  if (!name.startsWith("@") && path[start - 1]?.startsWith("@") === true) return false;
  const file = path.slice(dash + 1).join("/");
  // Of a package without a version nothing is looked up.
  return version === "" || tarballsOf({ name, version }).includes(file);
}

/** How the file of a package may be called; the registry takes build metadata out of a version. */
function tarballsOf({ name, version }: Tarball): readonly string[] {
  const versions = [version, version.split("+", 1)[0] ?? version];
  return [name, name.slice(name.indexOf("/") + 1)].flatMap((base) => versions.map((each) => `${base}-${each}.tgz`));
}

/** Whether a file of an offline mirror, `@scope-name-1.0.0.tgz`, is the one of a package. */
export function isTarballOf(locked: Tarball, file: string): boolean {
  const [bare = file] = file.split("#", 1);
  return tarballsOf(locked).some((each) => each.replace("/", "-") === bare);
}
