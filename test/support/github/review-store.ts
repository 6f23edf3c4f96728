import type { Account } from "./shapes.ts";
import type { World } from "./world.ts";

export interface StoredReview {
  readonly id: number;
  readonly number: number;
  readonly author: Account;
  readonly body: string;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly commitSha: string;
  readonly submittedAt: string;
  /** REST keeps it to itself. */
  readonly editedAt?: string;
}

/** Reviews, wholly ours: emulate takes the first head for the current one and replaces a text by why it was dismissed. */
export class ReviewStore {
  readonly #reviews = new Map<number, StoredReview>();
  #nextId = 2_000_000_001;

  insert(review: Omit<StoredReview, "id">): StoredReview {
    const stored = { ...review, id: this.#nextId++ };
    this.#reviews.set(stored.id, stored);
    return stored;
  }
  replace(review: StoredReview): void {
    this.#reviews.set(review.id, review);
  }
  find(number: number, id: number): StoredReview | undefined {
    const review = this.#reviews.get(id);
    return review?.number === number ? review : undefined;
  }
  findById(id: number): StoredReview | undefined {
    return this.#reviews.get(id);
  }
  /** In the order of submission. */
  of(number: number): readonly StoredReview[] {
    return [...this.#reviews.values()].filter((review) => review.number === number);
  }
}

export function reviewObject({ url, repositoryPath, accounts }: World, review: StoredReview) {
  const { id, number, author, body, state, commitSha, submittedAt } = review;
  const html = `${url}${repositoryPath.replace("/repos", "")}/pull/${number}#pullrequestreview-${id}`;
  const pull = `${url}${repositoryPath}/pulls/${number}`;
  return {
    id,
    node_id: `PRR_${id}`,
    user: author,
    body,
    state,
    html_url: html,
    pull_request_url: pull,
    author_association: accounts.mayPush(author.login) ? "MEMBER" : "NONE",
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: submittedAt,
    commit_id: commitSha,
  };
}
