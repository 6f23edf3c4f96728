import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import { utcMinute } from "../../policy/text/utc-minute.ts";

/** What must have happened by when; empty while the clocks stand still. */
export function dueInWords({ decide, fix }: TriageChange["due"]): string {
  if (decide !== undefined && decide.getTime() === fix?.getTime()) {
    return `Decide, and be free of it, by **${utcMinute(decide)}**.`;
  }
  const parts = [
    ...(decide === undefined ? [] : [`decide by **${utcMinute(decide)}**`]),
    ...(fix === undefined ? [] : [`be free of it by **${utcMinute(fix)}**`]),
  ];
  const text = parts.join(", ");
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Whether a time is over that still counts, as far as the last scan has said so. */
export function isOverdue({ next, due }: Pick<TriageChange, "next" | "due">): boolean {
  const { reminded } = next;
  return reminded !== null && reminded.what !== "soon" && due[reminded.of] !== undefined;
}
