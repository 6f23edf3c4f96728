import { type Reason, reason } from "../../reason.ts";
import { counted } from "../../text/counted.ts";
import type { RowVerdict, Verdict } from "../../verdict.ts";
import type { OutOfBand } from "../options.ts";

/** What the rows come to. What cannot be told is never tolerated. */
export function weighRows(
  rows: readonly RowVerdict[],
  file: string,
  outOfBand: OutOfBand = { one: "fail", several: "fail" },
): Pick<Verdict, "state" | "reason"> & { readonly caveats: readonly Reason[] } {
  const words = { rows: counted(rows.length, "row"), file };
  const failed = rows.filter(({ state }) => state === "fail");
  const missing = rows.filter(({ state }) => state === "no-data").length;
  const held = rows.length - failed.length;
  const weight = failed.length === 1 ? outOfBand.one : outOfBand.several;
  if (failed.length > 0 && weight === "fail") {
    return { state: "fail", reason: reason("rows-fail", { failed: String(failed.length), ...words }), caveats: [] };
  }
  if (missing > 0) {
    const why = reason("rows-no-data", {
      missing: String(missing),
      safeHave: missing === 1 ? "has" : "have",
      ...words,
    });
    return { state: "no-data", reason: why, caveats: [] };
  }
  const safeHold = held === 1 ? "holds" : "hold";
  if (failed.length === 0) {
    return { state: "pass", reason: reason("rows-hold", { count: String(held), safeHold, ...words }), caveats: [] };
  }
  const names = failed.map(({ name }) => name);
  return {
    state: "pass",
    reason: reason("rows-tolerated", { held: String(held), safeHold, ...words }),
    caveats: [reason("rows-out-of-band", { names })],
  };
}
