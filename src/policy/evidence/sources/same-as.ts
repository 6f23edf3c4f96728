import type { GateProblem } from "../../gate.ts";
import { nearest } from "../../text/nearest.ts";

/** A gate as the configuration writes it. */
type Gate = Readonly<Record<string, unknown>>;

/** By name; undefined where a gate is there but cannot be read. */
export type GatesByName = Readonly<Record<string, Gate | undefined>>;

/**
 * The options of a gate with the other gate's evidence in place of `same_as`: its source, and what it asks of the
 * document. The rows stay its own. Throws when that leads nowhere; the configuration was validated before.
 */
export function withSameEvidence(gate: Gate, gates: GatesByName): Gate {
  const found = follow(gate, gates);
  if (found.state === "problem") throw new Error(`${found.says}, although the configuration was validated`);
  return found.state === "found" && found.evidence !== gate["evidence"] ? { ...gate, evidence: found.evidence } : gate;
}

/** Why `same_as` of a gate leads nowhere; undefined where it leads to evidence, or is not used at all. */
export function sameEvidenceProblem(gate: Gate, gates: GatesByName): GateProblem | undefined {
  const found = follow(gate, gates);
  return found.state === "problem" ? { path: ["evidence", "same_as"], says: found.says, fix: found.fix } : undefined;
}

type Followed =
  | { readonly state: "found"; readonly evidence: unknown }
  /** A gate on the way cannot be read, and says so itself. */
  | { readonly state: "unreadable" }
  | { readonly state: "problem"; readonly says: string; readonly fix: string };

function follow(gate: Gate, gates: GatesByName): Followed {
  const seen = new Set<string>();
  let evidence = gate["evidence"];
  for (let name = nameIn(evidence); name !== undefined; name = nameIn(evidence)) {
    if (seen.has(name)) return problem(`\`same_as: ${name}\` leads back to itself`, "Name the source in one of them.");
    seen.add(name);
    if (!Object.hasOwn(gates, name)) {
      const guess = nearest(name, Object.keys(gates));
      const fix = guess === undefined ? "Name a gate of kind `evidence`." : `Did you mean \`${guess}\`?`;
      return problem(`there is no gate \`${name}\``, fix);
    }
    const other = gates[name];
    if (other === undefined) return { state: "unreadable" };
    evidence = other["evidence"];
    if (evidence === undefined) {
      return problem(`gate \`${name}\` is not of kind \`evidence\``, "Name a gate of kind `evidence`.");
    }
  }
  return { state: "found", evidence };
}

function nameIn(evidence: unknown): string | undefined {
  if (typeof evidence !== "object" || evidence === null || !("same_as" in evidence)) return undefined;
  return typeof evidence.same_as === "string" ? evidence.same_as : undefined;
}

function problem(says: string, fix: string): Followed {
  return { state: "problem", says, fix };
}
