import { z } from "zod";
import type { Hooks } from "../api.ts";
import { loginOf } from "../exchange.ts";
import type { ApiReply, Call } from "../exchange.ts";
import { pullAsIssue } from "../pull-state.ts";
import type { PullState } from "../pull-state.ts";
import type { Comment, Issue } from "../shapes.ts";
import type { World } from "../world.ts";
import { labelEvents } from "./pulls.ts";

const Identified = z.object({ id: z.number() });
const Numbered = z.object({ number: z.number() });

export function issueHooks({ emit, upstream, repositoryPath, events }: World, pulls: PullState, next: Hooks): Hooks {
  const issueOf = (number: number) => upstream.find<Issue>(`${repositoryPath}/issues/${number}`);
  const commentOf = (id: number) => upstream.find<Comment>(`${repositoryPath}/issues/comments/${id}`);

  async function change(call: Call, act: () => Promise<ApiReply>): Promise<ApiReply> {
    const number = Number(call.params["issue_number"]);
    const before = await issueOf(number);
    const reply = await act();
    const after = reply.status < 300 ? await issueOf(number) : undefined;
    if (!before || !after) return reply;
    const tell = (action: string, more: object = {}) =>
      emit("issues", { action, issue: after, ...more }, loginOf(call.identity));
    const changes = {
      ...(before.title === after.title ? {} : { title: { from: before.title } }),
      ...(before.body === after.body ? {} : { body: { from: before.body } }),
    };
    if (Object.keys(changes).length > 0) await tell("edited", { changes });
    if (before.state !== after.state) await tell(after.state === "closed" ? "closed" : "reopened");
    for (const { event, label } of labelEvents(before, after)) {
      events.add(number, { event, actor: loginOf(call.identity), label });
      await tell(event, { label });
    }
    if (before.milestone?.number !== after.milestone?.number) {
      if (before.milestone) await tell("demilestoned", { milestone: before.milestone });
      if (after.milestone) await tell("milestoned", { milestone: after.milestone });
    }
    return reply;
  }

  /** Labels, on an issue or on a pull request. */
  async function relabel(call: Call, act: () => Promise<ApiReply>): Promise<ApiReply> {
    const number = Number(call.params["issue_number"]);
    const before = await pulls.raw(number);
    if (!before) return change(call, act);
    const reply = await act();
    const after = await pulls.full(number);
    if (reply.status >= 300 || !after) return reply;
    const actor = loginOf(call.identity);
    for (const { event, label } of labelEvents(before, after)) {
      events.add(number, { event, actor, label });
      await emit("pull_request", { action: event, number, pull_request: after, label }, actor);
    }
    return reply;
  }

  async function tellComment(action: string, comment: Comment, call: Call, more: object = {}): Promise<void> {
    const number = Number(comment.issue_url.split("/").at(-1));
    await pulls.touch(number);
    const pull = await pulls.full(number);
    const issue = pull ? pullAsIssue(pull) : await issueOf(number);
    await emit("issue_comment", { action, issue, comment, ...more }, loginOf(call.identity));
  }

  return {
    "POST /repos/{owner}/{repo}/issues": async (call, act) => {
      const reply = await act();
      const { data } = Numbered.safeParse(reply.body);
      const issue = reply.status === 201 && data ? await issueOf(data.number) : undefined;
      if (issue) await emit("issues", { action: "opened", issue }, loginOf(call.identity));
      return reply;
    },
    "PATCH /repos/{owner}/{repo}/issues/{issue_number}": async (call, act) => {
      const pullHook = next["PATCH /repos/{owner}/{repo}/issues/{issue_number}"];
      return (await pulls.raw(Number(call.params["issue_number"]))) && pullHook
        ? pullHook(call, act)
        : change(call, act);
    },
    "POST /repos/{owner}/{repo}/issues/{issue_number}/labels": relabel,
    "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}": relabel,
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": async (call, act) => {
      const reply = await act();
      const { data } = Identified.safeParse(reply.body);
      const comment = reply.status === 201 && data ? await commentOf(data.id) : undefined;
      if (comment) await tellComment("created", comment, call);
      return reply;
    },
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": async (call, act) => {
      const id = Number(call.params["comment_id"]);
      const before = await commentOf(id);
      const reply = await act();
      const after = reply.status === 200 ? await commentOf(id) : undefined;
      if (before && after) await tellComment("edited", after, call, { changes: { body: { from: before.body } } });
      return reply;
    },
    "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": async (call, act) => {
      const before = await commentOf(Number(call.params["comment_id"]));
      const reply = await act();
      if (before && reply.status === 204) await tellComment("deleted", before, call);
      return reply;
    },
  };
}
