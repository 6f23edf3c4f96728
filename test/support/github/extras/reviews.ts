import { z } from "zod";
import { loginOf, mayRead, mayWrite, notAccessible, notFound, ok, page, refuse } from "../exchange.ts";
import type { Call, Extras } from "../exchange.ts";
import type { PullState } from "../pull-state.ts";
import { reviewObject } from "../review-store.ts";
import type { ReviewStore, StoredReview } from "../review-store.ts";
import type { Commit, Pull } from "../shapes.ts";
import { accountOf, timestamp } from "../world.ts";
import type { World } from "../world.ts";
import { withoutCounts } from "./pulls.ts";

const Submission = z.object({
  event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]),
  body: z.string().nullish(),
  commit_id: z.string().nullish(),
});
const NewBody = z.object({ body: z.string() });
const Dismissal = z.object({ message: z.string().min(1) });

const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;
const refusedToAuthors = { APPROVE: "approve", REQUEST_CHANGES: "request changes on", COMMENT: undefined };

/** Reviews are submitted at once; drafts of them and comments on lines are not imitated. */
export function reviewExtras(world: World, pulls: PullState, reviews: ReviewStore): Extras {
  const { upstream, repositoryPath, url, emit, accounts, seed } = world;
  const path = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews";

  async function tell(action: string, review: StoredReview, sender: string, more: object = {}): Promise<void> {
    await pulls.touch(review.number);
    const pull = await pulls.full(review.number);
    // The event writes the state small and leaves an empty text out; the API does neither.
    const shown = { ...reviewObject(world, review), state: review.state.toLowerCase(), body: review.body || null };
    const about = { review: shown, pull_request: pull && withoutCounts(pull) };
    await emit("pull_request_review", { action, ...about, ...more }, sender);
  }

  function find({ params }: Call): StoredReview | undefined {
    return reviews.find(Number(params["pull_number"]), Number(params["review_id"]));
  }

  async function submit(call: Call, pull: Pull): Promise<ReturnType<typeof ok>> {
    const { data } = Submission.safeParse(call.body);
    if (!data) return refuse(422, "Unprocessable Entity");
    const author = loginOf(call.identity);
    const refused = refusedToAuthors[data.event];
    if (pull.user.login === author && refused !== undefined) {
      return refuse(422, "Unprocessable Entity", [`Can not ${refused} your own pull request`]);
    }
    const body = data.body ?? "";
    if (body.trim() === "" && data.event !== "APPROVE") {
      return refuse(422, "Unprocessable Entity", ["Review body can't be blank"]);
    }
    const { head } = await pulls.withHead(pull);
    const commitSha = data.commit_id ?? head.sha;
    if (!(await upstream.find<Commit>(`${repositoryPath}/commits/${encodeURIComponent(commitSha)}`))) {
      return refuse(422, "Unprocessable Entity", ["commit_id is not part of the pull request"]);
    }
    const review = reviews.insert({
      number: pull.number,
      author: await accountOf(world, author),
      body,
      state: states[data.event],
      commitSha,
      submittedAt: timestamp(),
    });
    // Whoever has reviewed is not asked any more.
    if (pull.requested_reviewers.some(({ login }) => login === author)) {
      const asked = `${repositoryPath}/pulls/${pull.number}/requested_reviewers`;
      await upstream.write("DELETE", asked, { reviewers: [author] });
    }
    await tell("submitted", review, author);
    return ok(reviewObject(world, review));
  }

  return {
    [`GET ${path}`]: async (call) => {
      if (!mayRead(call.identity, seed.private, "pull_requests")) return notAccessible;
      const pull = await pulls.raw(call.params["pull_number"] ?? "");
      if (!pull) return notFound;
      return page(
        call,
        url,
        reviews.of(pull.number).map((review) => reviewObject(world, review)),
      );
    },
    [`GET ${path}/{review_id}`]: async (call) => {
      if (!mayRead(call.identity, seed.private, "pull_requests")) return notAccessible;
      const review = find(call);
      return review ? ok(reviewObject(world, review)) : notFound;
    },
    [`POST ${path}`]: async (call) => {
      if (!mayWrite(call.identity, "pull_requests")) return notAccessible;
      const pull = await pulls.raw(call.params["pull_number"] ?? "");
      return pull ? submit(call, pull) : notFound;
    },
    [`PUT ${path}/{review_id}`]: async (call) => {
      if (!mayWrite(call.identity, "pull_requests")) return notAccessible;
      const review = find(call);
      if (!review) return notFound;
      const editor = loginOf(call.identity);
      if (review.author.login !== editor && !accounts.mayPush(editor)) return forbidden;
      const { body } = NewBody.parse(call.body);
      const after = { ...review, body, ...(body === review.body ? {} : { editedAt: timestamp() }) };
      reviews.replace(after);
      if (body !== review.body) await tell("edited", after, editor, { changes: { body: { from: review.body } } });
      return ok(reviewObject(world, after));
    },
    [`PUT ${path}/{review_id}/dismissals`]: async (call) => {
      if (!mayWrite(call.identity, "pull_requests")) return notAccessible;
      const review = find(call);
      if (!review) return notFound;
      const { identity } = call;
      if (identity.kind === "user" && !accounts.mayPush(identity.login)) return forbidden;
      if (!Dismissal.safeParse(call.body).success) return refuse(422, "Unprocessable Entity", ["message is missing"]);
      if (review.state !== "APPROVED" && review.state !== "CHANGES_REQUESTED") {
        return refuse(422, `Can not dismiss a ${review.state.toLowerCase()} pull request review`);
      }
      const after = { ...review, state: "DISMISSED" } as const;
      reviews.replace(after);
      await tell("dismissed", after, loginOf(identity));
      return ok(reviewObject(world, after));
    },
  };
}

const forbidden = refuse(403, "Must have admin rights to Repository.");
