import type { Use } from "./find-uses.ts";
import { versionIn } from "./version-comment.ts";

/** What one `uses:` is. */
export type UseState =
  | "ok"
  | "ok-local"
  /** Pinned, and nothing behind it says to which version. */
  | "warn-comment"
  /** Looks like a pin of a local path, where the `@` is part of a folder's name. */
  | "warn-local-ref"
  | "fail-unpinned"
  | "fail-malformed"
  | "fail-docker";

// A branch or a tag cannot be called by 40 hexadecimal digits on GitHub; by fewer, by more or by 64 it can.
const pinned = /^[\w.-]+\/[\w.-]+(?:\/[^@\s]+)?@[0-9a-f]{40}$/i;
const mutable = /^[\w.-]+\/[\w.-]+(?:\/[^@\s]+)?@[^@\s]+$/;
const local = /^(?:\.|\$)\//;
const image = /^docker:\/\//i;
const digest = /^docker:\/\/[^\s@]+@sha256:[0-9a-f]{64}$/i;

export function judgeUse({ value, comment }: Pick<Use, "value" | "comment">): UseState {
  if (value === undefined || leadsElsewhere(value)) return "fail-malformed";
  if (local.test(value)) return value.includes("@") ? "warn-local-ref" : "ok-local";
  if (image.test(value)) return digest.test(value) ? "ok" : "fail-docker";
  if (pinned.test(value)) return versionIn(comment ?? "") === undefined ? "warn-comment" : "ok";
  return mutable.test(value) ? "fail-unpinned" : "fail-malformed";
}

/** A path that goes back up: what it names is not what stands there first. On Windows `\\` is a separator too. */
function leadsElsewhere(value: string): boolean {
  const segments = value.split("@")[0]?.split(/[/\\]/) ?? [];
  return segments.includes("..") || (!local.test(value) && segments.includes("."));
}
