import { type Area, type AreaPeople, type AreaState, filesOfArea, type SignOffState, type StaleCause } from "./area.ts";
import { type AreaDigest, digestArea, firstChangedPath } from "./area-digest.ts";
import type { FileList, PullRequest } from "../facts.ts";
import { type LedgerEntry, newestSignOffs, type SignOff } from "./ledger.ts";

/** How every area stands at the present head. Pure: the ledger, the files and the people decide, nothing else. */
export function judgeAreas(input: {
  readonly areas: readonly Area[];
  readonly pullRequest: PullRequest;
  readonly files: FileList;
  readonly people: ReadonlyMap<string, AreaPeople>;
  readonly ledger: readonly LedgerEntry[];
  /** Whether the author's own sign-off counts, by the configuration of now. */
  readonly allowsSelf: boolean;
}): readonly AreaState[] {
  return input.areas.map((area) => judgeArea(area, input));
}

function judgeArea(
  area: Area,
  { pullRequest, files, people, ledger, allowsSelf }: Omit<Parameters<typeof judgeAreas>[0], "areas">,
): AreaState {
  const touched = filesOfArea(area, files.files);
  const digest = digestArea(touched, files.isComplete);
  const known = people.get(area.name) ?? { entitledIds: [], problem: "its owners were not looked up" };
  const signOffs = newestSignOffs(ledger, area.name).map((signOff) =>
    judgeSignOff(signOff, digest, { people: known, pullRequest, allowsSelf }),
  );
  const shared = { area, touchedPaths: touched.map(({ path }) => path), signOffs, people: known };
  if (!files.isComplete) return { ...shared, state: "files-unknown" };
  if (touched.length === 0) return { ...shared, state: "not-touched" };
  if (known.problem !== undefined) return { ...shared, state: "unreadable" };
  if (signOffs.some(({ state }) => state === "live")) return { ...shared, state: "signed" };
  if (signOffs.some(({ state }) => state === "stale")) return { ...shared, state: "stale" };
  return { ...shared, state: signOffs.length > 0 ? "lapsed" : "unsigned" };
}

function judgeSignOff(
  signOff: SignOff,
  now: AreaDigest,
  by: { readonly people: AreaPeople; readonly pullRequest: PullRequest; readonly allowsSelf: boolean },
): SignOffState {
  const { people, pullRequest, allowsSelf } = by;
  const isSelfSigned = signOff.actor.id === pullRequest.author?.id;
  const base = { signOff, isSelfSigned };
  const isEntitled = people.entitledIds.includes(signOff.actor.id) && (allowsSelf || !isSelfSigned);
  if (!isEntitled) return { ...base, state: "lapsed", stale: undefined };
  const stale = staleCause(signOff, now, pullRequest);
  return { ...base, state: stale === undefined ? "live" : "stale", stale };
}

function staleCause(signOff: SignOff, now: AreaDigest, pullRequest: PullRequest): StaleCause | undefined {
  const { baseBranch } = signOff;
  if (baseBranch !== pullRequest.baseBranch) return { cause: "base-changed", baseBranch };
  if (signOff.areaDigest !== null && signOff.areaDigest === now.digest) return undefined;
  if (now.digest !== undefined && signOff.areaDigest !== null && signOff.headSha === pullRequest.headSha) {
    return { cause: "area-changed" };
  }
  const path = firstChangedPath(signOff.fileDigests, now.byPath);
  return path === undefined ? { cause: "unknown" } : { cause: "file-changed", path };
}
