import type { PullRequest } from "../../policy/facts.ts";
import type { Labeling } from "../../policy/ledger/label-hold.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** What happened to a pull request besides being talked about. Nobody can change it later. */
export interface PastEvents {
  /** When its branch was last moved to a commit that does not follow from the one before. */
  readonly forcePushedAt: Date | undefined;
  /** Oldest first. */
  readonly labelings: readonly Labeling[];
}

/** All pages. */
export async function collectPastEvents(
  { number }: Pick<PullRequest, "number">,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<PastEvents> {
  const asked = { owner, repo, issue_number: number, per_page: 100 };
  const events = await octokit.paginate(octokit.rest.issues.listEvents, asked);
  const inOrder = events.toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
  const forcePush = inOrder.findLast(({ event }) => event === "head_ref_force_pushed");
  return {
    forcePushedAt: forcePush === undefined ? undefined : new Date(forcePush.created_at),
    labelings: inOrder.flatMap((event) => {
      if (event.event !== "labeled" || !("label" in event)) return [];
      return { label: event.label.name, by: personOf(event.actor), at: new Date(event.created_at) };
    }),
  };
}

/** GitHub's description says that there always is an account, and shows null for one that was deleted. */
function personOf(actor: { id: number; login: string; type?: string } | null): Labeling["by"] {
  return actor === null ? undefined : { id: actor.id, login: actor.login, isBot: actor.type === "Bot" };
}
