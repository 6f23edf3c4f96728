import type { Area, SignOffState } from "../area/area.ts";

/**
 * What counts of what was said: of each person a live sign-off where there is one, else the newest; newest first. One
 * vote per person, however often and by whatever way they sign.
 */
export function onePerPerson(judged: readonly SignOffState[], { selfSignoff }: Area): readonly SignOffState[] {
  const chosen = new Map<number, SignOffState>();
  for (const each of judged.toSorted(newestFirst)) {
    const known = chosen.get(each.by.id);
    if (known === undefined || (!isLive(known) && isLive(each))) chosen.set(each.by.id, each);
  }
  const signOffs = [...chosen.values()].toSorted(newestFirst);
  return selfSignoff === "with_backup" ? withCompany(signOffs) : signOffs;
}

/** The author's own counts only beside another person's; an agent is no company. */
function withCompany(signOffs: readonly SignOffState[]): readonly SignOffState[] {
  const hasCompany = signOffs.some((each) => isLive(each) && !each.isSelfSigned && each.capacity !== "agent");
  if (hasCompany) return signOffs;
  return signOffs.map((each) =>
    isLive(each) && each.isSelfSigned
      ? { ...each, standing: { state: "not-counted", because: { cause: "self-needs-backup" } } }
      : each,
  );
}

function isLive({ standing }: SignOffState): boolean {
  return standing.state === "live";
}

function newestFirst(a: SignOffState, b: SignOffState): number {
  return Date.parse(b.at) - Date.parse(a.at) || a.by.id - b.by.id;
}
