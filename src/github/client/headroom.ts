import type { ResponseHeaders } from "@octokit/types";
import { z } from "zod";
import { RetryLater } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import type { RequestRules } from "./request-rules.ts";

// What commands and looks may still need within the hour.
const reserve = 200;

/** Remembers that an installation has few requests left, until GitHub gives it new ones. */
export async function noteHeadroom(
  headers: ResponseHeaders,
  { installationId, store, now }: Pick<RequestRules, "installationId" | "store" | "now">,
): Promise<void> {
  const { "x-ratelimit-remaining": remaining, "x-ratelimit-reset": reset, "x-ratelimit-resource": resource } = headers;
  if (remaining === undefined || reset === undefined || Number(remaining) >= reserve) return;
  // Search and GraphQL have limits of their own, below the reserve.
  if (resource !== undefined && resource !== "core") return;
  const expiresInMs = Number(reset) * 1000 - now().getTime();
  if (expiresInMs > 0) await store.put(lowKey(installationId), Number(reset) * 1000, { expiresInMs });
}

/** For work that nobody waits for: throws `RetryLater` while what is left is kept for commands. */
export async function requireHeadroom(
  installationId: number,
  { store, now }: { readonly store: Store; readonly now: () => Date },
): Promise<void> {
  const until = await store.get(lowKey(installationId));
  if (until === undefined) return;
  const retryAt = new Date(z.number().parse(until));
  if (retryAt > now()) throw new RetryLater(`installation ${installationId} has few requests left`, retryAt);
}

function lowKey(installationId: number): string {
  return `few-requests-left/${installationId}`;
}
