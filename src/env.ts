import type { z } from "zod";
import type { AdvisoryPlaces } from "./advisories/choose-source.ts";
import { type DestinationsResult, readDestinations } from "./chat/destinations.ts";
import type { Destination } from "./chat/target.ts";
import { advisoryPlacesOf, Variables } from "./env-variables.ts";
import { type PrivateKeyReading, readPrivateKey, readPrivateKeyFile } from "./private-key.ts";

export interface GitHubAppCredentials {
  readonly id: number;
  /** PEM with real line breaks. */
  readonly privateKey: string;
  /** The current secret first, then the previous one while it is being rotated. */
  readonly webhookSecrets: readonly string[];
}

export interface Environment {
  /** Undefined: set-up mode. */
  readonly app: GitHubAppCredentials | undefined;
  readonly githubApiUrl: string;
  readonly backend: { readonly redisUrl: string } | { readonly dataDir: string };
  readonly role: Variables["ROLE"];
  readonly host: string;
  readonly port: number;
  /** Undefined: no chat. */
  readonly discord: DiscordSettings | undefined;
  readonly advisories: AdvisoryPlaces;
  readonly dryRun: boolean;
  /** As `createLog` takes it; `secrets` are the values that must never be written. */
  readonly log: {
    readonly level: Variables["LOG_LEVEL"];
    readonly format: Variables["LOG_FORMAT"];
    readonly secrets: readonly string[];
  };
}

interface DiscordSettings {
  readonly token: string;
  readonly destinations: ReadonlyMap<string, Destination>;
  readonly apiUrl: string;
}

export type EnvironmentReading =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The environment, or everything that is wrong with it, each with its fix. No problem repeats a value. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): EnvironmentReading {
  // A variable set to nothing is a line left empty in a file, so it counts as not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Variables.safeParse(given);
  const key = readKey(given);
  const destinations = readGivenDestinations(given);
  const problems = [
    ...(parsed.success ? [] : problemsOfValues(parsed.error)),
    ...(key.state === "invalid" ? [key.problem] : []),
    ...(destinations.ok ? [] : destinations.problems.map((problem) => `DISCORD_DESTINATIONS ${problem}`)),
    ...problemsBetween(given),
  ];
  if (!parsed.success || !destinations.ok || problems.length > 0) return { ok: false, problems };
  const privateKey = key.state === "valid" ? key.privateKey : undefined;
  return { ok: true, environment: assemble(parsed.data, privateKey, destinations.destinations) };
}

type Given = Readonly<Record<string, string | undefined>>;

function problemsOfValues(error: z.ZodError): string[] {
  const problems = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const name = String(path[0]);
    // One problem per variable: the first says the most.
    if (!problems.has(name)) problems.set(name, `${name} ${message}.`);
  }
  return [...problems.values()];
}

function readKey({ PRIVATE_KEY, PRIVATE_KEY_PATH }: Given): PrivateKeyReading | { readonly state: "unset" } {
  if (PRIVATE_KEY !== undefined) return readPrivateKey(PRIVATE_KEY);
  return PRIVATE_KEY_PATH === undefined ? { state: "unset" } : readPrivateKeyFile(PRIVATE_KEY_PATH);
}

/** Also where no job runs: a mistake in it shall not wait for the first release. */
function readGivenDestinations({ DISCORD_DESTINATIONS }: Given): DestinationsResult {
  return DISCORD_DESTINATIONS === undefined
    ? { ok: true, destinations: new Map() }
    : readDestinations(DISCORD_DESTINATIONS);
}

/** Judged on names alone, so that these are told together with the values that are wrong. */
function problemsBetween(given: Given): string[] {
  const has = (name: keyof Variables): boolean => given[name] !== undefined;
  const hasKey = has("PRIVATE_KEY") || has("PRIVATE_KEY_PATH");
  const problems: string[] = [];
  if (has("APP_ID") && !hasKey) problems.push("APP_ID is set without a key. Set PRIVATE_KEY or PRIVATE_KEY_PATH.");
  if (hasKey && !has("APP_ID")) problems.push("A private key is set without APP_ID. Set APP_ID, or remove the key.");
  if (has("PRIVATE_KEY") && has("PRIVATE_KEY_PATH")) {
    problems.push("PRIVATE_KEY and PRIVATE_KEY_PATH are both set. Remove one.");
  }
  if ((has("APP_ID") || hasKey) && !has("WEBHOOK_SECRET")) {
    problems.push(
      "WEBHOOK_SECRET is missing: without it anybody could send deliveries. " +
        "Set it to the webhook secret in the App's settings.",
    );
  }
  if ((given["ROLE"] === "web" || given["ROLE"] === "worker") && !has("REDIS_URL")) {
    problems.push("ROLE web and worker need REDIS_URL: the embedded backend serves one process. Set it, or ROLE=all.");
  }
  if (has("DISCORD_TOKEN") && !has("DISCORD_DESTINATIONS")) {
    problems.push("DISCORD_TOKEN is set, but DISCORD_DESTINATIONS allows no channel. Set it, or remove the token.");
  }
  if (has("DISCORD_DESTINATIONS") && !has("DISCORD_TOKEN")) {
    problems.push(
      "DISCORD_DESTINATIONS is set without DISCORD_TOKEN. Set the bot's token, or remove the destinations.",
    );
  }
  if (given["OSV_API_URL"] === "off" && !has("OSV_DUMP")) {
    problems.push("OSV_API_URL is off, and there is no OSV_DUMP to read instead. Set it, or remove OSV_API_URL.");
  }
  return problems;
}

function assemble(
  variables: Variables,
  privateKey: string | undefined,
  destinations: DiscordSettings["destinations"],
): Environment {
  const { APP_ID, WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS, REDIS_URL, DISCORD_TOKEN, DISCORD_DESTINATIONS } = variables;
  const webhookSecrets = [WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS].filter((text) => text !== undefined);
  const redisPassword = REDIS_URL === undefined ? undefined : new URL(REDIS_URL).password;
  return {
    app:
      APP_ID === undefined || privateKey === undefined || webhookSecrets.length === 0
        ? undefined
        : { id: APP_ID, privateKey, webhookSecrets },
    githubApiUrl: variables.GITHUB_API_URL,
    backend: REDIS_URL === undefined ? { dataDir: variables.DATA_DIR } : { redisUrl: REDIS_URL },
    role: variables.ROLE,
    host: variables.HOST,
    port: variables.PORT,
    discord:
      DISCORD_TOKEN === undefined || DISCORD_DESTINATIONS === undefined
        ? undefined
        : { token: DISCORD_TOKEN, destinations, apiUrl: variables.DISCORD_API_URL },
    advisories: advisoryPlacesOf(variables),
    dryRun: variables.DRY_RUN,
    log: {
      level: variables.LOG_LEVEL,
      format: variables.LOG_FORMAT,
      secrets: [...webhookSecrets, DISCORD_TOKEN, privateKey, redisPassword].filter((text) => text !== undefined),
    },
  };
}
