import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Destination } from "./target.ts";

const Snowflake = z.string().regex(/^\d{17,20}$/, "must be a Discord channel id in quotes: 17 to 20 digits");
const Repository = z.string().regex(/^[\w.-]+\/[\w.-]+$/, "must be `owner/repo`");
const Owner = z.string().regex(/^[\w-]+$/, "must be the name of a user or organisation");

/** What `DISCORD_DESTINATIONS` holds. */
const Destinations = z.record(
  z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "a destination's name is lower case letters, digits and dashes"),
  z.strictObject({
    channel: Snowflake.meta({ description: "Channel id." }),
    repositories: z.array(Repository).default([]).meta({ description: "Repositories that may post, `owner/repo`." }),
    owners: z.array(Owner).default([]).meta({ description: "Owners whose public repositories may all post." }),
  }),
);

export type DestinationsResult =
  | { readonly ok: true; readonly destinations: ReadonlyMap<string, Destination> }
  | { readonly ok: false; readonly problems: readonly string[] };

const example = `{"announcements": {"channel": "123456789012345678", "repositories": ["acme/platform"]}}`;

/** Reads `DISCORD_DESTINATIONS`: JSON when it starts with a brace, otherwise the path of a file with JSON in it. */
export function readDestinations(setting: string): DestinationsResult {
  if (setting.trimStart().startsWith("{")) return parseDestinations(setting);
  try {
    return parseDestinations(readFileSync(setting.trim(), "utf8"));
  } catch (error) {
    // The setting may be JSON that lost its brace, or hold a path that nobody needs to see: only the code is named.
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    return { ok: false, problems: [`is neither JSON nor a readable file (${code}). Write e.g. ${example}`] };
  }
}

/** One line per problem, without the variable's name, each saying what to write instead. */
export function parseDestinations(text: string): DestinationsResult {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, problems: [`is not valid JSON. Write e.g. ${example}`] };
  }
  const parsed = Destinations.safeParse(json);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(describeIssue) };
  const destinations = new Map(Object.entries(parsed.data));
  const problems = [...destinations].flatMap(([name, { repositories, owners }]) =>
    repositories.length + owners.length > 0
      ? []
      : [`${name}: nobody may use it. Name \`repositories\` or \`owners\`, or remove it.`],
  );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, destinations };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  const message = issue.code === "invalid_key" ? issue.issues.map((inner) => inner.message).join(", ") : issue.message;
  return `${place}${message}. Write e.g. ${example}`;
}
