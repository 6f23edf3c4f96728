import { utcMinute } from "./text/utc-minute.ts";
import { type AreaState, governance, statesCalled } from "./area/area.ts";
import type { GateIdentity } from "./gate.ts";
import type { EntryOf } from "./ledger/entry.ts";
import { reason } from "./reason.ts";
import { isSameCode, type PresentCode } from "./same-code.ts";
import type { Verdict } from "./verdict.ts";

type Waiver = EntryOf<"waived">;

/** The waiver of a gate that counts now: for this very code and what the title makes of
 * the gate, not over, and by somebody who may still give it. */
export function liveWaiver(
  waivers: readonly Waiver[],
  gate: GateIdentity,
  { now, areas, ...present }: PresentCode & { readonly areas: readonly AreaState[]; readonly now: Date },
): Waiver | undefined {
  return waivers.find(
    (waiver) =>
      waiver.gate === gate.name &&
      waiver.filled === gate.filled &&
      now.getTime() < Date.parse(waiver.until) &&
      isSameCode(waiver, present) &&
      mayWaive(waiver, gate, areas),
  );
}

/** Owners of the gate's area, or of the one that answers for the configuration, by the people of now. */
function mayWaive({ actor }: Waiver, { area }: GateIdentity, areas: readonly AreaState[]): boolean {
  const asked = [governance, ...(area === undefined ? [] : [area])].flatMap((name) => statesCalled(areas, name));
  return asked.some(
    ({ people }) =>
      people.problem === undefined &&
      people.signers.some(({ id, capacity }) => id === actor.id && capacity === "owner"),
  );
}

/** Louder than a pass: who waived what, until when and why, and what was found all the same. */
export function waivedVerdict(found: Verdict, { actor, until, reason: why }: Waiver): Verdict {
  const { details = [], caveats = [] } = found;
  return {
    ...found,
    state: "waived",
    caveats: [reason("waived", { who: actor.login, until: utcMinute(until), why })],
    details: [...caveats, ...details],
  };
}
