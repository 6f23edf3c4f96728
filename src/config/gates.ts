import { z } from "zod";
import { gateKinds } from "../policy/gates/index.ts";

const shape: Record<string, z.ZodType> = {};
for (const kind of gateKinds) {
  for (const [key, schema] of Object.entries(kind.options)) {
    // Without its default, which zod would fill into every gate: the kind applies it when it is bound.
    shape[key] = z.optional(withoutDefault(schema)).meta({ description: description(schema) });
  }
}
const area = z.string().min(1).optional();
// The one key that every kind has.
shape["area"] = area.meta({ description: "Name of the area whose owners may waive the gate and rule on it." });

/** One gate: the keys of exactly one kind. Built from the registry; which keys go together is checked in `gate-problems.ts`. */
export const GateConfig = z.strictObject(shape).meta({
  description: `One gate of exactly one kind. ${gateKinds.map(({ kind, summary }) => `\`${kind}\`: ${summary}`).join(" ")}`,
  oneOf: gateKinds.map(({ kind, options }) => ({ required: requiredKeys(kind, options) })),
});
export type GateConfig = Readonly<Record<string, unknown>>;

/** Whose owners may waive the gate and rule on it, and the keys of its kind. */
export function splitGate({ area: named, ...own }: GateConfig): {
  readonly area: string | undefined;
  readonly own: GateConfig;
} {
  return { area: area.parse(named), own };
}

export const mostGates = 200;

const GateName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,49}$/)
  .meta({ description: "Name of the gate: lower-case letters, digits and `-`." });

export const GatesConfig = z.record(GateName, GateConfig).meta({ maxProperties: mostGates });

function requiredKeys(kind: string, options: z.ZodRawShape): string[] {
  const required = Object.entries(options).filter(([, schema]) => !z.safeParse(schema as z.ZodType, undefined).success);
  return [...new Set([kind, ...required.map(([key]) => key)])];
}

function withoutDefault(schema: unknown): z.ZodType {
  // The options of a kind are zod's classic types; `ZodRawShape` only promises its core.
  return (schema instanceof z.ZodDefault ? schema.unwrap() : schema) as z.ZodType;
}

function description(schema: unknown): string {
  return (schema as z.ZodType).meta()?.description ?? "";
}
