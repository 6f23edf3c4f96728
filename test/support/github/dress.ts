import type { Seed } from "./seed.ts";
import { appObject } from "./world.ts";

export type CountReactions = (commentId: number) => Readonly<Record<string, number>>;

/**
 * Makes emulate's objects look like GitHub's, wherever they are nested: Bots are of type Bot, what an App wrote says so,
 * comments count their reactions, and timestamps have no milliseconds.
 */
export function dress(
  value: unknown,
  world: { readonly seed: Seed; readonly url: string },
  count: CountReactions,
): unknown {
  if (Array.isArray(value)) return value.map((inner) => dress(inner, world, count));
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return value;
  const dressed = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, isTime(key) ? wholeSeconds(inner) : dress(inner, world, count)]),
  );
  const login = dressed["login"];
  if (typeof login === "string" && login.endsWith("[bot]")) return { ...dressed, type: "Bot" };
  if ("performed_via_github_app" in dressed) Object.assign(dressed, authorship(dressed, world));
  const { id, issue_url: issueUrl } = dressed;
  if (typeof id === "number" && typeof issueUrl === "string" && "reactions" in dressed) {
    dressed["reactions"] = { ...asRecord(dressed["reactions"]), ...count(id) };
  }
  return dressed;
}

function authorship(item: Readonly<Record<string, unknown>>, world: { readonly seed: Seed; readonly url: string }) {
  const login = asRecord(item["user"])["login"];
  const app = world.seed.apps.find(({ slug }) => login === `${slug}[bot]`);
  return { performed_via_github_app: app ? appObject(world, app) : null };
}

function isTime(key: string): boolean {
  return key.endsWith("_at") || key === "date" || key === "timestamp";
}

function wholeSeconds(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\.\d{3}Z$/, "Z") : value;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
