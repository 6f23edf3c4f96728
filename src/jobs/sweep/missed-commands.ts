import type { Conversation, Spoken } from "../../github/ledger/conversation.ts";
import { findKnownSince } from "../../github/ledger/restore-ledger.ts";
import { isCommandDone } from "../../github/ledger/command-done.ts";
import { commands } from "../../policy/commands/index.ts";
import { readCommands } from "../../policy/comment/run-commands.ts";
import type { PullRequest } from "../../policy/facts.ts";
import type { LedgerEntry, Source } from "../../policy/ledger/entry.ts";
import { sourceName } from "../../policy/plan.ts";
import { reason } from "../../policy/reason.ts";
import type { Store } from "../../store/store.ts";
import type { Deps } from "../deps.ts";
import type { Where } from "../pull-request/look.ts";
import { tellNotRead } from "../comment/tell-not-read.ts";

// Whoever changed a hundred comments needs to be told why nothing happens, and not a hundred times.
const hintLimit = 3;

/**
 * Commands whose delivery never reached us. What a person provably said, unchanged, is run as if it came in now, with
 * its own time; what may have been changed since is not, and its author is told. Each is met once.
 */
export async function runMissedCommands(
  pullRequest: PullRequest,
  { spoken, isAnswered }: Conversation,
  ledger: readonly LedgerEntry[],
  where: Where,
  deps: Deps,
): Promise<void> {
  const { store, enqueue, log, dryRun } = deps;
  const since = await findKnownSince(pullRequest, where, deps);
  const known = new Set(ledger.map(({ source }) => sourceName(source)));
  let hints = 0;
  for (const each of spoken) {
    const { source, author } = each;
    if (each.at < since || known.has(sourceName(source)) || isAnswered(source) || author === undefined) continue;
    if (!mayCommand(each.body) || (await isMet(source, store))) continue;
    const facts = { source, personId: author.id };
    const isCommand = holdsCommands(each.body);
    const isPerson = !author.isBot && each.viaAppId === undefined;
    if (isCommand && each.isProvablyUnedited) {
      log.info(facts, "commands whose delivery was lost are run");
      if (!dryRun) await enqueue([runRequest(each, pullRequest.number, where)]);
    }
    if (isCommand && !each.isProvablyUnedited && isPerson && hints < hintLimit) {
      hints += 1;
      log.info(facts, "commands that cannot be proven are not run");
      const unread = { number: pullRequest.number, source, body: each.body, at: each.at, authorId: author.id };
      await tellNotRead(unread, reason("delivery-lost", {}), where, deps);
    }
    // Also what holds none: parsing it once is enough.
    if (!dryRun) await store.put(metKey(source), true, { expiresInMs: rememberedMs });
  }
}

/** Costs nothing, unlike parsing. */
function mayCommand(body: string): boolean {
  return /^[^\S\n]*[\u200B-\u200D\u2060\uFEFF]*\/[a-z]/imu.test(body);
}

async function isMet(source: Source, store: Store): Promise<boolean> {
  return (await isCommandDone(store, source)) || (await store.get(metKey(source))) !== undefined;
}

function holdsCommands(body: string): boolean {
  const { state } = readCommands(body, commands);
  return state === "lines" || state === "too-many";
}

/** The same request, under the same id, that its delivery would have made. */
function runRequest({ source, body, at, headSha, author, viaAppId }: Spoken, number: number, where: Where) {
  const { installationId, owner, repo, repositoryId } = where;
  const said = {
    ...source,
    body,
    at: at.toISOString(),
    headSha: headSha ?? null,
    author: author ?? null,
    viaAppId: viaAppId ?? null,
  };
  const payload = { installationId, owner, repo, repositoryId, number, source: said };
  return { job: "run-command", payload, id: sourceName(source) };
}

// Longer than anything waits for its delivery. Met again, a command that was run says so itself.
const rememberedMs = 180 * 24 * 3600 * 1000;

function metKey(source: Source): string {
  return `met/${sourceName(source)}`;
}
