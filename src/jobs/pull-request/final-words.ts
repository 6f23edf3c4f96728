import { z } from "zod";
import { tagOnMerge } from "../../config/programs/on-merge.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { finalWordsOf } from "../../render/tag-message.ts";
import { renderCanonicalJson } from "../../store/canonical-json.ts";
import type { Store } from "../../store/store.ts";
import type { Look } from "./look.ts";

/** What a pull request was when it was looked at last, how it stood then, and which tag its merge would get. */
const FinalWords = z.object({
  title: z.string(),
  baseBranch: z.string(),
  headSha: z.string(),
  tag: z.object({ name: z.string(), annotate: z.literal("summary").optional() }),
  /** Whether the check succeeded. */
  isReady: z.boolean(),
  headline: z.string(),
  gates: z.array(z.string()),
  /** The merge has got its tag. Whoever takes the tag away later wants it away. */
  isTagged: z.boolean().default(false),
});
export type FinalWords = z.infer<typeof FinalWords>;

interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

// As long as everything else that is known of a pull request at rest.
const expiry = { expiresInMs: 180 * 24 * 3600 * 1000 };

/**
 * Keeps what decides about the tag of the merge: after the merge other rules may hold, anybody may change the title and
 * the labels, and nobody looks any more.
 */
export async function keepFinalWords(store: Store, place: Place, look: Look, pullRequest: PullRequest): Promise<void> {
  const known = await findFinalWords(store, place);
  const words = finalWords(look, pullRequest, known);
  if (words === undefined) {
    if (known !== undefined) await store.delete(wordsKey(place));
  } else if (known === undefined || renderCanonicalJson(known) !== renderCanonicalJson(words)) {
    await store.put(wordsKey(place), words, expiry);
  }
}

/** Undefined where no tag is due. */
function finalWords(
  { report, config }: Look,
  pullRequest: PullRequest,
  known: FinalWords | undefined,
): FinalWords | undefined {
  // A configuration that cannot be used says nothing about tags: one that was due is refused in words.
  if (report === undefined || config === undefined)
    return known === undefined ? undefined : { ...known, isReady: false };
  const { title, baseBranch, headSha } = pullRequest;
  const wanted = tagOnMerge(config, pullRequest);
  if (wanted === undefined) return undefined;
  const { name, annotate } = wanted;
  const tag = annotate === undefined ? { name } : { name, annotate };
  const { headline, gates } = finalWordsOf(report);
  const isReady = report.state === "success";
  return { title, baseBranch, headSha, tag, isReady, headline, gates: [...gates], isTagged: false };
}

export async function findFinalWords(store: Store, place: Place): Promise<FinalWords | undefined> {
  const words = await store.get(wordsKey(place));
  return words === undefined ? undefined : FinalWords.parse(words);
}

export async function noteTagged(store: Store, place: Place, words: FinalWords): Promise<void> {
  await store.put(wordsKey(place), { ...words, isTagged: true }, expiry);
}

function wordsKey({ repositoryId, number }: Place): string {
  return `final-words/${repositoryId}/${number}`;
}
