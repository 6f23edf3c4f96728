import { UnrecoverableError } from "bullmq";
import { z } from "zod";
import { deliver, previewDelivery } from "../../chat/deliver.ts";
import { isGranted } from "../../policy/announcement/announcement.ts";
import type { Message } from "../../policy/announcement/message.ts";
import { defineJob, type JobRequest } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";

const TellChat = z.object({
  ...at,
  isPrivate: z.boolean(),
  /** As configurations call it. */
  destination: z.string(),
  /** A name that no other news of the repository has. */
  about: z.string(),
  message: z.object({
    title: z.string(),
    url: z.string(),
    description: z.string().optional(),
    footer: z.string(),
    timestamp: z.string(),
  }),
});
type TellChat = z.infer<typeof TellChat>;

export interface ChatNews extends Omit<TellChat, "message"> {
  readonly message: Message;
}

/** A request to tell a chat. The same news asked for again is one message. */
export function tellChatRequest({ message, ...news }: ChatNews): JobRequest {
  const { installationId, owner, repo, repositoryId, isPrivate, destination, about } = news;
  const payload = { installationId, owner, repo, repositoryId, isPrivate, destination, about, message: { ...message } };
  return { job: tellChatJob.name, payload, id: `tell-chat-${repositoryId}-${about}` };
}

/** Tells a chat one piece of news, once, whatever becomes of the attempts. */
export const tellChatJob = defineJob({
  name: "tell-chat",
  payload: TellChat,
  process: async ({ message, ...news }: TellChat, { chat, store, now, log, dryRun }: Deps): Promise<void> => {
    const { owner, repo, isPrivate, repositoryId, about } = news;
    const destination = chat?.destinations.get(news.destination);
    // The operator may have taken it back since the news came.
    if (chat === undefined || destination === undefined || !isGranted(destination, { owner, repo, isPrivate })) {
      return log.warn({ destination: news.destination }, "news not told: the destination is not granted any more");
    }
    const { channel } = destination;
    const full: Message = { ...message, description: message.description };
    const announcement = { full, minimal: { ...full, description: undefined } };
    const subject = { repositoryId, about, stage: "news", channel, part: 1 } as const;
    const request = { subject, announcement, mayCreate: true };
    if (dryRun) {
      const plan = await previewDelivery(request, { store, now });
      return log.info({ channel, plan, title: full.title }, "dry run");
    }
    const { state, says } = await deliver(request, { chat, store, now });
    log.info({ channel, state, says }, "news delivered or at rest");
    if (state === "dead" || state === "uncertain") {
      throw new UnrecoverableError(`news needs a person: channel ${channel}: ${says ?? state}`);
    }
  },
});
