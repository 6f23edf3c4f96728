import type { Config } from "../../config/schema.ts";
import { usedGates } from "../../config/used-gates.ts";
import { applicableGates, evaluate, neededFacts, type Report, type UsedGate } from "../../policy/evaluate.ts";
import type { BoundGate } from "../../policy/gate.ts";
import type { FactName, FileList, PullRequest, RepositoryDocument, SigningFacts } from "../../policy/facts.ts";
import { titleGate } from "../../policy/gates/title.ts";
import { nothingRead } from "../../policy/nothing-read.ts";
import { matchGlobs } from "../../policy/text/glob.ts";
import { collectChangedFiles } from "./changed-files.ts";
import type { Comparison } from "./comparison.ts";
import { readDocument } from "./documents.ts";
import type { Git } from "./git.ts";
import { readProposedConfig } from "./local-config.ts";

/** What will be said of the pull request when it is opened. */
export interface Planned {
  readonly title: string;
  /** Undefined when it is not known yet; then nothing that rests on it is judged. */
  readonly body: string | undefined;
  readonly labels: readonly string[];
  readonly baseBranch: string;
}

export interface LocalJudgement {
  readonly report: Report;
  readonly files: FileList;
  /** Gates that apply, and that only GitHub can tell. */
  readonly needGitHub: readonly UsedGate[];
  /** Gates that apply, and that rest on a description that was not given. */
  readonly needBody: readonly UsedGate[];
}

// How the repository merges and what it released is not known here. A title is judged all the same: by itself, without numbers.
const localSlices: readonly FactName[] = ["files", "documents", "proposed", "landing", "latestVersion"];
// As on GitHub.
const documentLimit = 5 * 1024 * 1024;
const changedLimit = 200;

/** Judges HEAD by what the checkout holds. */
export async function judgeCheckout(
  compared: Comparison,
  planned: Planned,
  { config, git, now }: { readonly config: Config; readonly git: Git; readonly now: Date },
): Promise<LocalJudgement> {
  const files = await collectChangedFiles(compared.forkSha, compared.headSha, git);
  const pullRequest = pullRequestOf(compared, planned, files, now);
  const used = usedGates(config, pullRequest);
  const applicable = applicableGates(used, { pullRequest, files });
  const needGitHub = applicable.filter(({ gate }) => !gate.needs.every((slice) => localSlices.includes(slice)));
  const needBody = applicable.filter(
    (each) => planned.body === undefined && restsOnBody(each.gate) && !needGitHub.includes(each),
  );
  const unjudged = new Set([...needGitHub, ...needBody].map(({ name }) => name));
  const judged = used.filter(({ name }) => !unjudged.has(name));
  const needed = neededFacts(applicable.filter(({ name }) => !unjudged.has(name)));
  const snapshot = {
    ...nothingRead,
    pullRequest,
    files,
    ledger: [],
    signing: nobodySigned(compared, planned, now),
    documents: await readDocuments(compared.headSha, documentsOf(needed, files), git),
    ...(needed.slices.has("proposed") ? { proposed: await readProposedConfig(compared, config, git) } : {}),
  };
  return { report: evaluate(snapshot, judged, { draftsWait: false, now }), files, needGitHub, needBody };
}

/** A title is judged without its description too, which can only ask for a `!` besides. */
function restsOnBody({ kind, wants }: BoundGate): boolean {
  return wants.body === true && kind !== titleGate.kind;
}

function pullRequestOf(
  { headSha, commits }: Comparison,
  planned: Planned,
  { files }: FileList,
  now: Date,
): PullRequest {
  const { title, body = "", labels, baseBranch } = planned;
  return {
    number: 0,
    title,
    body,
    // Who will open it is not known here, and no gate that is judged here turns on it but a title's `ignore`.
    author: undefined,
    isByBot: false,
    isOpen: true,
    isDraft: false,
    headSha,
    baseBranch,
    // Which branch is the default one is not known here, and only the next version turns on it.
    defaultBranch: "",
    changedFiles: files.length,
    commits,
    comments: 0,
    openedAt: now,
    labels,
    requestedReviewerIds: [],
    repositoryUrl: "",
    isPrivate: false,
  };
}

function documentsOf(
  { documents, changed }: { readonly documents: readonly string[]; readonly changed: readonly string[] },
  { files }: FileList,
): readonly string[] {
  const isMeant = matchGlobs(changed);
  const meant = files.filter(({ status, path }) => status !== "removed" && isMeant(path)).slice(0, changedLimit);
  return [...new Set([...documents, ...meant.map(({ path }) => path)])];
}

async function readDocuments(
  commit: string,
  paths: readonly string[],
  git: Git,
): Promise<ReadonlyMap<string, RepositoryDocument>> {
  const documents = new Map<string, RepositoryDocument>();
  for (const path of paths) documents.set(path, await readDocument(commit, path, documentLimit, git));
  return documents;
}

function nobodySigned({ headSha }: Comparison, { baseBranch }: Planned, now: Date): SigningFacts {
  const present = { sha: headSha, baseBranch, since: now, diff: undefined };
  const heads = { present, earlier: [] };
  return { areas: [], people: new Map(), reviews: [], heads, graceMs: 0, contributors: undefined };
}
