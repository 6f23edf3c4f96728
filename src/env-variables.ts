import { join } from "node:path";
import { z } from "zod";
import type { AdvisoryPlaces } from "./advisories/choose-source.ts";
import { isLoopbackName } from "./loopback.ts";

const secret = z
  .string()
  .refine((text) => text !== "development", "is a default that everybody knows. Make one with: openssl rand -hex 32")
  .min(16, "must have at least 16 characters. Make one with: openssl rand -hex 32")
  .regex(/^\S[^\r\n]*\S$/, "begins or ends with a blank. Remove it here and in the App's settings");

const url = z
  .string()
  .refine(isSafeUrl, "must be an https:// address without user or query (http:// only for this machine)")
  .transform((text) => text.replace(/\/+$/, ""));

const portProblem = "must be a number from 0 to 65535";
const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** Every variable that Gatehouse reads. The words of a problem never repeat the value: it may be a secret, misplaced. */
export const Variables = z.object({
  APP_ID: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "must be the App's number, shown on the App's settings page")
    .transform(Number)
    .optional(),
  PRIVATE_KEY: z.string().optional(),
  PRIVATE_KEY_PATH: z.string().optional(),
  WEBHOOK_SECRET: secret.optional(),
  WEBHOOK_SECRET_PREVIOUS: secret.optional(),
  GITHUB_API_URL: url.default("https://api.github.com"),
  REDIS_URL: z
    .string()
    .refine(isRedisUrl, "must look like redis://host:6379 or rediss://user:password@host:6379")
    .optional(),
  DATA_DIR: z.string().default("./data"),
  ROLE: z.enum(["all", "web", "worker"], "must be all, web or worker").default("all"),
  // The image sets HOST=0.0.0.0: in a container loopback reaches nobody.
  HOST: z.string().default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portProblem)
    .transform(Number)
    .refine((port) => port <= 65_535, portProblem)
    .default(3000),
  DISCORD_TOKEN: z.string().regex(/^\S+$/, "must be the bot's token alone, without the word Bot").optional(),
  DISCORD_DESTINATIONS: z.string().optional(),
  DISCORD_API_URL: url.default("https://discord.com/api"),
  OSV_API_URL: z
    .union([z.literal("off"), url], "must be an https:// address without user or query, or off")
    .default("https://api.osv.dev"),
  OSV_DUMP: z
    .string()
    .refine(isDumpPlace, "must be a folder, a file all.zip, or an https:// address (http:// only for this machine)")
    .transform((text) => text.replace(/(?<=.)\/+$/, ""))
    .optional(),
  DRY_RUN: z
    .enum(["true", "1", "on", "false", "0", "off"], "must be true or false")
    .transform((text) => text === "true" || text === "1" || text === "on")
    .default(false),
  LOG_LEVEL: z.enum(levels, `must be one of ${levels.join(", ")}`).default("info"),
  LOG_FORMAT: z.enum(["pretty", "json"], "must be pretty or json").optional(),
});
export type Variables = z.infer<typeof Variables>;

/** Of the variables that say where advisories come from. */
export function advisoryPlacesOf({
  OSV_API_URL: api,
  OSV_DUMP: place,
  DATA_DIR,
}: Pick<Variables, "OSV_API_URL" | "OSV_DUMP" | "DATA_DIR">): AdvisoryPlaces {
  return {
    apiUrl: api === "off" ? undefined : api,
    dump: place === undefined ? undefined : { place, folder: join(DATA_DIR, "osv") },
  };
}

function isSafeUrl(text: string): boolean {
  const parsed = URL.parse(text);
  if (!parsed || parsed.username !== "" || parsed.password !== "" || parsed.search !== "" || parsed.hash !== "") {
    return false;
  }
  if (parsed.protocol === "https:") return true;
  // Tokens travel to this address, so plain http is for a stand-in on this machine only.
  return parsed.protocol === "http:" && isLoopbackName(parsed.hostname);
}

/** What looks like an address must be one that is safe; everything else is a path. */
function isDumpPlace(text: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || isSafeUrl(text);
}

function isRedisUrl(text: string): boolean {
  const parsed = URL.parse(text);
  return (parsed?.protocol === "redis:" || parsed?.protocol === "rediss:") && parsed.hostname !== "";
}
