import type { AreaState, SignOffState } from "./area.ts";
import { remedyFor, votesInWords } from "./area-words.ts";
import { signOffReason } from "../sign-off/sign-off-reason.ts";
import type { PullRequest } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";

/** Why an area stands as it does, in one sentence, with who can do what about it. */
export function areaReason(state: AreaState, pullRequest: PullRequest): Reason {
  return state.state === "not-required" ? reason("area-untouched", {}) : requiredAreaReason(state, pullRequest);
}

/** The same for an area that must sign although no file of it may be changed. */
export function requiredAreaReason(state: AreaState, pullRequest: PullRequest): Reason {
  const { area, objections, votes } = state;
  const remedy = remedyFor(area);
  switch (state.asRequired) {
    case "signed":
      return reason("area-signed", { safeWho: votesInWords(state, pullRequest) });
    case "partly":
      return partlyReason(state, pullRequest);
    case "unsigned":
    case "stale":
    case "lapsed":
    case "voided":
      return tellingReason(state, pullRequest) ?? reason("area-unsigned", remedy);
    case "objected": {
      const who = [...new Set(objections.map(({ by }) => by.login))];
      return reason("area-objected", { who, command: remedy.command });
    }
    case "quorum-unreachable":
      return reason("area-quorum-unreachable", { need: votes.need === 1 ? "1 person" : `${votes.need ?? 0} people` });
    case "unreadable":
      return unreadableReason(state);
    case "files-unknown":
      return reason("area-files-unknown", { changed: String(pullRequest.changedFiles) });
  }
}

/** Why nobody can say who may sign, without the names that the configuration hides. */
export function unreadableReason({ area, people }: AreaState): Reason {
  const problem = area.problem ?? people.problem ?? "how many owners there are is not known";
  const isHidden = area.shownOwners.length < area.owners.length;
  return reason("area-owners-unreadable", { problem: isHidden ? "an owner cannot be looked up" : problem });
}

/** Why each sign-off that does not count does not, newest first. */
export function signOffReasons({ area, signOffs, people }: AreaState, pullRequest: PullRequest): readonly Reason[] {
  return signOffs.flatMap((each) => {
    // Of people who could not be read it is not known that they may not sign any more.
    if (people.problem !== undefined && each.standing.state === "lapsed") return [];
    return signOffReason(each, area, pullRequest) ?? [];
  });
}

/** The newest sign-off that made the state what it is. */
function tellingReason({ area, asRequired, signOffs }: AreaState, pullRequest: PullRequest): Reason | undefined {
  const isTelling = ({ standing }: SignOffState) => standing.state === asRequired;
  const telling = signOffs.find(isTelling) ?? signOffs[0];
  return telling === undefined ? undefined : signOffReason(telling, area, pullRequest);
}

function partlyReason(state: AreaState, pullRequest: PullRequest): Reason {
  const { area, votes } = state;
  const { have, need = have } = votes;
  const words = { safeWho: votesInWords(state, pullRequest), ...remedyFor(area) };
  if (have < need) return reason("area-partly-signed", { ...words, have: String(have), need: String(need) });
  return reason("area-owners-outstanding", { ...words, limit: String(area.quorum.maxOutstanding ?? 0) });
}
