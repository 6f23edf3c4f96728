import type { TriageChange, TriageEvent } from "../../policy/advisory/triage/triage-plan.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import type { Store } from "../../store/store.ts";
import { findAssignable } from "./assignable.ts";
import { type AskedArea, findTriageParts } from "./triage-area.ts";

/** The people of the area that is asked to triage. Whom the configuration hides is neither called nor given anything. */
export interface Triagers {
  /** As a comment calls them: `@ana`, `@acme/security`. */
  readonly mentions: readonly string[];
  /** Logins that an issue can be given to; a team cannot have one. */
  readonly assignees: readonly string[];
}

// Limit of GitHub.
const mostAssignees = 10;

/** Whom the changes of a plan concern; nobody, and no request, where none of them opens an issue or calls for somebody. */
export async function findTriagers(
  { changes, ...asked }: Omit<AskedArea, "lockfiles"> & { readonly changes: readonly TriageChange[] },
  repository: RepositoryRef,
  { octokit, store }: { readonly octokit: Octokit; readonly store: Store },
): Promise<Triagers> {
  const calling = changes.filter(({ events }) => events.some(isForSomebody));
  if (calling.length === 0) return { mentions: [], assignees: [] };
  const lockfiles = calling.flatMap(({ found }) => (found?.rows ?? []).map(({ lockfile }) => lockfile));
  const parts = await findTriageParts({ ...asked, lockfiles }, repository, { octokit, store });
  const names = [...new Set(parts.flatMap((part) => part.shownOwners))].filter((name) => !isEmail(name));
  const mentions = names.map((name) => (name.startsWith("@") ? name : `@${name}`));
  const isOpening = calling.some(({ events }) => events.some(({ kind }) => kind === "open"));
  if (!isOpening) return { mentions, assignees: [] };
  const logins = names.filter((name) => !name.startsWith("@")).slice(0, mostAssignees);
  // GitHub refuses the whole issue for one login that it cannot be given to.
  const assignable = await findAssignable(octokit, repository, logins);
  return { mentions, assignees: logins.filter((login) => assignable.has(login.toLowerCase())) };
}

function isForSomebody({ kind }: TriageEvent): boolean {
  return kind === "open" || kind === "uncovered" || kind === "remind";
}

/** As CODEOWNERS may name people. */
function isEmail(name: string): boolean {
  return name.indexOf("@") > 0;
}
