import type { TriagePlan } from "./triage-plan.ts";

/** Which advisories go on under another name, with or without an issue. */
export function renamedBy({
  changes,
  quietEvents,
}: Pick<TriagePlan, "changes" | "quietEvents">): readonly { readonly from: string; readonly to: string }[] {
  const told = changes.flatMap(({ advisory, events }) => events.map((event) => ({ advisory, event })));
  return [...told, ...quietEvents].flatMap(({ advisory, event }) =>
    event.kind === "renamed" ? [{ from: event.from, to: advisory }] : [],
  );
}
