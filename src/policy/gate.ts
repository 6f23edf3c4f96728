import { z } from "zod";
import type { FactName, Facts } from "./facts.ts";
import type { Verdict } from "./verdict.ts";

/** Names inside the slices that a configured gate refers to, so that nothing else is fetched or listened to. */
export interface Wants {
  /** Paths of documents at the head. */
  readonly documents?: readonly string[];
  /** Names (with `*`) of check runs and commit statuses. */
  readonly checks?: readonly string[];
  /** Names of areas that must sign although no file of theirs may be changed. */
  readonly areas?: readonly string[];
}

/** What a gate is called where it is used, and the area whose owners answer for it. */
export interface GateIdentity {
  readonly name: string;
  readonly area: string | undefined;
}

/** A kind of gate: one file, one registry line. */
export interface GateKind {
  readonly kind: string;
  readonly summary: string;
  /** Keys under `gates.<name>`; the first is the kind's own name. Empty for built-in gates that need no definition. */
  readonly options: z.ZodRawShape;
  readonly needs: readonly FactName[];
  /** What makes these options unusable although each key is valid: keys that are missing, rules nobody can satisfy. */
  readonly problems: (options: unknown) => readonly GateProblem[];
  /** Ties the kind to its configured options. Throws when they do not fit; the configuration was validated before. */
  readonly bind: (options: unknown) => BoundGate;
}

export interface GateProblem {
  /** Below the gate. */
  readonly path: readonly PropertyKey[];
  readonly says: string;
  readonly fix: string;
}

export interface BoundGate {
  readonly kind: string;
  readonly needs: readonly FactName[];
  readonly wants: Wants;
  readonly judge: (facts: Facts, gate: GateIdentity) => Verdict;
}

/** `judge` sees the pull request and the slices named in `needs`; reading anything else does not compile. */
export function defineGate<Shape extends z.ZodRawShape, Needs extends FactName>(definition: {
  readonly kind: string;
  readonly summary: string;
  readonly options: Shape;
  readonly needs: readonly Needs[];
  readonly wants?: (options: z.infer<z.ZodObject<Shape>>) => Wants;
  readonly problems?: (options: z.infer<z.ZodObject<Shape>>) => readonly GateProblem[];
  readonly judge: (
    facts: Pick<Facts, "pullRequest" | Needs>,
    options: z.infer<z.ZodObject<Shape>>,
    gate: GateIdentity,
  ) => Verdict;
}): GateKind {
  const { kind, summary, options: shape, needs, wants, problems, judge } = definition;
  const schema = z.strictObject(shape);
  return {
    kind,
    summary,
    options: shape,
    needs,
    problems: (raw) => {
      const parsed = schema.safeParse(raw);
      if (parsed.success) return problems?.(parsed.data) ?? [];
      // Only a key can be missing: what is there was judged by its own schema.
      return parsed.error.issues.map(({ path }) => ({
        path,
        says: `a gate of kind \`${kind}\` also needs \`${path.map(String).join(".")}\``,
        fix: "Add it.",
      }));
    },
    bind: (raw) => {
      const options = schema.parse(raw);
      return { kind, needs, wants: wants?.(options) ?? {}, judge: (facts, gate) => judge(facts, options, gate) };
    },
  };
}
