import type { LoggedRequest } from "./github/request-log.ts";
import type { World } from "./world.ts";

/** Delivers everything once more that GitHub ever told, in order, and gives what Gatehouse wrote because of it. */
export async function writesOfReplay(world: World): Promise<readonly LoggedRequest[]> {
  const { github } = world;
  await world.settled();
  const guids = [...new Set(github.deliveries.all().map(({ guid }) => guid))];
  const mark = github.requests.mark();
  for (const guid of guids) await github.redeliver(guid);
  await world.settled();
  const made = github.requests.since(mark);
  if (made.reads().length === 0) throw new Error("nothing was looked at again, so nothing was proved");
  return made.writes();
}
