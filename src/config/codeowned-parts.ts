import type { Area } from "../policy/area/area.ts";
import { type Codeowners, ownersOf } from "../policy/area/codeowners.ts";
import type { ChangedFile } from "../policy/facts.ts";
import { codeownersPlaces } from "../policy/known-paths.ts";
import { compareText } from "../policy/text/compare-text.ts";
import { matchGlobs } from "../policy/text/glob.ts";
import { globsOf } from "./area-globs.ts";
import type { AreaConfig } from "./sections/areas.ts";
import type { Config } from "./schema.ts";

/** Files of one pull request that have the same owners. */
type CodeownedPart = Pick<Area, "owners" | "files" | "problem">;

/** Splits an area by its code owners: of the files in its globs, or without globs of those that no area's globs cover. */
export function codeownedParts(
  config: Config,
  { files, codeowners }: { readonly files: readonly ChangedFile[]; readonly codeowners: Codeowners | undefined },
): (area: AreaConfig) => readonly CodeownedPart[] {
  const paths = [...new Set(files.flatMap(({ path, previousPath }) => [path, previousPath ?? path]))];
  const changed = paths.toSorted(compareText);
  const isCovered = matchGlobs(Object.entries(config.areas).flatMap(([name, area]) => globsOf(name, area, config)));
  const known = new Map<string, readonly string[]>();
  return ({ paths: globs }) => {
    const isInside = globs === undefined ? (path: string) => !isCovered(path) : matchGlobs(globs);
    return splitByOwners(changed.filter(isInside), codeowners, known);
  };
}

function splitByOwners(
  paths: readonly string[],
  codeowners: Codeowners | undefined,
  known: Map<string, readonly string[]>,
): readonly CodeownedPart[] {
  if (codeowners === undefined) return [unowned(paths, missing)];
  const [broken] = codeowners.problems;
  const where = broken === undefined ? "" : `; line ${broken.line}: ${broken.says}`;
  if (codeowners.rules.every(({ owners }) => owners.length === 0)) {
    return [unowned(paths, `CODEOWNERS on the base branch names nobody${where}`)];
  }
  const parts = new Map<string, { readonly owners: readonly string[]; readonly paths: string[] }>();
  for (const path of paths) {
    const owners = known.get(path) ?? ownersOf(codeowners, path);
    known.set(path, owners);
    const key = owners.toSorted(compareText).join(" ");
    const part = parts.get(key);
    if (part === undefined) parts.set(key, { owners, paths: [path] });
    else part.paths.push(path);
  }
  const nobodys = parts.get("");
  parts.delete("");
  const owned = [...parts.values()].map((part) => ({ ...part, files: pathsOnly(part.paths), problem: undefined }));
  // GitHub skips a line that it cannot read. That nobody owns a file can only be said of lines that were all read.
  if (nobodys !== undefined && broken !== undefined) {
    return [...owned, unowned(nobodys.paths, `CODEOWNERS cannot be read everywhere${where}`)];
  }
  // Where nothing is owned the area still has its name, which commands and gates know it by.
  return owned.length > 0 ? owned : [{ owners: [], files: pathsOnly([]), problem: undefined }];
}

const missing = "the base branch has no CODEOWNERS that GitHub reads; add .github/CODEOWNERS, or give the area owners";

/** CODEOWNERS itself is left out, or nobody could add it or mend it. */
function unowned(paths: readonly string[], problem: string): CodeownedPart {
  const places: readonly string[] = codeownersPlaces;
  return { owners: [], files: pathsOnly(paths.filter((path) => !places.includes(path))), problem };
}

function pathsOnly(paths: readonly string[]): Area["files"] {
  return { kind: "paths", paths: new Set(paths) };
}
