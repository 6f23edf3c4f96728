import type { TellPush } from "./hooks/pushes.ts";
import type { MergeDialog, PullState } from "./pull-state.ts";
import { mergeQueueBot } from "./seed.ts";
import type { Commit } from "./shapes.ts";
import type { World } from "./world.ts";

export interface MergeGroup {
  readonly number: number;
  readonly headSha: string;
  /** In full: "refs/heads/gh-readonly-queue/main/pr-7-…". */
  readonly headRef: string;
  readonly baseSha: string;
  readonly baseRef: string;
}

/** Which pull requests are in the queue. A group that was invalidated is made anew, so its pull request stays. */
export class QueueState {
  readonly #numbers = new Set<number>();
  /** A GitHub Enterprise Server before 3.12 has no queues. */
  isKnown = true;

  enter(number: number): void {
    this.#numbers.add(number);
  }
  leave(number: number): void {
    this.#numbers.delete(number);
  }
  has(number: number): boolean {
    return this.#numbers.has(number);
  }
}

interface Grouping {
  readonly onto?: MergeGroup;
  readonly method?: "merge" | "squash";
  /** Of the commit, whose subject is the title and the number when left out. */
  readonly words?: MergeDialog;
}

/** The queue tries a pull request on top of its base branch, or on top of the group before it. */
export function mergeQueueOf(world: World, pulls: PullState, queue: QueueState, tellPush: TellPush) {
  const { upstream, repositoryPath, emit } = world;

  async function tell(action: string, group: MergeGroup, more: object = {}): Promise<void> {
    const { sha, commit } = await upstream.get<Commit>(`${repositoryPath}/commits/${group.headSha}`);
    const { message, tree, author } = commit;
    const person = { name: author.name, email: author.email };
    const head = { id: sha, tree_id: tree.sha, message, timestamp: author.date, author: person, committer: person };
    const { headSha, headRef, baseSha, baseRef } = group;
    const shas = { head_sha: headSha, head_ref: headRef, base_sha: baseSha, base_ref: baseRef };
    await emit("merge_group", { action, merge_group: { ...shas, head_commit: head }, ...more }, mergeQueueBot);
  }

  return {
    /** From now on it is a GitHub that has no merge queues. */
    forgetMergeQueues: (): void => {
      queue.isKnown = false;
    },
    /** Makes the group's commit and branch, and asks for checks of it. */
    mergeGroup: async (number: number, { onto, method, words }: Grouping = {}): Promise<MergeGroup> => {
      const raw = await pulls.raw(number);
      if (!raw) throw new Error(`there is no pull request ${number}`);
      queue.enter(number);
      const base = raw.base.ref;
      const tip = `${repositoryPath}/git/ref/heads/${encodeURIComponent(base)}`;
      const baseSha = onto?.headSha ?? (await upstream.get<{ object: { sha: string } }>(tip)).object.sha;
      const headSha = await pulls.combine(raw, baseSha, method, words);
      const headRef = `refs/heads/gh-readonly-queue/${base}/pr-${number}-${baseSha}`;
      await upstream.write("POST", `${repositoryPath}/git/refs`, { ref: headRef, sha: headSha });
      const group = { number, headSha, headRef, baseSha, baseRef: `refs/heads/${base}` };
      await tellPush({ ref: headRef, before: "0".repeat(40), after: headSha, sender: mergeQueueBot });
      await tell("checks_requested", group);
      return group;
    },
    /** Takes the branch away; the commit stays. */
    destroyMergeGroup: async (
      group: MergeGroup,
      reason: "merged" | "invalidated" | "dequeued" = "invalidated",
    ): Promise<void> => {
      if (reason !== "invalidated") queue.leave(group.number);
      const branch = encodeURIComponent(group.headRef.replace("refs/heads/", ""));
      await upstream.write("DELETE", `${repositoryPath}/git/refs/heads/${branch}`, undefined);
      await tell("destroyed", group, { reason });
    },
  };
}
