import type { ManagedCommentEffect, NoticeEffect, ReplyEffect } from "../../policy/effect.ts";
import { noticeMarker, replyMarker, summaryMarker } from "../../render/marker.ts";
import { unlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import type { Place } from "./receipt.ts";

/** The summary: one comment of ours per pull request, known by its marker, edited in place. */
export function managedCommentPlace(
  effect: ManagedCommentEffect,
  at: RepositoryRef,
  octokit: Octokit,
  appId: number,
): Place {
  return commentPlace({ number: effect.number, body: effect.body, marker: summaryMarker }, at, octokit, appId);
}

/** The one answer to a comment or a review that held commands. Reviews cannot be answered, so both are comments. */
export function replyPlace(effect: ReplyEffect, at: RepositoryRef, octokit: Octokit, appId: number): Place {
  const { number, body, source } = effect;
  return commentPlace({ number, body, marker: replyMarker(source) }, at, octokit, appId);
}

export function noticePlace(
  { number, topic, body }: NoticeEffect,
  at: RepositoryRef,
  octokit: Octokit,
  appId: number,
): Place {
  const marker = noticeMarker(topic);
  return commentPlace({ number, body: `${marker}\n${body}`, marker }, at, octokit, appId);
}

function commentPlace(
  { number, body, marker }: { readonly number: number; readonly body: string; readonly marker: string },
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
  appId: number,
): Place {
  return {
    find: async () => {
      const pages = { owner, repo, issue_number: number, per_page: 100 };
      const comments = await octokit.paginate(octokit.rest.issues.listComments, pages);
      // A marker that somebody copied into a comment of their own is not ours to edit.
      const [oldest, ...newer] = comments.filter(
        (comment) => comment.performed_via_github_app?.id === appId && comment.body?.startsWith(marker) === true,
      );
      // Two after a lost answer or a lost store: people have the first in their mails.
      for (const { id: comment_id } of newer) {
        await unlessGone(octokit.rest.issues.deleteComment({ owner, repo, comment_id }));
      }
      return oldest?.id;
    },
    create: async () => (await octokit.rest.issues.createComment({ owner, repo, issue_number: number, body })).data.id,
    update: (comment_id) => unlessGone(octokit.rest.issues.updateComment({ owner, repo, comment_id, body })),
  };
}
