import { builtInGates } from "../policy/gates/index.ts";
import type { Config } from "./schema.ts";

/**
 * A name for a gate that nobody named: `name`, else `otherwise`, else that with a number. Of two uses of one name the first
 * counts, and neither what is configured nor what is implied must give way.
 */
export function freeName(
  name: string,
  { gates, programs }: Pick<Config, "gates" | "programs">,
  { otherwise, besides = [] }: { readonly otherwise: string; readonly besides?: readonly string[] },
): string {
  const configured = [...Object.keys(gates), ...Object.keys(programs), ...besides];
  const taken = new Set([...builtInGates.map(({ kind }) => kind), ...configured].map((each) => each.toLowerCase()));
  let free = name;
  for (let count = 1; taken.has(free.toLowerCase()); count += 1) {
    free = count === 1 ? otherwise : `${otherwise}-${count}`;
  }
  return free;
}
