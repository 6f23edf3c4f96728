import { utcMinute } from "../text/utc-minute.ts";
import type { Area, NotCountedCause, SignOffState, StaleCause } from "../area/area.ts";
import { compareLink, remedyFor, signerInWords } from "../area/area-words.ts";
import { shortSha } from "../text/short-sha.ts";
import type { PullRequest } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";

/** Why a sign-off does not count, with who can do what about it; undefined for one that does. */
export function signOffReason(signOff: SignOffState, area: Area, pullRequest: PullRequest): Reason | undefined {
  const { standing, via } = signOff;
  const words = { safeWho: signerInWords(signOff), ...remedyFor(area) };
  switch (standing.state) {
    case "live":
      return undefined;
    case "stale":
      return staleReason(standing.because, signOff, { words, pullRequest });
    case "lapsed":
      return reason("sign-off-lapsed", words);
    case "withdrawn":
      return reason("sign-off-withdrawn", words);
    case "revoked": {
      const { by, note } = standing;
      if (note === undefined) return reason("sign-off-revoked", { ...words, by });
      return reason("sign-off-revoked-because", { ...words, by, note });
    }
    case "voided": {
      const { by, how } = standing;
      const told = { ...words, safePlace: via === "comment" ? "comment" : "review", safeHow: how };
      if (by === undefined) return reason("sign-off-voided-unseen", told);
      return reason("sign-off-voided", { ...told, by });
    }
    case "not-counted":
      return notCountedReason(standing.because, words);
  }
}

interface Words {
  readonly safeWho: string;
  readonly safeOwners: string;
  readonly command: string;
}

function staleReason(
  because: StaleCause,
  { headSha }: SignOffState,
  { words, pullRequest }: { readonly words: Words; readonly pullRequest: PullRequest },
): Reason {
  const { baseBranch: base } = pullRequest;
  const head = shortSha(pullRequest.headSha);
  // What was restored after a loss of the ledger may have no commit any more.
  if (headSha === "") return reason("sign-off-stale-lost", { ...words, head });
  const signedHead = shortSha(headSha);
  const safeCompare = compareLink(headSha, pullRequest);
  switch (because.cause) {
    case "file-changed":
      return reason("sign-off-stale", { ...words, signedHead, head, safeCompare, file: because.path });
    case "base-changed":
      return reason("sign-off-stale-base", { ...words, base, signedBase: because.baseBranch });
    case "area-changed":
      return reason("sign-off-stale-area", { ...words, base, signedHead });
    case "pushed":
      return reason("sign-off-stale-push", { ...words, signedHead, head, safeCompare });
    case "unknown":
      return reason("sign-off-stale-unknown", { ...words, signedHead, head, safeCompare });
  }
}

function notCountedReason(because: NotCountedCause, words: Words): Reason {
  switch (because.cause) {
    case "agent":
      return reason("sign-off-of-agent", words);
    case "self":
      return reason("sign-off-of-author", words);
    case "self-needs-evidence": {
      const { gates } = because;
      if (gates.length === 0) return reason("sign-off-without-evidence", words);
      return reason("sign-off-lacks-evidence", { ...words, gates });
    }
    case "self-needs-backup":
      return reason("sign-off-lacks-company", words);
    case "backup-not-yet": {
      const { from } = because;
      if (from === undefined) return reason("sign-off-not-needed", words);
      return reason("sign-off-too-early", { ...words, from: utcMinute(from) });
    }
    case "contributor":
      return reason("sign-off-of-contributor", words);
    case "contributors-unknown": {
      const { commit } = because;
      if (commit === undefined) return reason("sign-off-contributors-unknown", words);
      return reason("sign-off-contributor-unknown", { ...words, commit });
    }
  }
}
