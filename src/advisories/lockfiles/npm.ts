import { type Installed, resolveInstalled } from "./installed.ts";
import { isObject, parseJsonObject } from "./json-document.ts";
import { readingOf } from "./locked-graph.ts";
import { readFolders } from "./npm-folders.ts";
import { readNested } from "./npm-nested.ts";
import { readManifest, textOr } from "./package-json.ts";
import { type LockfileReader, type LockfileReading, mostPackages } from "./reader.ts";

const names = ["package-lock.json", "npm-shrinkwrap.json"];

/** `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3. */
export const npmReader: LockfileReader = {
  name: "package-lock.json",
  matches: (path) => names.includes(path.slice(path.lastIndexOf("/") + 1)),
  ecosystem: "npm",
  companions: ["package.json"],
  parse: parseNpmLock,
};

function parseNpmLock(text: string, companions: ReadonlyMap<string, string>): LockfileReading {
  const document = parseJsonObject(text);
  if (document.state === "problem") return document;
  // Shrinkwrap files of old have no version, and are nested like version 1.
  const { lockfileVersion: version = 1 } = document.value;
  if (version !== 1 && version !== 2 && version !== 3) {
    const isNumber = typeof version === "number";
    return problem(
      isNumber ? `has lockfile version ${version}, which is not known yet` : "has a lockfile version that is no number",
    );
  }
  return readVersion(document.value, version, companions.get("package.json"));
}

function readVersion(
  lock: Readonly<Record<string, unknown>>,
  version: 1 | 2 | 3,
  manifestText: string | undefined,
): LockfileReading {
  const { packages, dependencies, lockfileVersion } = lock;
  if (packages !== undefined && !isObject(packages)) {
    return problem("is not a package-lock.json: packages is no object");
  }
  const isInstalled = Object.keys(packages ?? {}).some((path) => /(?:^|\/)node_modules\//.test(path));
  // npm 6 installs what stands under dependencies then, and npm 7 what stands under packages.
  if (version === 1 && isInstalled) {
    return problem("is not a package-lock.json: version 1 with packages, which only some versions of npm read");
  }
  // Version 2 holds both, for old clients.
  if (packages !== undefined && version !== 1) {
    if (!isInstalled && isObject(dependencies) && Object.keys(dependencies).length > 0) {
      return problem("is not a package-lock.json: packages has nothing of what dependencies lists");
    }
    return inventoryOf(readFolders(packages, textOr(".", lock["name"])));
  }
  if (version === 3) return problem("is not a package-lock.json: version 3 without packages");
  if (dependencies === undefined) {
    // A project without any dependency has a version 1 with nothing else in it.
    const isEmpty = version === 1 && lockfileVersion !== undefined;
    return isEmpty ? inventoryOf([]) : problem("is not a package-lock.json: neither packages nor dependencies");
  }
  if (!isObject(dependencies)) return problem("is not a package-lock.json: dependencies is no object");
  const reading = readManifest(manifestText);
  if (reading.state === "problem") return problem(reading.message);
  return inventoryOf(readNested(dependencies, reading.state === "read" ? reading.manifest : undefined));
}

function inventoryOf(installed: readonly Installed[] | undefined): LockfileReading {
  if (installed === undefined) return problem(`is too large to read: more than ${mostPackages} packages`);
  const nodes = resolveInstalled(installed);
  return nodes === undefined
    ? problem("is too large to read: its packages are nested too deeply")
    : readingOf("npm", nodes);
}

function problem(message: string): LockfileReading {
  return { state: "problem", line: 1, message };
}
