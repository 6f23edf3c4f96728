import { z } from "zod";
import { WhenConfig } from "./gates.ts";

const GateName = z
  .string()
  .min(1)
  .meta({ description: "A built-in gate (`title`, `touched`) or a name under `gates`." });

const ConditionalUse = z.strictObject({
  when: WhenConfig.meta({ description: "Where this use holds. What the gate itself says under `when` must hold too." }),
});

const GateUseConfig = z
  .union([GateName, z.record(GateName, ConditionalUse).meta({ minProperties: 1, maxProperties: 1 })])
  .meta({ description: "Name of a gate, or `name: { when: … }`." });
export type GateUseConfig = z.infer<typeof GateUseConfig>;

export const GateUses = z.array(GateUseConfig).max(100);

/** One gate as a list uses it. */
export interface WrittenUse {
  readonly name: string;
  readonly when: z.infer<typeof WhenConfig> | undefined;
}

/** The uses of one entry: one, as `use-problems.ts` sees to. */
export function usesIn(entry: GateUseConfig): readonly WrittenUse[] {
  if (typeof entry === "string") return [{ name: entry, when: undefined }];
  return Object.entries(entry).map(([name, { when }]) => ({ name, when }));
}

/** The entries that can be read of a list, with their places. */
export function readableUses(list: unknown): readonly (readonly [index: number, entry: GateUseConfig])[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, index) => {
    const parsed = GateUseConfig.safeParse(entry);
    return parsed.success ? [[index, parsed.data] as const] : [];
  });
}
