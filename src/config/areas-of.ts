import type { Area } from "../policy/area/area.ts";
import type { Config } from "./schema.ts";

/** The configured areas, in the order written. */
export function areasOf({ areas }: Config): readonly Area[] {
  return Object.entries(areas).map(([name, { aliases = [], owners, paths = [] }]) => ({
    name,
    aliases,
    owners,
    paths,
  }));
}
