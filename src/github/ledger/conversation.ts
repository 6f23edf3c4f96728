import type { Person, PullRequest } from "../../policy/facts.ts";
import type { Source } from "../../policy/ledger/entry.ts";
import { noticeMarker, replyMarker } from "../../render/marker.ts";
import { titleTopic } from "../../render/title/title-comment.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** A comment or a review as it stands on GitHub now. */
export interface Spoken {
  readonly source: Source;
  readonly body: string;
  readonly at: Date;
  /** Undefined for a deleted account. */
  readonly author: (Person & { readonly isBot: boolean }) | undefined;
  /** The App that wrote it for somebody. */
  readonly viaAppId: number | undefined;
  /** The commit that a review was written for. */
  readonly headSha: string | undefined;
  /** Whether its times say that nobody ever changed it, as far as whole seconds tell. Of a review they say nothing. */
  readonly isProvablyUnedited: boolean;
  /** GraphQL's id. */
  readonly nodeId: string;
}

/** What was said on a pull request, without what we said. */
export interface Conversation {
  /** Comments, then reviews, each oldest first. */
  readonly spoken: readonly Spoken[];
  /** Whether a comment of ours stands here. */
  readonly hasOurs: boolean;
  /** Our comment on the title. */
  readonly titleCommentId: number | undefined;
  /** Whether a reply of ours that nobody has edited answers this comment or review: with write access one can. */
  readonly isAnswered: (source: Source) => boolean;
}

/** All comments and reviews of a pull request, all pages. */
export async function collectConversation(
  { number }: Pick<PullRequest, "number">,
  { owner, repo }: RepositoryRef,
  { octokit, appId }: { readonly octokit: Octokit; readonly appId: number },
): Promise<Conversation> {
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  });
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  const isOurs = (comment: (typeof comments)[number]) => comment.performed_via_github_app?.id === appId;
  const ours = comments.filter(isOurs);
  const markers = new Set(ours.filter(isUnedited).map(({ body }) => body?.split("\n", 1)[0]?.trim()));
  return {
    hasOurs: ours.length > 0,
    titleCommentId: ours.find(({ body }) => body?.startsWith(noticeMarker(titleTopic)) === true)?.id,
    isAnswered: (source) => markers.has(replyMarker(source)),
    spoken: [
      ...comments
        .filter((comment) => !isOurs(comment))
        .map((comment) => ({
          source: { kind: "comment", id: comment.id } as const,
          body: comment.body ?? "",
          at: new Date(comment.created_at),
          author: authorOf(comment.user),
          viaAppId: comment.performed_via_github_app?.id,
          headSha: undefined,
          isProvablyUnedited: isUnedited(comment),
          nodeId: comment.node_id,
        })),
      ...reviews.flatMap((review) => {
        // A review that nobody has submitted yet is seen by its author only.
        if (review.submitted_at === undefined) return [];
        return {
          source: { kind: "review", id: review.id } as const,
          body: review.body,
          at: new Date(review.submitted_at),
          author: authorOf(review.user),
          viaAppId: undefined,
          headSha: review.commit_id ?? undefined,
          isProvablyUnedited: false,
          nodeId: review.node_id,
        };
      }),
    ],
  };
}

/** Times also move without an edit, so the other direction proves nothing. */
function isUnedited(comment: { readonly created_at: string; readonly updated_at: string }): boolean {
  return comment.updated_at === comment.created_at;
}

function authorOf(user: { id: number; login: string; type?: string } | null | undefined): Spoken["author"] {
  if (user === null || user === undefined) return undefined;
  return { id: user.id, login: user.login, isBot: user.type === "Bot" };
}
