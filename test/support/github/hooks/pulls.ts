import { z } from "zod";
import type { Hooks } from "../api.ts";
import { loginOf, notFound, ok } from "../exchange.ts";
import type { Call } from "../exchange.ts";
import type { PullState } from "../pull-state.ts";
import type { Pull } from "../shapes.ts";
import type { World } from "../world.ts";
import type { TellPush } from "./pushes.ts";

const Numbered = z.object({ number: z.number() });
const Merging = z.object({
  merge_method: z.enum(["merge", "squash", "rebase"]).optional(),
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
});
const Closing = z.object({ state: z.literal("closed") });

export function pullHooks(world: World, pulls: PullState, tellPush: TellPush): Hooks {
  const { emit, upstream, repositoryPath, events } = world;

  /** Also for `PATCH /issues/{n}`, which may mean a pull request. */
  async function change(call: Call, number: number, act: () => ReturnType<Call["forward"]>) {
    const before = await pulls.full(number);
    if (Closing.safeParse(call.body).success) await pulls.freeze(number);
    const reply = await act();
    if (reply.status >= 300) return reply;
    if (before?.state === "closed" && (await pulls.raw(number))?.state === "open") pulls.thaw(number);
    const after = await pulls.full(number);
    if (before && after) await tellChanges(before, after, loginOf(call.identity));
    return reply;
  }

  async function tellChanges(before: Pull, after: Pull, sender: string): Promise<void> {
    const tell = (action: string, more: object = {}) =>
      emit("pull_request", { action, number: after.number, pull_request: after, ...more }, sender);
    const changes = {
      ...(before.title === after.title ? {} : { title: { from: before.title } }),
      ...(before.body === after.body ? {} : { body: { from: before.body } }),
      ...(before.base.ref === after.base.ref
        ? {}
        : { base: { ref: { from: before.base.ref }, sha: { from: before.base.sha } } }),
    };
    if (Object.keys(changes).length > 0) await tell("edited", { changes });
    if (before.state !== after.state) await tell(after.state === "closed" ? "closed" : "reopened");
    if (before.draft !== after.draft) await tell(after.draft ? "converted_to_draft" : "ready_for_review");
    for (const { event, label } of labelEvents(before, after)) {
      events.add(after.number, { event, actor: sender, label });
      await tell(event, { label });
    }
  }

  return {
    "POST /repos/{owner}/{repo}/pulls": async (call, act) => {
      const reply = await act();
      const { data } = Numbered.safeParse(reply.body);
      const pull = reply.status === 201 && data ? await pulls.full(data.number) : undefined;
      if (!pull) return reply;
      await emit("pull_request", { action: "opened", number: pull.number, pull_request: pull }, loginOf(call.identity));
      return ok(pull, 201);
    },
    "PATCH /repos/{owner}/{repo}/pulls/{pull_number}": (call, act) =>
      change(call, Number(call.params["pull_number"]), act),
    "PATCH /repos/{owner}/{repo}/issues/{issue_number}": async (call, act) => {
      const number = Number(call.params["issue_number"]);
      return (await pulls.raw(number)) ? change(call, number, act) : act();
    },
    "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge": async (call, act) => {
      const number = Number(call.params["pull_number"]);
      await pulls.freeze(number);
      const { data: asked } = Merging.safeParse(call.body);
      const dialog = { subject: asked?.commit_title, body: asked?.commit_message };
      const merged = await pulls.merge(number, asked?.merge_method, dialog);
      const reply = await act();
      if (!merged || reply.status !== 200) return reply;
      const path = `${repositoryPath}/git/refs/heads/${encodeURIComponent(merged.branch)}`;
      await upstream.write("PATCH", path, { sha: merged.after, force: true });
      const pull = await pulls.full(number);
      if (!pull) return notFound;
      await emit("pull_request", { action: "closed", number, pull_request: pull }, loginOf(call.identity));
      await tellPush({ ref: `refs/heads/${merged.branch}`, ...merged, sender: loginOf(call.identity) });
      return ok({ sha: merged.after, merged: true, message: "Pull Request successfully merged" });
    },
  };
}

interface Labeled<T> {
  readonly labels: readonly T[];
}

export function labelEvents<T extends { readonly id: number }>(before: Labeled<T>, after: Labeled<T>) {
  const set = missingFrom(after, before).map((label) => ({ event: "labeled" as const, label }));
  const takenOff = missingFrom(before, after).map((label) => ({ event: "unlabeled" as const, label }));
  return [...set, ...takenOff];
}

function missingFrom<T extends { readonly id: number }>(left: Labeled<T>, right: Labeled<T>): readonly T[] {
  return left.labels.filter(({ id }) => right.labels.every((label) => label.id !== id));
}
