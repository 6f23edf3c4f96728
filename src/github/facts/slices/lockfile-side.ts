import type { AdvisoryScan, ReadLockfiles } from "../../../advisories/scan.ts";
import type { AdvisoriesConfig } from "../../../config/sections/advisories.ts";
import { type Reason, reason } from "../../../policy/reason.ts";
import { shortSha } from "../../../policy/text/short-sha.ts";
import { collectLockfiles } from "../../triage/collect-lockfiles.ts";
import { findScannedFiles, type ScannedFiles } from "../../triage/scanned-files.ts";
import type { CommitRef } from "../links.ts";
import type { Sources } from "../signing.ts";

/** The lockfiles of one commit. */
export interface LockfileSide {
  readonly at: CommitRef;
  readonly files: ScannedFiles;
  readonly lockfiles: ReadLockfiles;
  /** What is wrong with those that could not be read, by path. */
  readonly unread: ReadonlyMap<string, string>;
  /** What keeps anything from being said of the commit. */
  readonly why: readonly Reason[];
}

/** With every reason why the head cannot be told; where there is one no lockfile is read. */
export async function readHead(
  at: CommitRef,
  rules: AdvisoriesConfig,
  sources: Pick<Sources, "octokit" | "store">,
): Promise<LockfileSide> {
  const files = await findFiles(at, rules, sources);
  const linked = [...files.chosen, ...files.absent].filter((path) => files.links.has(path));
  const absent = files.absent.filter((path) => !files.links.has(path));
  const why = [
    ...whyNotAll(files, at),
    ...absent.map((file) => reason("advisories-lockfile-absent", { file })),
    // The changed files of a pull request do not tell that what a link leads to changes.
    ...linked.map((file) => reason("advisories-lockfile-link", { file })),
  ];
  return why.length > 0
    ? { at, files, ...nothing, why }
    : { at, files, ...(await readChosen(files, at, sources)), why };
}

/** Before a pull request a lockfile may not be there yet: all of it is new then. What can be read is. */
export async function readBase(
  at: CommitRef,
  rules: AdvisoriesConfig,
  sources: Pick<Sources, "octokit" | "store">,
): Promise<LockfileSide> {
  const files = await findFiles(at, rules, sources);
  return { at, files, ...(await readChosen(files, at, sources)), why: whyNotAll(files, at) };
}

const nothing = { lockfiles: { inventories: [], problems: [] }, unread: new Map<string, string>() };

function findFiles(
  at: CommitRef,
  { lockfiles, skip, ignores: policies }: AdvisoriesConfig,
  sources: Pick<Sources, "octokit" | "store">,
): Promise<ScannedFiles> {
  return findScannedFiles(at, { rules: { lockfiles, skip }, policies }, sources);
}

function whyNotAll({ isComplete, tooMany }: ScannedFiles, { sha }: CommitRef): readonly Reason[] {
  return [
    ...(isComplete ? [] : [reason("advisories-files-cut", { commit: shortSha(sha) })]),
    ...(tooMany.length === 0 ? [] : [reason("advisories-too-many-lockfiles", { files: tooMany })]),
  ];
}

async function readChosen(
  files: ScannedFiles,
  at: CommitRef,
  sources: Pick<Sources, "octokit" | "store">,
): Promise<Pick<LockfileSide, "lockfiles" | "unread">> {
  const { lockfiles, absent, problems } = await collectLockfiles(at, files, sources);
  const gone = absent.map((path) => ({ path, problem: "is listed and not there" }));
  return { lockfiles, unread: byPath([...gone, ...problems, ...lockfiles.problems]) };
}

/** What is found in those lockfiles of a side that could be read whole, and what is wrong with the others. */
export function settleSide({ unread }: Pick<LockfileSide, "unread">, scan: AdvisoryScan) {
  // Of one with too many findings only some are there.
  return { scan, unread: new Map([...unread, ...byPath(scan.problems)]) };
}

function byPath(problems: readonly { readonly path: string; readonly problem: string }[]): ReadonlyMap<string, string> {
  return new Map(problems.map(({ path, problem }) => [path, problem]));
}

/** As if these lockfiles were not there. */
export function withoutLockfiles(scan: AdvisoryScan, paths: ReadonlyMap<string, unknown>): AdvisoryScan {
  const isLeft = ({ lockfile }: { readonly lockfile: string }) => !paths.has(lockfile);
  return {
    ...scan,
    rows: scan.rows.filter(isLeft),
    disputed: scan.disputed.filter(isLeft),
    notChecked: scan.notChecked.filter(isLeft),
    boundaries: scan.boundaries.filter(isLeft),
  };
}
