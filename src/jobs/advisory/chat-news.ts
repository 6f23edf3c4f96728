import { createHash } from "node:crypto";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import type { FoundChange } from "../../render/advisory/chat-lines.ts";
import type { Store } from "../../store/store.ts";

/** What a chat is to hear of one advisory. */
export interface AdvisoryNewsItem {
  readonly kind: "new" | "overdue";
  readonly change: FoundChange;
  /** Of its issue. */
  readonly number: number;
  /** The same for the same news, and for no other. */
  readonly about: string;
}

// A scan that broke off in the middle has opened issues that no later plan calls new.
const recentMs = 24 * 3_600_000;

/** By how the advisories stand, and not only by what this scan has changed. */
export function newsOf(
  changes: readonly TriageChange[],
  numbers: ReadonlyMap<string, number>,
  now: Date,
): readonly AdvisoryNewsItem[] {
  return changes.flatMap((change): readonly AdvisoryNewsItem[] => {
    const number = numbers.get(change.advisory);
    const { found, isOpen } = change;
    if (number === undefined || found === undefined || !isOpen) return [];
    const common = { change: { ...change, found }, number };
    const of = overdueOf(change, now);
    return [
      ...(isNew(change, now) ? [{ kind: "new" as const, ...common, about: aboutOf("open", change) }] : []),
      ...(of === undefined ? [] : [{ kind: "overdue" as const, ...common, about: aboutOf(`${of}-due`, change) }]),
    ];
  });
}

function isNew({ events, next }: TriageChange, now: Date): boolean {
  if (events.some(({ kind }) => kind === "open")) return true;
  return next.presence === "present" && next.accepted === null && isRecent(next.firstSeenAt, now);
}

/** Which of its times is over, as a reminder said a short while ago. After an outage the first one may be weekly. */
function overdueOf({ next, due }: TriageChange, now: Date): "decide" | "fix" | undefined {
  const { reminded } = next;
  if (reminded === null || reminded.what === "soon" || due[reminded.of] === undefined) return undefined;
  return isRecent(reminded.at, now) ? reminded.of : undefined;
}

function isRecent(at: string, now: Date): boolean {
  return now.getTime() - Date.parse(at) < recentMs;
}

/** When it comes back it is news again: its clocks have begun anew. */
function aboutOf(event: string, { advisory, next }: TriageChange): string {
  const digest = digestOf([advisory, next.firstSeenAt]);
  return `advisory-${advisory.slice(0, 80).replaceAll(/[^A-Za-z0-9-]/g, "-")}-${event}-${digest}`;
}

export function digestOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}

// What is overdue for years is reminded of every week, and that is no news.
const keptMs = 10 * 365 * 24 * 3_600_000;

/** Those that no chat was asked to tell yet. */
export async function findUntold(
  news: readonly AdvisoryNewsItem[],
  repositoryId: number,
  store: Store,
): Promise<readonly AdvisoryNewsItem[]> {
  const untold: AdvisoryNewsItem[] = [];
  for (const item of news) if ((await store.get(keyOf(repositoryId, item))) === undefined) untold.push(item);
  return untold;
}

export async function noteTold(news: readonly AdvisoryNewsItem[], repositoryId: number, store: Store): Promise<void> {
  for (const item of news) await store.put(keyOf(repositoryId, item), true, { expiresInMs: keptMs });
}

function keyOf(repositoryId: number, { about }: AdvisoryNewsItem): string {
  return `told/${repositoryId}/${about}`;
}
