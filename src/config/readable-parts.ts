import { z } from "zod";
import { AreaConfig } from "./areas.ts";
import { GateConfig } from "./gates.ts";
import { Config } from "./schema.ts";

/** What can be judged of a configuration although other parts of it are broken: all its problems come at once. */
export interface ReadableParts {
  readonly areas: readonly (readonly [name: string, area: AreaConfig])[];
  readonly gates: readonly (readonly [name: string, gate: GateConfig])[];
  /** Every name, also of those that cannot be read: what refers to them is right. */
  readonly areaNames: readonly string[];
  readonly gateNames: readonly string[];
  readonly uses: Config["pull_request"];
  readonly triage: string | undefined;
  /** Of areas that do not say. */
  readonly quorum: Config["signoffs"]["quorum"];
}

const Sections = z.object({
  areas: z.record(z.string(), z.unknown()).catch({}),
  gates: z.record(z.string(), z.unknown()).catch({}),
  pull_request: z.unknown().optional(),
  advisories: z.object({ triage: z.string() }).optional().catch(undefined),
  signoffs: z.unknown().optional(),
});

export function readableParts(content: object): ReadableParts {
  const { areas, gates, pull_request: uses, advisories, signoffs } = Sections.parse(content);
  const readUses = Config.shape.pull_request.safeParse(uses);
  const readSignoffs = Config.shape.signoffs.safeParse(signoffs);
  return {
    areas: readable(areas, AreaConfig),
    gates: readable(gates, GateConfig),
    areaNames: Object.keys(areas),
    gateNames: Object.keys(gates),
    uses: readUses.success ? readUses.data : Config.shape.pull_request.parse({}),
    triage: advisories?.triage,
    quorum: readSignoffs.success ? readSignoffs.data.quorum : 1,
  };
}

function readable<Value>(
  entries: Readonly<Record<string, unknown>>,
  schema: z.ZodType<Value>,
): readonly (readonly [string, Value])[] {
  return Object.entries(entries).flatMap(([name, value]) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
}
