import { governance, isCalled } from "../policy/area/area.ts";
import { codeownersPlaces, configPath } from "../policy/known-paths.ts";
import type { AreaConfig } from "./sections/areas.ts";
import type { Config } from "./schema.ts";

/** Whether the area, by its name or an alias, is the one that answers for the rules themselves. */
export function isGovernance(name: string, { aliases = [] }: Pick<AreaConfig, "aliases">): boolean {
  return isCalled({ name, aliases }, governance);
}

/** The globs of an area: those written, and for `governance` the files that say who may sign what. */
export function globsOf(name: string, area: AreaConfig, { areas }: Pick<Config, "areas">): readonly string[] {
  const { paths = [] } = area;
  if (!isGovernance(name, area)) return paths;
  const hasCodeowners = Object.values(areas).some(({ codeowners }) => codeowners === true);
  return [...paths, configPath, ...(hasCodeowners ? codeownersPlaces : [])];
}
