import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import type { Proposed } from "../../github/triage/apply-proposal.ts";
import { ensureProposal } from "../../github/triage/propose-change.ts";
import type { ProposalText } from "../../render/advisory/ignore-proposal.ts";
import type { Deps } from "../deps.ts";
import type { ScannedScene } from "./triage.ts";

/** A change of policy files that people are asked to merge. */
export interface PolicyChange {
  readonly what: "ignore" | "unignore";
  readonly advisory: string;
  /** Their new texts, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly text: ProposalText;
}

export type PolicyScene = Pick<ScannedScene, "policies" | "branch" | "sha" | "collected">;

export interface ProposalTarget {
  readonly octokit: Octokit;
  readonly at: RepositoryRef;
  /** The pull request that is brought up to date while it is open; undefined where one may be opened. */
  readonly only?: number | undefined;
}

export type ProposalDeps = Pick<Deps, "store" | "now" | "log">;

/** Opens the pull request of the change, or brings it up to date. */
export async function proposePolicies(
  { what, advisory, files, text }: PolicyChange,
  { branch: base, sha, policies, collected }: PolicyScene,
  { octokit, at, only }: ProposalTarget,
  { store, now, log }: ProposalDeps,
): Promise<Proposed> {
  const [first, ...others] = files.keys();
  // The files say it already, at a commit that the plan has not seen.
  if (first === undefined) return { state: "nothing" };
  const isRemoval = what === "unignore";
  const link = [first, ...others].find((path) => collected.files.links.has(path));
  if (link !== undefined) {
    log.warn({ advisory, path: link }, "policy file not proposed: it is reached by a symbolic link");
    return { state: "impossible", files: [first, ...others], isRemoval, why: { kind: "link", path: link } };
  }
  const branch = branchFor(what, advisory);
  const before = new Map([...files.keys()].map((path) => [path, policies.texts.get(path) ?? ""]));
  const change = { branch, base: { branch: base, sha }, before, files, ...text };
  const ensured = await ensureProposal(octokit, at, change, { store, now, only });
  if (ensured.state === "proposed") return ensured;
  if (ensured.state === "left") return { state: "nothing" };
  log.warn({ advisory, branch }, "policy file not proposed: GitHub refuses the branch");
  return { state: "impossible", files: [first, ...others], isRemoval, why: { kind: "refused", branch } };
}

/** Ids of databases are plain; what is not is no name of a branch. */
function branchFor(what: PolicyChange["what"], advisory: string): string {
  return `gatehouse/${what}-${advisory.replaceAll(/[^A-Za-z0-9-]/g, "-")}`;
}
