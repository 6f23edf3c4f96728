import type { Folder, Installed } from "./installed.ts";
import { isObject } from "./json-document.ts";
import { sourceOfAddress } from "./npm-source.ts";
import { textOr, wantsOf } from "./package-json.ts";
import { mostPackages } from "./reader.ts";

/**
 * What stands under `packages`, by the folder it is installed in (versions 2 and 3): "" is the project, a folder outside
 * of node_modules is another package of the repository, and a link in node_modules leads to one. Undefined
 * for more packages than are read.
 */
export function readFolders(
  packages: Readonly<Record<string, unknown>>,
  projectName: string,
): readonly Installed[] | undefined {
  if (Object.keys(packages).length > mostPackages) return undefined;
  const entries = Object.entries(packages).map(([path, entry]) => readEntry(path, isObject(entry) ? entry : {}));
  const folders = new Map<string, Folder>();
  const folderOf = (path: string): Folder => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const folder = { installed: new Map(), above: path === "" ? undefined : folderOf(folderAbove(path, packages)) };
    folders.set(path, folder);
    return folder;
  };

  const all: Installed[] = [];
  const placed = new Map<string, number>();
  const place = ({ path, entry }: Entry): number => {
    placed.set(path, all.length);
    return all.push({ ...readPackage(path, entry, projectName), folder: folderOf(path) }) - 1;
  };
  for (const each of entries) if (each.linksTo === undefined) place(each);
  for (const each of entries) {
    const { holder, name } = placeOf(each.path, packages);
    // A link that leads to no package of the file is one of which nothing is known.
    const index = placed.get(each.linksTo ?? each.path) ?? place(each);
    if (name !== undefined) folderOf(holder).installed.set(name, index);
  }
  return all;
}

interface Entry {
  readonly path: string;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly linksTo: string | undefined;
}

function readEntry(path: string, entry: Readonly<Record<string, unknown>>): Entry {
  const { link, resolved } = entry;
  return { path, entry, linksTo: link === true && typeof resolved === "string" ? resolved : undefined };
}

function readPackage(path: string, entry: Readonly<Record<string, unknown>>, projectName: string) {
  const folderName = nameIn(path);
  const version = textOr("", entry["version"]);
  if (folderName === undefined) {
    const name = textOr(path === "" ? projectName : path.slice(path.lastIndexOf("/") + 1), entry["name"]);
    const locked = { name, version, source: "local", isDev: false } as const;
    return { locked, wants: wantsOf(entry, { isProject: true }).keys() };
  }
  // Only an alias has a name of its own.
  const name = textOr(folderName, entry["name"]);
  const address = textOr("", entry["resolved"]);
  const isLink = entry["link"] === true;
  // npm can be told to write no addresses of the registry.
  const source = isLink ? "path" : address === "" ? "registry" : sourceOfAddress({ name, version }, address);
  // `devOptional` means that something optional needs it as well.
  const locked = { name, version, source, isDev: entry["dev"] === true } as const;
  return { locked, wants: wantsOf(entry, { isProject: false }).keys() };
}

/** The name of the folder in node_modules; undefined for a folder of the repository. */
function nameIn(path: string): string | undefined {
  const at = `/${path}`.lastIndexOf("/node_modules/");
  return at === -1 ? undefined : path.slice(at + "node_modules/".length);
}

/** In whose node_modules a package lies. A folder of the repository lies in none, and Node looks on above it. */
function placeOf(path: string, packages: object): { readonly holder: string; readonly name: string | undefined } {
  const name = nameIn(path);
  if (name === undefined) return { holder: projectAround(path, packages), name };
  return { holder: path.slice(0, Math.max(0, path.length - name.length - "/node_modules/".length)), name };
}

/**
 * Folders without a package of their own are stores of linked packages, which lie in no other such folder. So the way up
 * is as long as the packages on it, and no path is made of more folders than the file pays for.
 */
function folderAbove(path: string, packages: object): string {
  const { holder } = placeOf(path, packages);
  return Object.hasOwn(packages, path) || Object.hasOwn(packages, holder) ? holder : "";
}

/** Nobody puts packages deeper; of one that lies deeper only the project itself is looked at. */
const deepestProject = 32;

function projectAround(path: string, packages: object): string {
  if (path.length > 4096) return "";
  let folder = path;
  for (let depth = 0; depth < deepestProject; depth += 1) {
    const at = folder.lastIndexOf("/");
    if (at <= 0) return "";
    folder = folder.slice(0, at);
    if (Object.hasOwn(packages, folder)) return folder;
  }
  return "";
}
