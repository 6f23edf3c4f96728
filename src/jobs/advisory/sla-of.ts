import type { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import type { AdvisoryKind } from "../../policy/advisory/records/rating.ts";
import type { Sla, SlaWindow } from "../../policy/advisory/triage/sla.ts";
import { durationMs } from "../../policy/text/duration.ts";

const kinds: readonly AdvisoryKind[] = ["malicious", "vulnerability", "unsound", "unmaintained", "notice"];

/** A single duration is how long a decision may take. */
export function slaOf(told: AdvisoriesConfig["sla"]): Sla {
  const windows = new Map<AdvisoryKind, Partial<SlaWindow>>();
  for (const kind of kinds) {
    const window = told[kind];
    if (window === undefined) continue;
    const { decide, fix } = typeof window === "string" ? { decide: window, fix: undefined } : window;
    windows.set(kind, {
      ...(decide === undefined ? {} : { decideMs: durationMs(decide) }),
      ...(fix === undefined ? {} : { fixMs: durationMs(fix) }),
    });
  }
  return windows;
}
