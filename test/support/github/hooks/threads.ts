import type { PullState } from "../pull-state.ts";
import { withoutCounts } from "../extras/pulls.ts";
import type { World } from "../world.ts";

export type TellThread = (
  number: number,
  action: "resolved" | "unresolved",
  given: { readonly login: string; readonly nodeId?: string; readonly comments?: readonly unknown[] },
) => Promise<void>;

/** Somebody settled a conversation about a line, or opened it again. */
export function buildTellThread({ emit, accounts }: World, pulls: PullState): TellThread {
  return async (number, action, { login, nodeId = "PRRT_1", comments = [] }) => {
    const pull = await pulls.full(number);
    if (pull === undefined) throw new Error(`there is no pull request ${number}`);
    const about = { pull_request: withoutCounts(pull), thread: { node_id: nodeId, comments } };
    await emit("pull_request_review_thread", { action, ...about }, accounts.getKey(login));
  };
}
