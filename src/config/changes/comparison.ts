import type { Config } from "../schema.ts";
import { areasLeftAlone } from "./lone-signer.ts";
import { standInsBetween } from "./stands-in.ts";

/** Two configurations, with what several lines rest on: it takes a look at everything, and is found once. */
export interface Comparison {
  readonly before: Config;
  readonly after: Config;
  /** The areas with which somebody is left alone. */
  readonly leftAlone: ReadonlySet<string>;
  /** See `standInsBetween`. */
  readonly standIns: ReturnType<typeof standInsBetween>;
}

export function compare(one: Config, other: Config): Comparison {
  const [before, after] = [withOwnNames(one), withOwnNames(other)];
  return { before, after, leftAlone: areasLeftAlone(before, after), standIns: standInsBetween(before, after) };
}

/** What is looked up by a name such as `constructor`, which every object has something under, must be what was written. */
function withOwnNames(config: Config): Config {
  const { areas, gates, programs } = config;
  return { ...config, areas: ownNames(areas), gates: ownNames(gates), programs: ownNames(programs) };
}

function ownNames<Value>(named: Readonly<Record<string, Value>>): Record<string, Value> {
  const bare: Record<string, Value> = Object.create(null);
  return Object.assign(bare, named);
}
