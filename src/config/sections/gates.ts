import { z } from "zod";
import { gateKinds } from "../../policy/gates/index.ts";

const shape: Record<string, z.ZodType> = {};
for (const kind of gateKinds) {
  for (const [key, schema] of Object.entries(kind.options)) {
    // Without its default, which zod would fill into every gate: the kind applies it when it is bound.
    shape[key] = z.optional(withoutDefault(schema)).meta({ description: description(schema) });
  }
}

export const WhenConfig = z.strictObject({
  paths: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "Globs; a changed file must match one of them." }),
  labels: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: "Labels, with `*`; the pull request must carry one of them." }),
  title: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .meta({ description: "`breaking` or `security`, or a whole title; `*` stands for any text." }),
});

/** The keys that every kind has. */
const CommonKeys = z.object({
  area: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Name of the area whose owners may waive the gate and rule on it." }),
  when: WhenConfig.optional().meta({
    description: "Where the gate applies; left out: everywhere. Every key must hold.",
  }),
  fix: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "The local command that shows the problem, told where the gate does not hold." }),
});
for (const [key, schema] of Object.entries(CommonKeys.shape)) shape[key] = schema;

/** One gate: the keys of exactly one kind. Built from the registry; which keys go together is checked in `gate-problems.ts`. */
export const GateConfig = z.strictObject(shape).meta({
  description: `One gate of exactly one kind. ${gateKinds.map(({ kind, summary }) => `\`${kind}\`: ${summary}`).join(" ")}`,
  oneOf: gateKinds.map(({ kind, options }) => ({ required: requiredKeys(kind, options) })),
});
export type GateConfig = Readonly<Record<string, unknown>>;

/** What every gate may say, and the keys of its kind. */
export function splitGate(gate: GateConfig): z.infer<typeof CommonKeys> & { readonly own: GateConfig } {
  const isCommon = (key: string) => Object.hasOwn(CommonKeys.shape, key);
  return { ...CommonKeys.parse(gate), own: Object.fromEntries(Object.entries(gate).filter(([key]) => !isCommon(key))) };
}

/** The keys that make sense in a gate as it is written: those of its kind, or while it has none, the kinds. */
export function gateKeys(gate: object): readonly string[] {
  const kinds = gateKinds.filter(({ kind }) => Object.hasOwn(gate, kind));
  const [only] = kinds.length === 1 ? kinds : [];
  const own = only === undefined ? gateKinds.map(({ kind }) => kind) : Object.keys(only.options);
  return [...own, ...Object.keys(CommonKeys.shape)];
}

export const mostGates = 200;

const GateName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,49}$/)
  .meta({ description: "Use lower-case letters, digits and `-`, a letter first, at most 50." });

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
