import type { TriageState } from "../../policy/advisory/triage/triage-state.ts";
import { cut } from "../markdown.ts";

/**
 * The state as far as there is room for it. The oldest decisions are left out first: the ledger has them too. Names that
 * are longer than any real one go last; the next scan knows them again.
 */
export function fitState(state: TriageState, room: number, sizeOf: (part: unknown) => number): TriageState {
  if (sizeOf(state) <= room) return state;
  const bare = { ...state, entries: [] };
  const left = room - sizeOf(bare);
  if (left >= 0) return { ...state, entries: newestThatFit(state.entries, left, sizeOf) };
  const accepted = state.accepted && { ...state.accepted, file: cut(state.accepted.file, 300) };
  return { ...bare, places: [], aliases: [], fix: null, accepted };
}

function newestThatFit(
  entries: TriageState["entries"],
  room: number,
  sizeOf: (part: unknown) => number,
): TriageState["entries"] {
  let used = 0;
  const first = entries.findLastIndex((entry) => {
    // With the comma.
    used += sizeOf(entry) + 1;
    return used > room;
  });
  return entries.slice(first + 1);
}
