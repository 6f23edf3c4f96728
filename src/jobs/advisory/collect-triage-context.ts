import type { Config } from "../../config/schema.ts";
import type { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import { getPermission } from "../../github/facts/permission.ts";
import { readIgnoreFiles } from "../../github/facts/slices/collect-ignore-files.ts";
import { findAssignable } from "../../github/triage/assignable.ts";
import { collectKnownAdvisories } from "../../github/triage/known-advisories.ts";
import { collectPullRequestStates } from "../../github/triage/pull-request-states.ts";
import { repositorySeal } from "../../github/triage/repository-seal.ts";
import { findTriageArea } from "../../github/triage/triage-area.ts";
import type { TriagePlace } from "../../github/triage/triage-place.ts";
import { parseIgnores } from "../../policy/advisory/ignores/ignore.ts";
import { ignorePathsFor } from "../../policy/advisory/ignores/ignore-paths.ts";
import { lookUpsOf, type TriageLine } from "../../policy/advisory/triage/commands/run-triage.ts";
import type {
  KnownAdvisory,
  PolicyProblem,
  TriageCommandContext,
} from "../../policy/advisory/triage/commands/triage-command.ts";
import { hasPermission } from "../../policy/command.ts";
import type { Person } from "../../policy/facts.ts";
import type { Deps } from "../deps.ts";

interface Asked {
  readonly lines: readonly TriageLine[];
  readonly place: TriagePlace;
  readonly config: Config;
  readonly rules: AdvisoriesConfig;
  readonly defaultBranch: string;
  readonly actor: Person;
  readonly comment: { readonly id: number; readonly at: Date };
}

/** Reads what the commands of one comment are decided on. Throws when it cannot; a command is never half decided. */
export async function collectTriageContext(
  asked: Asked,
  at: RepositoryRef,
  octokit: Octokit,
  { store, github }: Pick<Deps, "store" | "github">,
): Promise<TriageCommandContext> {
  const { lines, place, config, rules, defaultBranch, actor, comment } = asked;
  const needs = lookUpsOf(lines);
  const seal = repositorySeal(github, at.repositoryId);
  const known = await collectKnownAdvisories(place, at, { octokit, store, appId: github.appId, seal });
  const permission = await getPermission(actor, at, octokit);
  // Who may write need not be an owner as well.
  const isAsked = !hasPermission(permission, "write");
  const people = { config, branch: defaultBranch, place, known, actor, at: comment.at };
  return {
    actor: { ...actor, isMachine: false },
    permission,
    area: isAsked ? await findTriageArea(people, at, { octokit, store }) : undefined,
    repository: { owner: at.owner, repo: at.repo },
    place: { kind: place.kind, advisory: place.about?.id },
    known,
    policyProblem: needs.policies
      ? await findPolicyProblem(octokit, { ...at, branch: rules.branch ?? defaultBranch }, rules, known)
      : undefined,
    pullRequests: await collectPullRequestStates(octokit, at, needs.pullRequests),
    assignable: await findAssignable(octokit, at, needs.logins),
    comment,
  };
}

/** The first policy file that an ignore could not be written into without losing something. */
async function findPolicyProblem(
  octokit: Octokit,
  at: RepositoryRef & { readonly branch: string },
  { ignores }: AdvisoriesConfig,
  known: readonly KnownAdvisory[],
): Promise<PolicyProblem | undefined> {
  const lockfiles = known.flatMap(({ state }) => (state?.places ?? []).map(([lockfile]) => lockfile));
  // As a whole ref: a tag can have the name of the branch.
  const commit = { ...at, ref: `refs/heads/${at.branch}` };
  for (const [file, found] of await readIgnoreFiles(octokit, commit, ignorePathsFor(ignores, lockfiles))) {
    if (found.state === "absent") continue;
    if (found.state === "link") return { file, line: undefined, problem: "is a symbolic link" };
    if (found.state === "too-large") {
      return { file, line: undefined, problem: `has more than the ${found.limit} bytes that are read` };
    }
    const reading = parseIgnores(file, found.text);
    if (reading.state === "problem") return { file, line: reading.line, problem: reading.message };
  }
  return undefined;
}
