import { type Area, areaKey, type AreaPeople, type AreaState, filesOfArea } from "./area.ts";
import { digestAll, digestArea, digestOnce } from "./area-digest.ts";
import { heldGateBackups } from "../sign-off/backups.ts";
import { type Claim, claimsByApproval, claimsByCommand, type SaidOfArea } from "../sign-off/claims.ts";
import { type Court, judgeClaim } from "../sign-off/judge-claim.ts";
import { findObjections } from "../sign-off/objections.ts";
import { onePerPerson } from "../sign-off/one-per-person.ts";
import { readOpinions, withDismissals } from "../sign-off/opinions.ts";
import { judgeQuorum, type QuorumState } from "../sign-off/quorum.ts";
import { codeOfReview } from "../sign-off/reviewed-code.ts";
import type { MeasuredGate } from "../evaluate.ts";
import type { FileList, PullRequest, SigningFacts } from "../facts.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import { foldLedger } from "../ledger/fold.ts";

interface Scene {
  readonly signing: SigningFacts;
  readonly pullRequest: PullRequest;
  readonly files: FileList;
  readonly ledger: readonly LedgerEntry[];
  /** Undefined when nobody judged the gates, as when a command is decided. */
  readonly measured: readonly MeasuredGate[] | undefined;
  /** Left out where nobody else hashes these files. */
  readonly digestOf?: ReturnType<typeof digestOnce>;
}

/** How every area stands at the present head. Pure: what was said, the files and the people decide, and no clock. */
export function judgeAreas(scene: Scene): readonly AreaState[] {
  const { signing, files, ledger, digestOf = digestOnce() } = scene;
  const state = foldLedger(withDismissals(ledger, signing.reviews));
  const opinions = readOpinions(signing.reviews, state.objections);
  const signOffs = Map.groupBy(state.signOffs, ({ signOff }) => signOff.area);
  const withdrawals = Map.groupBy(state.withdrawals, ({ area }) => area);
  // Only areas that ask again after any push compare the whole.
  const wholeDigest = signing.areas.some(({ staleOn }) => staleOn === "any_push") ? digestAll(files, digestOf) : null;
  return signing.areas.map((area) => {
    const key = areaKey(area);
    const said = { signOffs: signOffs.get(key) ?? [], withdrawals: withdrawals.get(key) ?? [], opinions };
    return judgeArea(area, said, { ...scene, wholeDigest, digestOf });
  });
}

function judgeArea(area: Area, said: SaidOfArea, scene: Scene & { readonly wholeDigest: string | null }): AreaState {
  const { signing, pullRequest, files, measured, wholeDigest, digestOf } = scene;
  const touched = filesOfArea(area, files.files);
  const digest = digestArea(touched, files.isComplete, digestOf);
  const people = signing.people.get(areaKey(area)) ?? nobodyAsked;
  const court: Court = { area, people, pullRequest, digest, wholeDigest, measured, contributors: signing.contributors };
  const isSignedByApproval = area.reviews === "implicit" && touched.length > 0;
  const claims = [...claimsByCommand(said), ...(isSignedByApproval ? approvals(said, court, signing) : [])];
  const signOffs = onePerPerson(
    claims.map((claim) => judgeClaim(claim, court)),
    area,
  );
  const gateBackups = heldGateBackups(area, people, measured);
  const objections = findObjections(said, people);
  const quorum = judgeQuorum(area, people, { signOffs, gateBackups });
  const asRequired = files.isComplete ? judgeRequired({ area, people, signOffs, objections, quorum }) : "files-unknown";
  const isRequired = touched.length > 0 || area.required === "always" || !files.isComplete;
  return {
    area,
    touchedPaths: touched.map(({ path }) => path),
    state: isRequired ? asRequired : "not-required",
    asRequired,
    signOffs,
    objections,
    votes: { have: quorum.have, need: quorum.need },
    gateBackups,
    people,
  };
}

/** An approval by somebody who may not sign the area says nothing about it. */
function approvals(said: SaidOfArea, court: Court, signing: SigningFacts): readonly Claim[] {
  return claimsByApproval(said, (review) => codeOfReview(review, signing, court)).filter(({ by }) =>
    court.people.signers.some(({ id }) => id === by.id),
  );
}

const nobodyAsked: AreaPeople = {
  signers: [],
  ownerCount: undefined,
  isAuthorOwner: false,
  problem: "its owners were not looked up",
};

/** The worst that can be said, where it is not signed. */
function judgeRequired({
  area,
  people,
  signOffs,
  objections,
  quorum,
}: Pick<AreaState, "area" | "people" | "signOffs" | "objections"> & {
  readonly quorum: QuorumState;
}): AreaState["asRequired"] {
  if (area.problem !== undefined || people.problem !== undefined || quorum.need === undefined) return "unreadable";
  if (!quorum.isMet && !quorum.isReachable) return "quorum-unreachable";
  if (objections.length > 0) return "objected";
  if (quorum.isMet) return "signed";
  const found = new Set(signOffs.map(({ standing }) => standing.state));
  if (found.has("voided")) return "voided";
  if (found.has("stale")) return "stale";
  if (found.has("lapsed")) return "lapsed";
  return quorum.have > 0 ? "partly" : "unsigned";
}
