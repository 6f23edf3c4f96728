import type { Area, NotCountedCause } from "../area/area.ts";
import type { MeasuredGate } from "../evaluate.ts";

/**
 * Why the author's own sign-off does not count, as far as it hangs on nobody else's; undefined when it does.
 * `measured` is undefined when nobody judged the gates: then evidence is not what is asked about.
 */
export function whyNotSelf(
  { name, selfSignoff }: Area,
  measured: readonly MeasuredGate[] | undefined,
): NotCountedCause | undefined {
  if (selfSignoff === "deny") return { cause: "self" };
  if (selfSignoff !== "with_evidence" || measured === undefined) return undefined;
  const evidence = evidenceOf(name, measured);
  const gates = evidence.filter(({ holds }) => !holds).map((gate) => gate.name);
  return evidence.length === 0 || gates.length > 0 ? { cause: "self-needs-evidence", gates } : undefined;
}

// A title proves nothing, and neither does a configuration that can be used.
const withoutProof = new Set(["title", "configuration"]);

/** The required gates of the area; all required ones where none is the area's own. */
function evidenceOf(area: string, measured: readonly MeasuredGate[]): readonly MeasuredGate[] {
  const required = measured.filter(({ use, kind }) => use === "require" && !withoutProof.has(kind));
  const own = required.filter((gate) => gate.area === area);
  return own.length > 0 ? own : required;
}
