import { usesIn } from "./sections/gate-uses.ts";
import type { Config } from "./schema.ts";
import { isGoverned } from "./used-gates.ts";

/** Whether some pull request into this branch may use the gate of this name: a program may ask for it, or a condition. */
export function mayUse(name: string, config: Config, baseBranch: string): boolean {
  const { programs, pull_request: ofEach } = config;
  const lists = [ofEach, ...Object.values(programs)].flatMap(({ require, advise }) => [...require, ...advise]);
  return isGoverned(config, baseBranch) && lists.flatMap(usesIn).some((use) => use.name === name);
}
