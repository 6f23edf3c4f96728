import type { Area, AreaPeople, AreaState } from "../../src/policy/area/area.ts";
import { digestArea, namedDigests } from "../../src/policy/area/area-digest.ts";
import type { CommandContext } from "../../src/policy/command.ts";
import { filesOfArea } from "../../src/policy/area/area.ts";
import type { ChangedFile, Facts, FileList, Person, PullRequest, ReportedCheck } from "../../src/policy/facts.ts";
import type { LedgerEntry, SignOff } from "../../src/policy/area/ledger.ts";
import { judgeAreas } from "../../src/policy/area/judge-areas.ts";
import { defaultTitleRules } from "../../src/policy/title/rules.ts";

export const ana: Person = { id: 1, login: "ana" };
export const bob: Person = { id: 2, login: "bob" };
export const carla: Person = { id: 3, login: "carla" };

export const firstHead = "a413cfc000000000000000000000000000000000";
const secondHead = "0a9ddbc000000000000000000000000000000000";

/** Opened by carla at the second head, with one commit that nobody commented on. */
export function aPullRequest(given: Partial<PullRequest> = {}): PullRequest {
  return {
    number: 12,
    title: "feat(runtime): faster start",
    author: carla,
    isOpen: true,
    isDraft: false,
    headSha: secondHead,
    baseBranch: "main",
    changedFiles: 1,
    comments: 0,
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

/** `runtime` of ana and bob. */
export function anArea(given: Partial<Area> = {}): Area {
  return { name: "runtime", aliases: ["rt"], owners: ["ana", "bob"], paths: ["src/runtime/**"], ...given };
}

export function aCheck(given: Partial<ReportedCheck> = {}): ReportedCheck {
  return { id: 1, name: "ci", appSlug: "github-actions", status: "completed", conclusion: "success", ...given };
}

/** By ana, for `runtime`, of the files as they are given here. */
export function aSignOff(given: Partial<SignOff> = {}, files: FileList = allOf(aFile()), area = anArea()): SignOff {
  const digest = digestArea(filesOfArea(area, files.files), files.isComplete);
  const fileDigests = namedDigests(digest);
  return {
    kind: "signed",
    area: area.name,
    actor: ana,
    headSha: firstHead,
    baseBranch: "main",
    areaDigest: digest.digest ?? null,
    ...(fileDigests === undefined ? {} : { fileDigests }),
    commentId: 7,
    bodySha256: "50d4",
    at: "2026-11-20T09:00:00.000Z",
    ...given,
  };
}

export function people(...entitled: readonly Person[]): AreaPeople {
  return { entitledIds: entitled.map(({ id }) => id), problem: undefined };
}

/** How areas stand: all touched by one file, owned by ana and bob, signed as the ledger says. */
export function someAreas(
  given: {
    readonly areas?: readonly Area[];
    readonly pullRequest?: PullRequest;
    readonly files?: FileList;
    readonly people?: AreaPeople;
    readonly ledger?: readonly LedgerEntry[];
  } = {},
): readonly AreaState[] {
  const { areas = [anArea()], pullRequest = aPullRequest(), files = allOf(aFile()), ledger = [] } = given;
  const known = given.people ?? people(ana, bob);
  return judgeAreas({
    allowsSelf: true,
    areas,
    pullRequest,
    files,
    ledger,
    people: new Map(areas.map(({ name }) => [name, known])),
  });
}

/** One state out of many, for tables. */
export function anAreaState(given: Parameters<typeof someAreas>[0] = {}): AreaState {
  const [state] = someAreas(given);
  if (state === undefined) throw new Error("give at least one area");
  return state;
}

export function someFacts(given: Partial<Facts> = {}): Facts {
  return {
    pullRequest: aPullRequest(),
    files: allOf(aFile()),
    checks: { checks: [] },
    documents: new Map(),
    areas: [],
    ...given,
  };
}

/** A comment by ana, an hour after the head was first seen. */
export function aCommandContext(given: Partial<CommandContext> = {}): CommandContext {
  return {
    actor: { ...ana, isMachine: false },
    comment: { id: 99, bodySha256: "50d4", at: new Date("2026-11-20T10:00:00Z") },
    pullRequest: aPullRequest(),
    files: allOf(aFile()),
    areas: someAreas(),
    titleRules: defaultTitleRules,
    headSeenAt: new Date("2026-11-20T09:00:00Z"),
    graceMs: 10_000,
    allowsSelfSignoff: false,
    hasTriage: false,
    ...given,
  };
}
