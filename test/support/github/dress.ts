import type { Accounts } from "./accounts.ts";
import type { CommentState } from "./comment-state.ts";
import type { Seed } from "./seed.ts";
import { appObject } from "./world.ts";

export interface Wardrobe {
  readonly seed: Seed;
  readonly url: string;
  readonly accounts: Accounts;
  readonly comments: CommentState;
  readonly countReactions: (commentId: number) => Readonly<Record<string, number>>;
  /** A repository without what it says to few. */
  readonly hideSettings: (repository: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

/**
 * Makes emulate's objects look like GitHub's, wherever they are nested: people have the login of today, or are gone, Bots
 * are of type Bot, what an App wrote says so, comments know their reactions and edits, and timestamps have no milliseconds.
 * Dressing twice is the same as once.
 */
export function dress(value: unknown, wardrobe: Wardrobe): unknown {
  if (Array.isArray(value)) {
    const items = value.map((inner: unknown) => ({ inner, shown: dress(inner, wardrobe) }));
    return items.filter(({ inner, shown }) => shown !== null || inner === null).map(({ shown }) => shown);
  }
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return value;
  const dressed = wardrobe.hideSettings(
    Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, isTime(key) ? wholeSeconds(inner) : dress(inner, wardrobe)]),
    ),
  );
  if (typeof dressed["login"] === "string") return dressAccount(dressed, dressed["login"], wardrobe.accounts);
  // A fork goes with the account it belonged to.
  if (dressed["fork"] === true && dressed["owner"] === null) return null;
  return "performed_via_github_app" in dressed ? dressText(dressed, wardrobe) : dressed;
}

function dressAccount(account: Readonly<Record<string, unknown>>, login: string, accounts: Accounts): unknown {
  const { id, type } = account;
  // Organizations have ids of their own.
  const known = typeof id === "number" && type !== "Organization" ? accounts.shown(id) : undefined;
  if (known === undefined) return account;
  if (known.login === undefined) return null;
  const today = known.login;
  const renamed = Object.entries(account).map(([key, value]) => [
    key,
    key.endsWith("url") && typeof value === "string" ? value.replace(`/${login}`, `/${today}`) : value,
  ]);
  const name = account["name"] === known.key ? { name: today } : {};
  const kind = today.endsWith("[bot]") ? { type: "Bot" } : {};
  return { ...Object.fromEntries(renamed), ...name, ...kind, login: today };
}

/** An issue or a comment. */
function dressText(item: Readonly<Record<string, unknown>>, wardrobe: Wardrobe): Readonly<Record<string, unknown>> {
  const { id, issue_url: issueUrl } = item;
  const text = { ...item, ...authorship(item, wardrobe) };
  if (typeof id !== "number" || typeof issueUrl !== "string") return text;
  const { comments, countReactions } = wardrobe;
  const app = comments.appOf(id);
  return {
    ...text,
    ...(app === undefined ? {} : { performed_via_github_app: appObject(wardrobe, app) }),
    // emulate writes a comment twice to create it, which moves its `updated_at`.
    updated_at: comments.editedAt(id) ?? item["created_at"],
    reactions: { ...asRecord(item["reactions"]), ...countReactions(id) },
  };
}

function authorship(item: Readonly<Record<string, unknown>>, world: Pick<Wardrobe, "seed" | "url">) {
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
