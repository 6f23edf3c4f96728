import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import type { Trouble } from "../policy/announcement/settle-delivery.ts";

export interface Failure {
  /** Discord's own number, when it answered with one. */
  readonly code: number | undefined;
  readonly trouble: Trouble;
  /** True when no call at all may be made until then: a bad token, a global limit, a blocked address. */
  readonly stopsAll: boolean;
  /** discord.js keeps something for the life of its client that must not be kept. */
  readonly needsNewClient: boolean;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const contentCodes = new Set([40005, 50006, 50035, 240000]);
const slowDownCodes = new Set([20016, 20028, 20029, 40062, 130000]);
/** Edits of messages older than an hour, and of those in announcement channels, have a limit of their own. */
const editLimitCodes = new Set([20022, 30046]);
const channelWords: Readonly<Record<number, string>> = {
  10003: "the channel does not exist; correct its id in DISCORD_DESTINATIONS",
  50001: "the bot cannot see the channel; give it View Channel, Send Messages and Embed Links",
  50013: "the bot may not write there; give it View Channel, Send Messages and Embed Links",
};
/** Failures before the first byte of a request leaves this machine. */
const notSentCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** What a thrown error means for the message. Whatever is not known to be harmless is `unclear`: it may be posted. */
export function describeFailure(error: unknown, now: Date): Failure {
  if (error instanceof RateLimitError) return describeRateLimit(error, now);
  if (error instanceof DiscordAPIError) return describeRefusal(error, now);
  if (error instanceof HTTPError) {
    const says = `Discord answered ${error.status}`;
    return failure({ state: "unclear", says, isServerError: error.status === 500 });
  }
  const code = systemCode(error);
  const says = `the connection to Discord failed (${code ?? (error instanceof Error ? error.name : "unknown error")})`;
  if (code !== undefined && notSentCodes.has(code)) return failure({ state: "not-sent", says });
  return failure({ state: "unclear", says, isServerError: false });
}

function describeRateLimit(error: RateLimitError, now: Date): Failure {
  // A block of the address by the proxy in front of Discord is HTML without any of the limit headers.
  const isAddressBlock = error.scope === "user" && !error.global && !Number.isFinite(error.limit);
  const toldMs = Math.max(error.retryAfter, error.sublimitTimeout, error.timeToReset);
  // From 1 s to 1 h, whatever the other side says: a pause without end is none that a date can hold.
  const waitMs = toldMs > 0 ? Math.min(Math.max(toldMs, second), hour) : 15 * minute;
  const at = new Date(now.getTime() + waitMs);
  const says = isAddressBlock ? "Discord limits this address" : `Discord asked to wait (${error.scope} rate limit)`;
  const stopsAll = error.global || isAddressBlock;
  return { ...failure({ state: "later", at, says }), stopsAll, needsNewClient: toldMs > hour };
}

function describeRefusal(error: DiscordAPIError, now: Date): Failure {
  const code = typeof error.code === "number" ? error.code : undefined;
  const later = (minutes: number, says: string): Trouble => ({
    state: "later",
    at: new Date(now.getTime() + minutes * minute),
    says,
  });
  if (error.status === 401) {
    const says =
      "Discord refuses the bot's token; set a valid DISCORD_TOKEN and restart. Announcements wait until then.";
    return { code, trouble: later(15, says), stopsAll: true, needsNewClient: true };
  }
  if (code === undefined && error.status === 403) {
    return { ...failure(later(15, "the proxy in front of Discord refuses this address")), stopsAll: true };
  }
  if (code !== undefined && slowDownCodes.has(code)) {
    return failure(later(2, `Discord asked to slow down (${code})`), code);
  }
  if (code !== undefined && editLimitCodes.has(code)) {
    return failure(later(60, `Discord limits edits of this message (${code})`), code);
  }
  const says = `Discord answered ${error.status} (${code ?? "no code"}): ${firstLine(error.message)}`;
  const isContent = (code !== undefined && contentCodes.has(code)) || (error.status !== 403 && error.status !== 404);
  if (isContent) return failure({ state: "refused", because: "content", says }, code);
  const words = code === undefined ? undefined : channelWords[code];
  return failure(
    { state: "refused", because: "channel", says: words === undefined ? says : `${says}; ${words}` },
    code,
  );
}

function failure(trouble: Trouble, code?: number): Failure {
  return { code, trouble, stopsAll: false, needsNewClient: false };
}

/** The message lists the path of each field and the rule it breaks, one a line. */
function firstLine(message: string): string {
  return message.split("\n", 3).join(" ").slice(0, 300);
}

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return systemCode(error.cause);
}
