import type { Git } from "./git.ts";

/** What of a checkout is compared with what. */
export interface Comparison {
  readonly headSha: string;
  /** The base as it is now: its configuration decides. */
  readonly baseSha: string;
  /** Where the work began: GitHub compares with this commit. */
  readonly forkSha: string;
  /** As it was named, or found. */
  readonly baseName: string;
  /** The branch of the base without its remote; undefined where the revision is none. */
  readonly baseBranch: string | undefined;
  readonly commits: number;
  /** Of the newest commit that is no merge. */
  readonly subject: string;
}

/** HEAD is what a push would publish, so it is what is judged. Throws where there is no base. */
export async function compareCheckout(base: string | undefined, git: Git): Promise<Comparison> {
  const headSha = await commitOf("HEAD", git);
  if (headSha === undefined) throw new Error("this repository has no commit yet");
  const baseName = base ?? (await findDefaultBase(git));
  const baseSha = await commitOf(baseName, git);
  if (baseSha === undefined)
    throw new Error(`there is no revision \`${baseName}\` here: name a branch, tag or commit, or fetch it first`);
  const forkSha = (await git.find("merge-base", baseSha, headSha))?.trim();
  if (forkSha === undefined) throw new Error(`HEAD and \`${baseName}\` have no commit in common`);
  const range = `${forkSha}..${headSha}`;
  return {
    headSha,
    baseSha,
    forkSha,
    baseName,
    baseBranch: await branchOf(baseName, git),
    commits: Number(await git.read("rev-list", "--count", range)),
    subject: (await subjectOf(range, git)) || (await subjectOf(headSha, git)),
  };
}

async function commitOf(revision: string, git: Git): Promise<string | undefined> {
  // Behind `--end-of-options` a revision that begins with a dash is no option.
  return (await git.find("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`))?.trim();
}

async function findDefaultBase(git: Git): Promise<string> {
  const head = await git.find("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD");
  const candidates = [...(head === undefined ? [] : [head.trim()]), "origin/main", "origin/master", "main", "master"];
  for (const each of candidates) if ((await commitOf(each, git)) !== undefined) return each;
  throw new Error("no base was found: neither origin/HEAD nor a branch main or master. Name one with --base");
}

async function branchOf(revision: string, git: Git): Promise<string | undefined> {
  const ref = (await git.read("rev-parse", "--symbolic-full-name", "--end-of-options", revision)).trim();
  // The first line repeats the option with some versions of git.
  const name = ref.split("\n").at(-1) ?? "";
  return /^refs\/(?:heads|remotes\/[^/]+)\/(?<branch>.+)$/.exec(name)?.groups?.["branch"];
}

async function subjectOf(range: string, git: Git): Promise<string> {
  const text = await git.read(
    "log",
    "--max-count=1",
    "--no-merges",
    "--no-show-signature",
    "--no-color",
    "--format=%s",
    range,
  );
  return text.trim();
}
