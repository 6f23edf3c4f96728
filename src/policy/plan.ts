import { createHash } from "node:crypto";
import type { Effect } from "./effect.ts";

/** What we posted last, by the key of the effect: the digest of its content. */
export type Posted = ReadonlyMap<string, string>;

/** The place that an effect writes to; two effects with one key replace each other. */
export function effectKey(effect: Effect, repositoryId: number): string {
  switch (effect.kind) {
    case "check-run":
      return `check/${repositoryId}/${effect.headSha}/${effect.name}`;
    case "managed-comment":
      return `summary/${repositoryId}/${effect.number}`;
    case "reply":
      return `reply/${effect.commentId}`;
    case "reaction":
      return `reaction/${effect.commentId}/${effect.content}`;
    case "retitle":
      return `title/${effect.commentId}`;
  }
}

export function effectDigest(effect: Effect): string {
  return createHash("sha256").update(JSON.stringify(effect)).digest("hex").slice(0, 32);
}

/** The effects whose content differs from what is posted. The same state plans nothing. */
export function plan(desired: readonly Effect[], posted: Posted, repositoryId: number): readonly Effect[] {
  return desired.filter((effect) => posted.get(effectKey(effect, repositoryId)) !== effectDigest(effect));
}
