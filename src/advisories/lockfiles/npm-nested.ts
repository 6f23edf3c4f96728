import type { Folder, Installed } from "./installed.ts";
import { isObject } from "./json-document.ts";
import { readNpmSpec, sourceOfAddress } from "./npm-source.ts";
import type { Manifest } from "./package-json.ts";
import { textOr } from "./package-json.ts";
import { mostPackages } from "./reader.ts";

/**
 * What stands under `dependencies`, nested as the folders are (version 1). The project itself is not in the file: without
 * its package.json nothing says which packages are direct. Undefined for more packages than are read.
 */
export function readNested(
  dependencies: Readonly<Record<string, unknown>>,
  manifest: Manifest | undefined,
): readonly Installed[] | undefined {
  const top: Folder = { installed: new Map(), above: undefined };
  const all: Installed[] = [];
  if (manifest !== undefined) {
    const { name, version, wants } = manifest;
    all.push({ locked: { name, version, source: "local", isDev: false }, wants: wants.keys(), folder: top });
  }
  const waiting = [{ listed: dependencies, inside: top }];
  for (const { listed, inside } of waiting) {
    for (const [name, value] of Object.entries(listed)) {
      if (all.length === mostPackages) return undefined;
      const entry = isObject(value) ? value : {};
      const folder: Folder = { installed: new Map(), above: inside };
      inside.installed.set(name, all.length);
      all.push({ locked: readPackage(name, entry), wants: namesIn(entry["requires"]), folder });
      if (isObject(entry["dependencies"])) waiting.push({ listed: entry["dependencies"], inside: folder });
    }
  }
  return all;
}

function readPackage(name: string, entry: Readonly<Record<string, unknown>>): Installed["locked"] {
  const spec = readNpmSpec(name, textOr("", entry["version"]));
  const address = textOr("", entry["resolved"]);
  // Old files name a plain version and the repository only in the address.
  const isFetched = spec.source === "registry" && address !== "";
  const source = isFetched ? sourceOfAddress(spec, address) : spec.source;
  return { ...spec, source, isDev: entry["dev"] === true };
}

/** At the top, and in old files, it is `true`. */
function namesIn(requires: unknown): readonly string[] {
  return isObject(requires) ? Object.keys(requires) : [];
}
