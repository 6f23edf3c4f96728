import { RequestError } from "@octokit/request-error";
import { UnrecoverableError } from "bullmq";
import { z } from "zod";
import { deliver, previewDelivery } from "../../chat/deliver.ts";
import type { DeliveryRequest } from "../../chat/deliver.ts";
import type { ChatTarget } from "../../chat/target.ts";
import { findConfig } from "../../github/facts/config-source.ts";
import type { Octokit } from "../../github/client/octokit.ts";
import { decideAnnouncement } from "../../policy/announcement/announcement.ts";
import type { AnnouncementDecision } from "../../policy/announcement/announcement.ts";
import { defineJob, RetryLater } from "../../queue/job.ts";
import { renderAnnouncement } from "../../render/announcement.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";

const AnnounceRelease = z.object({ ...at, releaseId: z.number().int().positive() });
type AnnounceRelease = z.infer<typeof AnnounceRelease>;

/** Makes the chat show a release as it is now: posts it once, edits it when its notes change, does nothing otherwise. */
export const announceReleaseJob = defineJob<AnnounceRelease, Deps>({
  name: "announce-release",
  payload: AnnounceRelease,
  process: announceRelease,
});

async function announceRelease(payload: AnnounceRelease, deps: Deps): Promise<void> {
  const { chat, github, log, store } = deps;
  const { installationId, owner, repo, repositoryId } = payload;
  if (chat === undefined) return log.info("release not announced: no chat is configured");
  const octokit = await github.installation(installationId);
  const release = await findRelease(octokit, payload);
  if (release === undefined) return log.info("release not announced: it was deleted");
  const { data: repository } = await octokit.rest.repos.get({ owner, repo });
  const found = await findConfig(octokit, { owner, repo, repositoryId, ref: repository.default_branch }, store);
  if (found.state === "never") return;
  if (found.state !== "valid") return log.warn({ config: found.state }, "release not announced: no valid config");
  const { releases: rules } = found.config;
  if (rules === undefined) return;

  const facts = { ...release, repository: { owner, repo, isPrivate: repository.private } };
  const decision = decideAnnouncement(facts, rules, chat.destinations, deps.now());
  if (decision.state === "not-announced") {
    return log.info({ reason: decision.reason, says: decision.says }, "release not announced");
  }
  if (decision.refused.length > 0) log.warn({ refused: decision.refused }, "destinations not granted to repository");
  const requests = planRequests(payload, release, decision, chat);
  await (deps.dryRun ? preview(requests, deps) : deliverAll(requests, chat, deps));
}

function planRequests(
  { owner, repo, repositoryId }: AnnounceRelease,
  release: Release,
  { stage, version, publishedAt, destinations, mayCreate }: Extract<AnnouncementDecision, { state: "announce" }>,
  chat: ChatTarget,
): DeliveryRequest[] {
  const announcement = renderAnnouncement({ ...release, owner, repo, version, stage, publishedAt });
  const channels = destinations.flatMap((name) => chat.destinations.get(name)?.channel ?? []);
  return [...new Set(channels)].map((channel) => ({
    subject: { repositoryId, about: String(release.id), stage, channel, part: 1 },
    announcement,
    mayCreate,
  }));
}

async function preview(requests: readonly DeliveryRequest[], { store, now, log }: Deps): Promise<void> {
  for (const request of requests) {
    const plan = await previewDelivery(request, { store, now });
    log.info({ channel: request.subject.channel, plan, title: request.announcement.full.title }, "dry run");
  }
}

/** One channel in trouble does not keep the others waiting: all are tried before anything is thrown. */
async function deliverAll(
  requests: readonly DeliveryRequest[],
  chat: ChatTarget,
  { store, now, log }: Deps,
): Promise<void> {
  const hopeless: string[] = [];
  const thrown: unknown[] = [];
  for (const request of requests) {
    const { channel } = request.subject;
    try {
      const { state, says } = await deliver(request, { chat, store, now });
      log.info({ channel, state, says }, "announcement delivered or at rest");
      if (state === "dead" || state === "uncertain") hopeless.push(`channel ${channel}: ${says ?? state}`);
    } catch (error) {
      thrown.push(error);
    }
  }
  const waits = thrown.filter((error) => error instanceof RetryLater);
  const failed = thrown.find((error) => !(error instanceof RetryLater));
  if (failed !== undefined) throw failed;
  const [soonest] = waits.sort((a, b) => a.retryAt.getTime() - b.retryAt.getTime());
  if (soonest !== undefined) throw soonest;
  if (hopeless.length > 0) throw new UnrecoverableError(`announcement needs a person: ${hopeless.join("; ")}`);
}

interface Release {
  readonly id: number;
  readonly tag: string;
  readonly name: string | undefined;
  readonly body: string | undefined;
  readonly htmlUrl: string;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  readonly publishedAt: Date | undefined;
}

async function findRelease(
  octokit: Octokit,
  { owner, repo, releaseId }: AnnounceRelease,
): Promise<Release | undefined> {
  try {
    const { data } = await octokit.rest.repos.getRelease({ owner, repo, release_id: releaseId });
    return {
      id: data.id,
      tag: data.tag_name,
      name: data.name ?? undefined,
      body: data.body ?? undefined,
      htmlUrl: data.html_url,
      isDraft: data.draft,
      isPrerelease: data.prerelease,
      publishedAt: data.published_at === null ? undefined : new Date(data.published_at),
    };
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return undefined;
    throw new Error(`could not read release ${releaseId} of ${owner}/${repo}`, { cause: error });
  }
}
