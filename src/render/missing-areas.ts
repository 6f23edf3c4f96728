import type { GateReport } from "../policy/verdict.ts";

/** What a gate that rests on sign-offs says of its areas; undefined for other gates, and for one that holds. */
export function missingAreas({
  verdict,
}: GateReport): { readonly signed: string; readonly names: readonly string[] } | undefined {
  if (verdict.reason.code !== "areas-missing") return undefined;
  const { signed, count, missing } = verdict.reason.parameters;
  if (typeof signed !== "string" || typeof count !== "string" || typeof missing !== "object") return undefined;
  return { signed: `${signed} of ${count} signed`, names: missing };
}
