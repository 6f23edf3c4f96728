import { type Head, type Heads, seenAt } from "../heads.ts";

/** What is known of a remark about the commit that it means. */
interface Spoken {
  /** The commit that GitHub keeps of a review; undefined for a comment. */
  readonly commitSha: string | undefined;
  readonly text: string;
  readonly at: Date;
}

/**
 * The head that a remark is about, as far as the heads are known. A review says it; a comment means the head that was
 * there. GitHub takes for a review's commit the head of the moment it was sent, which a reviewer who began before a push
 * has never seen: where the text names the commit, both must agree. Undefined for what fits no head, and for a head that
 * was compared with another base branch then.
 */
export function remarkHead(
  { commitSha, text, at }: Spoken,
  { present, earlier }: Heads,
  graceMs: number,
): Head | undefined {
  const named = namedCommit(text);
  const stays = [present, ...earlier].filter(
    ({ sha }) => (commitSha === undefined || sha === commitSha) && (named === undefined || sha.startsWith(named)),
  );
  const head = seenAt(stays, at, graceMs);
  return head?.baseBranch === present.baseBranch ? head : undefined;
}

/** As review bots write it: "**Reviewed commit:** `cc24338ecb`". */
function namedCommit(text: string): string | undefined {
  return /\breviewed commit\b[^\da-z\n]{1,20}([\da-f]{7,64})\b/i.exec(text)?.[1]?.toLowerCase();
}
