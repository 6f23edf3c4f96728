import type { Area, AreaPeople, AreaState, Backup } from "../../src/policy/area/area.ts";
import { digestAll, digestDiff, digestPart } from "../../src/policy/area/area-digest.ts";
import { judgeAreas } from "../../src/policy/area/judge-areas.ts";
import type { CommandContext, NamedGate } from "../../src/policy/command.ts";
import type { MeasuredGate } from "../../src/policy/evaluate.ts";
import type {
  ChangedFile,
  Contributors,
  Facts,
  FileList,
  Person,
  PullRequest,
  ReportedCheck,
  Review,
  SigningFacts,
  Snapshot,
} from "../../src/policy/facts.ts";
import type { Head, Heads } from "../../src/policy/heads.ts";
import type { LedgerEntry, SignOff } from "../../src/policy/ledger/entry.ts";
import { nothingRead } from "../../src/policy/nothing-read.ts";
import { defaultTitlePolicy } from "../../src/policy/title/rules.ts";

export const ana: Person = { id: 1, login: "ana" };
export const bob: Person = { id: 2, login: "bob" };
export const carla: Person = { id: 3, login: "carla" };
export const dan: Person = { id: 4, login: "dan" };

/** Three hours after the second head was first heard of. */
export const judgedAt = new Date("2026-11-20T12:00:00Z");

export const firstHead = "a413cfc000000000000000000000000000000000";
export const secondHead = "0a9ddbc000000000000000000000000000000000";

/** Opened by carla, at its second head, with one commit that nobody commented on. */
export function aPullRequest(given: Partial<PullRequest> = {}): PullRequest {
  return {
    number: 12,
    title: "feat(runtime): faster start",
    body: "",
    author: carla,
    isByBot: false,
    isOpen: true,
    isDraft: false,
    headSha: secondHead,
    baseBranch: "main",
    defaultBranch: "main",
    changedFiles: 1,
    commits: 1,
    comments: 0,
    openedAt: new Date("2026-11-20T07:00:00Z"),
    labels: [],
    requestedReviewerIds: [],
    repositoryUrl: "https://github.com/acme/app",
    isPrivate: false,
    ...given,
  };
}

const aPatch = "@@ -1,2 +1,2 @@ function start() {\n context\n-old\n+new";

export function aFile(given: Partial<ChangedFile> = {}): ChangedFile {
  return {
    path: "src/runtime/host.ts",
    previousPath: undefined,
    status: "modified",
    patch: aPatch,
    blobSha: "b10b",
    ...given,
  };
}

export function allOf(...files: readonly ChangedFile[]): FileList {
  return { files, isComplete: true };
}

/** `runtime` of ana and bob: one of them must sign when its files change, and not the author. */
export function anArea(given: Partial<Area> = {}): Area {
  const name = given.name ?? "runtime";
  return {
    name,
    title: name,
    aliases: name === "runtime" ? ["rt"] : [],
    owners: ["ana", "bob"],
    shownOwners: given.owners ?? ["ana", "bob"],
    backups: [],
    agents: [],
    isAgentSufficient: false,
    files: { kind: "globs", globs: ["src/runtime/**"] },
    quorum: { need: 1, maxOutstanding: undefined },
    staleOn: "area_change",
    selfSignoff: "deny",
    required: "when_touched",
    excludesContributors: "no",
    keepsAfterLeave: false,
    reviews: "explicit",
    problem: undefined,
    ...given,
  };
}

export function globs(...patterns: readonly string[]): Area["files"] {
  return { kind: "globs", globs: patterns };
}

export function aCheck(given: Partial<ReportedCheck> = {}): ReportedCheck {
  return { id: 1, name: "ci", appSlug: "github-actions", status: "completed", conclusion: "success", ...given };
}

export function aComment(id: number): SignOff["source"] {
  return { kind: "comment", id };
}

/** What every entry of the ledger says of itself: ana, in a comment. */
export function aStamp(given: { readonly actor?: Person; readonly comment?: number; readonly at?: string } = {}) {
  const { actor = ana, comment = 7, at = "2026-11-20T09:00:00.000Z" } = given;
  return { actor, source: aComment(comment), at };
}

/** By ana at the first head, for `runtime`, of the files as they are given here. */
export function aSignOff(given: Partial<SignOff> = {}, files: FileList = allOf(aFile()), area = anArea()): SignOff {
  return {
    kind: "signed",
    ...aStamp(),
    headSha: firstHead,
    baseBranch: "main",
    wholeDigest: digestAll(files),
    ...signedPart(area, files),
    word: area.name,
    bodySha256: "50d4",
    ...given,
  };
}

function signedPart(area: Area, files: FileList) {
  const { key, digest, files: fileDigests } = digestPart(area, files);
  return { area: key, areaDigest: digest, ...(fileDigests === undefined ? {} : { fileDigests }) };
}

/** By ana, approving the present head. */
export function aReview(given: Partial<Review> = {}): Review {
  return {
    id: 70,
    author: ana,
    isMachine: false,
    state: "approved",
    headSha: secondHead,
    at: new Date("2026-11-20T09:30:00Z"),
    ...given,
  };
}

/** Owners; nobody else may sign. */
export function people(...owners: readonly Person[]): AreaPeople {
  return {
    signers: owners.map(({ id }) => ({ id, capacity: "owner" as const })),
    ownerCount: owners.length,
    isAuthorOwner: owners.some(({ id }) => id === carla.id),
    problem: undefined,
  };
}

export function unreadable(problem: string): AreaPeople {
  return { ...people(), ownerCount: undefined, problem };
}

export function withBackup(known: AreaPeople, { id }: Person, given: Partial<Backup> = {}): AreaPeople {
  const backup: Backup = { kind: "person", who: ["dan"], after: "immediately", ...given };
  return { ...known, signers: [...known.signers, { id, capacity: "backup", backup }] };
}

export function withAgent(known: AreaPeople, { id }: Person): AreaPeople {
  return { ...known, signers: [...known.signers, { id, capacity: "agent" }] };
}

export function aHead(given: Partial<Head> = {}, files: FileList = allOf(aFile()), areas = [anArea()]): Head {
  const baseBranch = given.baseBranch ?? "main";
  return {
    sha: secondHead,
    baseBranch,
    since: new Date("2026-11-20T09:00:00Z"),
    diff: digestDiff(areas, files, baseBranch),
    ...given,
  };
}

/** The second head since 09:00, the first since 08:00, both with the same change. */
export function someHeads(given: Partial<Heads> = {}): Heads {
  return {
    present: aHead(),
    earlier: [aHead({ sha: firstHead, since: new Date("2026-11-20T08:00:00Z") })],
    ...given,
  };
}

export function contributors(...who: readonly Person[]): Contributors {
  return {
    ids: who.map(({ id }) => id),
    suggestedIds: [],
    unattributed: [],
    unattributedSuggestions: [],
    isComplete: true,
  };
}

interface SigningScene {
  readonly areas?: readonly Area[];
  /** The same for every area. */
  readonly people?: AreaPeople;
  readonly reviews?: readonly Review[];
  readonly heads?: Heads;
  readonly contributors?: Contributors;
}

/** One area of ana and bob, no review. */
export function someSigning(given: SigningScene = {}): SigningFacts {
  const { areas = [anArea()], people: known = people(ana, bob), reviews = [], heads = someHeads() } = given;
  const keys = areas.map((area) => digestPart(area, allOf()).key);
  return {
    areas,
    people: new Map(keys.map((key) => [key, known])),
    reviews,
    heads,
    graceMs: 10_000,
    contributors: given.contributors,
  };
}

interface Scene extends SigningScene {
  readonly pullRequest?: PullRequest;
  readonly files?: FileList;
  readonly ledger?: readonly LedgerEntry[];
  /** Left out: nobody judged the gates, as when a command is decided. */
  readonly measured?: readonly MeasuredGate[];
}

/** How areas stand: all touched by one file, owned by ana and bob, signed as the ledger says. */
export function someAreas(given: Scene = {}): readonly AreaState[] {
  const { pullRequest = aPullRequest(), files = allOf(aFile()), ledger = [], measured } = given;
  return judgeAreas({ signing: someSigning(given), pullRequest, files, ledger, measured });
}

/** One state out of many, for tables. */
export function anAreaState(given: Scene = {}): AreaState {
  const [state] = someAreas(given);
  if (state === undefined) throw new Error("give at least one area");
  return state;
}

export function aMeasuredGate(given: Partial<MeasuredGate> = {}): MeasuredGate {
  return { name: "ci", kind: "checks", use: "require", area: undefined, holds: true, ...given };
}

export function someFacts(given: Partial<Facts> = {}): Facts {
  const { files = allOf(aFile()) } = given;
  return {
    ...nothingRead,
    pullRequest: aPullRequest(),
    now: judgedAt,
    headSince: new Date("2026-11-20T09:00:00Z"),
    files,
    areas: [],
    ledger: [],
    wholeDigest: digestAll(files),
    ...given,
  };
}

/** What a look reads: nothing is signed, reported or said yet. */
export function someSnapshot(given: Partial<Snapshot> = {}): Snapshot {
  return {
    ...nothingRead,
    pullRequest: aPullRequest(),
    files: allOf(aFile()),
    ledger: [],
    signing: someSigning(),
    ...given,
  };
}

export function aNamedGate(given: Partial<NamedGate> = {}): NamedGate {
  return { name: "ci", kind: "checks", use: "require", area: undefined, filledThen: given.filled, ...given };
}

/** A comment by ana, an hour after the head was first seen, under the title of now. */
export function aCommandContext(given: Partial<CommandContext> = {}): CommandContext {
  return {
    actor: { ...ana, isMachine: false },
    source: {
      ...aComment(99),
      bodySha256: "50d4",
      at: new Date("2026-11-20T10:00:00Z"),
      title: aPullRequest().title,
      headSha: undefined,
    },
    pullRequest: aPullRequest(),
    files: allOf(aFile()),
    areas: someAreas(),
    ledger: [],
    gates: [],
    titlePolicy: defaultTitlePolicy,
    isQueued: false,
    heads: someHeads(),
    graceMs: 10_000,
    permission: "read",
    ...given,
  };
}
