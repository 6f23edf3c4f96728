import type { AreaState, SignOffState } from "./area.ts";
import type { PullRequest } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";

/** Why an area stands as it does, in words, with who can do what about it. */
export function areaReason(state: AreaState, pullRequest: PullRequest): Reason {
  const { area, people, signOffs } = state;
  const { owners } = area;
  const command = `/signoff ${area.name}`;
  switch (state.state) {
    case "not-touched":
      return reason("no-area-touched", {});
    case "signed":
      return reason("area-signed", { who: signOffs.filter(isLive).map(signer) });
    case "unsigned":
      return reason("area-unsigned", { owners, command });
    case "stale":
      return staleReason(signOffs, {
        owners,
        command,
        head: shortSha(pullRequest.headSha),
        base: pullRequest.baseBranch,
      });
    case "lapsed":
      return reason("area-lapsed", { who: signOffs.map(signer), owners, command });
    case "unreadable":
      return reason("area-owners-unreadable", { problem: people.problem ?? "" });
    case "files-unknown":
      return reason("area-files-unknown", { changed: String(pullRequest.changedFiles) });
  }
}

export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}

function staleReason(
  signOffs: readonly SignOffState[],
  words: { readonly owners: readonly string[]; readonly command: string; readonly head: string; readonly base: string },
): Reason {
  const newest = signOffs.find(({ state }) => state === "stale");
  const who = newest === undefined ? "" : signer(newest);
  const signedHead = shortSha(newest?.signOff.headSha ?? "");
  switch (newest?.stale?.cause) {
    case "file-changed":
      return reason("area-stale", { who, signedHead, file: newest.stale.path, ...words });
    case "base-changed":
      return reason("area-stale-base", { who, signedBase: newest.stale.baseBranch, ...words });
    case "area-changed":
      return reason("area-stale-paths", { who, signedHead, ...words });
    case "unknown":
    case undefined:
      return reason("area-stale-unknown", { who, signedHead, ...words });
  }
}

function signer({ signOff, isSelfSigned }: SignOffState): string {
  return isSelfSigned ? `${signOff.actor.login} (self-signed)` : signOff.actor.login;
}

function isLive({ state }: SignOffState): boolean {
  return state === "live";
}
