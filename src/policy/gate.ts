import { z } from "zod";
import type { ArtifactWant } from "./evidence/artifact.ts";
import type { AlwaysThere, FactName, Facts } from "./facts.ts";
import type { IssueQuery } from "./issue-query.ts";
import type { TagWant } from "./tag.ts";
import type { Verdict } from "./verdict.ts";

/** Names inside the slices that a configured gate refers to, so that nothing else is fetched or listened to. */
export interface Wants {
  /** Paths of documents at the head. */
  readonly documents?: readonly string[];
  /** Globs of documents at the head that are read where the pull request changes them. */
  readonly changed?: readonly string[];
  /** Names (with `*`) of check runs and commit statuses. */
  readonly checks?: readonly string[];
  /** Names (with `*`) of check runs whose steps are read: jobs of GitHub Actions. */
  readonly jobs?: readonly string[];
  readonly artifacts?: readonly ArtifactWant[];
  /** Names of areas that must sign although no file of theirs may be changed. */
  readonly areas?: readonly string[];
  /** Logins, without `[bot]` and in lower case, whose reviews and comments are read. */
  readonly reviewers?: readonly string[];
  readonly issues?: readonly IssueQuery[];
  readonly tags?: readonly TagWant[];
  /** Whether it decides how old documented ignores are. */
  readonly ignoreAges?: boolean;
  /** Whether the description decides; another look is taken when it is edited. */
  readonly body?: boolean;
  /** Whether the labels decide; another look is taken when one is set or removed. */
  readonly labels?: boolean;
}

/** What a gate is called where it is used, and the area whose owners answer for it. */
export interface GateIdentity {
  readonly name: string;
  readonly area: string | undefined;
  /**
   * What the title puts into it, `tier=1, part=core`; undefined where it takes nothing of the title. What people say of the
   * gate is said of this: under another title it is another gate.
   */
  readonly filled?: string | undefined;
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
  /** Where sign-offs may settle what was found, see `defineGate`. */
  readonly settles?: {
    readonly areas: (found: Partial<Facts>, gate: GateIdentity) => readonly string[];
    readonly judge: (facts: Facts, gate: GateIdentity) => Verdict;
  };
}

/** `judge` sees the pull request, the clock and the slices named in `needs`; reading anything else does not compile. */
export function defineGate<Shape extends z.ZodRawShape, Needs extends FactName>(definition: {
  readonly kind: string;
  readonly summary: string;
  readonly options: Shape;
  readonly needs: readonly Needs[];
  /** Slices that these options do without after all. */
  readonly spares?: (options: z.infer<z.ZodObject<Shape>>) => readonly Needs[];
  readonly wants?: (options: z.infer<z.ZodObject<Shape>>) => Wants;
  readonly problems?: (options: z.infer<z.ZodObject<Shape>>) => readonly GateProblem[];
  readonly judge: (
    facts: Pick<Facts, AlwaysThere | Needs>,
    options: z.infer<z.ZodObject<Shape>>,
    gate: GateIdentity,
  ) => Verdict;
  /**
   * For a gate that asks for sign-offs only where something was found. It is measured without them, so that they may rest
   * on it, and who signed is read and judged only where `areas` names somebody.
   */
  readonly settles?: {
    /** Names of the areas whose sign-off settles it. */
    readonly areas: (
      found: Partial<Pick<Facts, Needs>>,
      options: z.infer<z.ZodObject<Shape>>,
      gate: GateIdentity,
    ) => readonly string[];
    readonly judge: (
      facts: Pick<Facts, AlwaysThere | Needs | "areas">,
      options: z.infer<z.ZodObject<Shape>>,
      gate: GateIdentity,
    ) => Verdict;
  };
}): GateKind {
  const { kind, summary, options: shape, needs, spares, wants, problems, judge, settles } = definition;
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
      const spared = spares?.(options) ?? [];
      return {
        kind,
        needs: needs.filter((each) => !spared.includes(each)),
        wants: wants?.(options) ?? {},
        judge: (facts, gate) => judge(facts, options, gate),
        ...(settles === undefined
          ? {}
          : {
              settles: {
                areas: (found, gate) => settles.areas(found, options, gate),
                judge: (facts, gate) => settles.judge(facts, options, gate),
              },
            }),
      };
    },
  };
}
