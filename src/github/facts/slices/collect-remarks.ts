import { z } from "zod";
import type { Remark, Snapshot } from "../../../policy/facts.ts";
import { remarkHead } from "../../../policy/review/remark-head.ts";
import type { Octokit } from "../../client/octokit.ts";
import type { SliceScene } from "../collect.ts";
import { findReviewer } from "./find-reviewer.ts";
import { reviewState } from "../reviews.ts";
import { graceMsOf, type Sources } from "../signing.ts";

type Scene = Pick<SliceScene, "needed" | "pullRequest" | "heads" | "config" | "at">;

/** What was said, before it is known of which head and whether anybody changed it. */
interface Said extends Pick<Remark, "state" | "text" | "at"> {
  /** Undefined for a deleted account. */
  readonly accountId: number | undefined;
  readonly commitSha: string | undefined;
  readonly nodeId: string;
}

/** Reviews and comments of the reviewers that gates name, oldest first; nothing is asked where none is named. */
export async function collectRemarks(
  scene: Scene,
  { octokit, store }: Pick<Sources, "octokit" | "store">,
): Promise<Snapshot["remarks"]> {
  const { needed, at, heads, config } = scene;
  const found = await Promise.all(
    needed.reviewers.map(async (by) => ({ by, account: await findReviewer(by, at, { octokit, store }) })),
  );
  const reviewers = found.flatMap(({ by, account }) => (account === undefined ? [] : [{ by, ...account }]));
  if (reviewers.length === 0) return [];
  const graceMs = graceMsOf(config);
  const said = (await collectSaid(scene, octokit)).map((each) => {
    const head = remarkHead(each, heads, graceMs);
    return { ...each, headSha: head?.sha };
  });
  const remarks = reviewers.map(async ({ by, id, isBot }) => {
    const own = said.filter(({ accountId }) => accountId === id);
    const unedited = await findUnedited(lastTexts(own, heads.present.sha), octokit);
    return own.map(({ state, text, at: saidAt, headSha, nodeId }) => {
      return { by, isBot, state, text, at: saidAt, headSha, isUnedited: unedited.has(nodeId) };
    });
  });
  return (await Promise.all(remarks)).flat().toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

async function collectSaid({ pullRequest, at: { owner, repo } }: Scene, octokit: Octokit): Promise<readonly Said[]> {
  const { number } = pullRequest;
  const at = { owner, repo, per_page: 100 };
  const comments = await octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: number });
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, { ...at, pull_number: number });
  return [
    ...comments.map((comment) => ({
      state: "comment" as const,
      text: comment.body ?? "",
      at: new Date(comment.created_at),
      accountId: comment.user?.id,
      commitSha: undefined,
      nodeId: comment.node_id,
    })),
    ...reviews.flatMap((review) => {
      const state = reviewState(review.state);
      // A review of which the commit is gone is about no head that is still there.
      if (state === undefined || review.submitted_at === undefined || review.commit_id === null) return [];
      return {
        state,
        text: review.body,
        at: new Date(review.submitted_at),
        accountId: review.user?.id,
        commitSha: review.commit_id,
        nodeId: review.node_id,
      };
    }),
  ];
}

/** Of what was said of the present head only the last decides, and all of it that was said in the same second. */
function lastTexts(said: readonly (Said & { readonly headSha: string | undefined })[], headSha: string): string[] {
  const here = said.filter((each) => each.headSha === headSha);
  const lastAt = here.reduce((last, { at }) => Math.max(last, at.getTime()), 0);
  const isText = ({ state, text }: Said) => (state === "comment" || state === "commented") && text !== "";
  return here.filter((each) => each.at.getTime() === lastAt && isText(each)).map(({ nodeId }) => nodeId);
}

// REST tells of comments when they were updated, in whole seconds, and of reviews nothing.
const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Comment { lastEditedAt } } }";

const Edits = z.object({ nodes: z.array(z.object({ lastEditedAt: z.string().nullable() })) });

/** Those of which GitHub says that nobody ever edited them. Throws when it does not answer for one of them. */
async function findUnedited(nodeIds: readonly string[], octokit: Octokit): Promise<ReadonlySet<string>> {
  if (nodeIds.length === 0) return new Set();
  const { nodes } = Edits.parse(await octokit.graphql(query, { ids: nodeIds }));
  // In the order of the ids. The ids themselves have two forms, and GraphQL may answer with the other one.
  return new Set(nodeIds.filter((_, index) => nodes[index]?.lastEditedAt === null));
}
