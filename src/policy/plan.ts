import { createHash } from "node:crypto";
import type { CheckRunEffect, Effect } from "./effect.ts";
import type { Source } from "./ledger/entry.ts";

/** What we posted last, by the key of the effect: the digest of its content. */
export type Posted = ReadonlyMap<string, string>;

type Placed = Exclude<Effect, CheckRunEffect> | Pick<CheckRunEffect, "kind" | "headSha" | "name">;

/** The place that an effect writes to; two effects with one key replace each other. */
export function effectKey(effect: Placed, repositoryId: number): string {
  switch (effect.kind) {
    case "check-run":
      return checkKey(effect, repositoryId);
    case "managed-comment":
      return summaryKey({ repositoryId, number: effect.number });
    case "reply":
      return replyKey(effect.source);
    case "reaction":
      return `reaction/${effect.commentId}/${effect.content}`;
    case "retitle":
      return `title/${sourceName(effect.source)}`;
    case "label":
      return `label/${repositoryId}/${effect.number}/${effect.label}`;
    case "review-request":
      return `review-request/${repositoryId}/${effect.number}/${effect.headSha}/${effect.person.id}`;
    case "minimize":
      return `minimize/${sourceName(effect.source)}`;
    case "notice":
      return noticeKey(effect.topic, { repositoryId, number: effect.number });
    case "tag":
      return `tag/${repositoryId}/${effect.name}`;
  }
}

export function summaryKey(place: { readonly repositoryId: number; readonly number: number }): string {
  return `summary/${place.repositoryId}/${place.number}`;
}

export function noticeKey(topic: string, place: { readonly repositoryId: number; readonly number: number }): string {
  return `notice/${place.repositoryId}/${place.number}/${topic}`;
}

export function checkKey(
  { name, headSha }: { readonly name: string; readonly headSha: string },
  repositoryId: number,
): string {
  return `check/${repositoryId}/${headSha}/${name}`;
}

/** Ids of comments and reviews are unique on all of GitHub, each kind among its own. */
export function replyKey(source: Source): string {
  return `reply/${sourceName(source)}`;
}

export function sourceName({ kind, id }: Source): string {
  return `${kind}-${id}`;
}

export function effectDigest(effect: Effect): string {
  return createHash("sha256").update(JSON.stringify(effect)).digest("hex").slice(0, 32);
}

/**
 * The effects whose content differs from what is posted. The same state plans nothing. Labels and tags are planned whenever
 * they are asked for: what we wrote last says nothing about what is there now.
 */
export function plan(desired: readonly Effect[], posted: Posted, repositoryId: number): readonly Effect[] {
  return desired.filter(
    (effect) =>
      effect.kind === "label" ||
      effect.kind === "tag" ||
      posted.get(effectKey(effect, repositoryId)) !== effectDigest(effect),
  );
}
