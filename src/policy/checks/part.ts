import type { Reason } from "../reason.ts";
import { byWorst } from "../verdict.ts";

/** What can be said of one name of a gate. */
export interface Part {
  readonly state: "fail" | "no-data" | "pending" | "pass";
  /** Empty when it passes. */
  readonly reasons: readonly Reason[];
  /** When it may change although nothing is reported. */
  readonly changesAt?: Date;
}

export const passed: Part = { state: "pass", reasons: [] };

/** The worst of them; of several the first. Undefined when there are none: nothing is no success. */
export function worstOf(parts: readonly Part[]): Part | undefined {
  return parts.toSorted(byWorst)[0];
}
