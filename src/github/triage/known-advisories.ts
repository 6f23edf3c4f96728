import type { KnownAdvisory } from "../../policy/advisory/triage/commands/triage-command.ts";
import type { Seal } from "../../render/advisory/advisory-note.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { collectAdvisoryIssues } from "./advisory-issues.ts";
import { findKnownNumbers } from "./known-numbers.ts";
import { findQuiet } from "./quiet-advisories.ts";
import { readTriageLedger } from "./triage-ledger.ts";
import type { TriagePlace } from "./triage-place.ts";

interface Sources {
  readonly octokit: Octokit;
  readonly store: Store;
  readonly appId: number;
  readonly seal: Seal;
}

/** What can be decided about from there, with all that was decided: what the issue is about, or else all there is. */
export async function collectKnownAdvisories(
  { about }: Pick<TriagePlace, "about">,
  at: RepositoryRef,
  { octokit, store, appId, seal }: Sources,
): Promise<readonly KnownAdvisory[]> {
  const found = about === undefined ? await listAdvisories(at, { octokit, store, appId, seal }) : [about];
  const ledgers = await readTriageLedger(
    store,
    at.repositoryId,
    found.map(({ id }) => id),
  );
  return found.map((each) => ({ ...each, entries: [...(each.state?.entries ?? []), ...(ledgers.get(each.id) ?? [])] }));
}

async function listAdvisories(
  at: RepositoryRef,
  { octokit, store, appId, seal }: Sources,
): Promise<readonly Omit<KnownAdvisory, "entries">[]> {
  const expected = await findKnownNumbers(store, at.repositoryId);
  const { advisories } = await collectAdvisoryIssues(octokit, at, { appId, expected, seal });
  const quiet = await findQuiet(store, at.repositoryId);
  const all = [
    ...advisories.map(({ advisory, state, isOpen }) => ({ id: advisory, state, isOpen })),
    ...quiet.map(({ advisory, state }) => ({ id: advisory, state, isOpen: undefined })),
  ];
  // Of two issues for one advisory the oldest counts, and it is listed first.
  return [...Map.groupBy(all, ({ id }) => id).values()].flatMap(([first]) => first ?? []);
}
