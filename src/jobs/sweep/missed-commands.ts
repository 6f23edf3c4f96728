import type { Conversation, Spoken } from "../../github/ledger/conversation.ts";
import { isNeverEdited } from "../../github/ledger/never-edited.ts";
import { ensureBirth, findKnownSince } from "../../github/ledger/restore-ledger.ts";
import { isCommandDone } from "../../github/ledger/command-done.ts";
import { commands } from "../../policy/commands/index.ts";
import { type CommandsRead, readCommands } from "../../policy/comment/run-commands.ts";
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
 * Commands whose delivery never reached us, or whose job died. What a person provably said, unchanged, is run as if it
 * came in now, with its own time; what may have been changed since is not, and its author is told.
 */
export async function runMissedCommands(
  pullRequest: PullRequest,
  { spoken, isAnswered }: Conversation,
  ledger: readonly LedgerEntry[],
  where: Where,
  deps: Deps,
): Promise<void> {
  const { store, log, now, dryRun } = deps;
  const knownSince = await findKnownSince(pullRequest, where, deps);
  // What is older was met, and that may be forgotten.
  const since = new Date(Math.max(knownSince.getTime(), now().getTime() - rememberedMs));
  const born = await ensureBirth(store, now());
  const known = new Set(ledger.map(({ source }) => sourceName(source)));
  let hints = 0;
  for (const each of spoken) {
    const { source, author, at, body } = each;
    if (at < since || known.has(sourceName(source)) || author === undefined) continue;
    if (!mayCommand(body) || (await isMet(source, store))) continue;
    const read = readCommands(body, commands);
    const isCommand = read.state === "lines" || read.state === "too-many";
    // GitHub's times are whole seconds: it was said somewhen in that one.
    const isOver = at.getTime() + 1000 <= born.getTime() && mayBeDone(read, isAnswered(source));
    if (isCommand && !isOver && (await isProven(each, where, deps))) {
      log.info({ source, personId: author.id }, "commands whose delivery was lost are run");
      // Not met before it is done: should this job die as well, tomorrow's is another one.
      if (!dryRun) await deps.enqueue([runRequest(each, pullRequest.number, where, now())]);
      continue;
    }
    const isPerson = !author.isBot && each.viaAppId === undefined;
    if (isCommand && !isOver && isPerson && hints < hintLimit) {
      hints += 1;
      log.info({ source, personId: author.id }, "commands that cannot be proven are not run");
      const unread = { number: pullRequest.number, source, body, at, authorId: author.id };
      await tellNotRead(unread, reason("delivery-lost", {}), where, deps);
    }
    // Also what holds none: parsing it once is enough.
    if (!dryRun) await store.put(metKey(source), true, { expiresInMs: rememberedMs });
  }
}

/** Costs nothing, unlike parsing. One class of characters, or a line of blanks would be read again from each of them. */
function mayCommand(body: string): boolean {
  return /^[ \u00A0\u200B-\u200D\u2060\uFEFF]*\/[a-z]/im.test(body);
}

async function isMet(source: Source, store: Store): Promise<boolean> {
  return (await isCommandDone(store, source)) || (await store.get(metKey(source))) !== undefined;
}

/** Asked of GitHub for the very few that are about to be run. */
async function isProven({ isProvablyUnedited, nodeId }: Spoken, where: Where, { github }: Deps): Promise<boolean> {
  return isProvablyUnedited && isNeverEdited(nodeId, await github.installation(where.installationId));
}

// Their success leaves nothing in a ledger. Run again, the title would be set back to what it was once.
const traceless = new Set(["gates", "help", "recheck", "retitle"]);
const stops = new Set(["hold", "concern"]);

/**
 * Whether a comment that is older than what we remember may have been run: nobody can tell, where nothing of it would be
 * in the ledger. Our reply says that it was refused; of a stop that is not believed.
 */
function mayBeDone(read: CommandsRead, isAnswered: boolean): boolean {
  if (read.state !== "lines") return isAnswered;
  const names = read.lines.map(({ command }) => ("name" in command ? command.name : ""));
  return names.every((name) => traceless.has(name)) || (isAnswered && !names.some((name) => stops.has(name)));
}

/**
 * What its delivery would have asked for, under an id of its own: that of a job that died is taken for days. Without the
 * title of that time, which only the delivery told.
 */
function runRequest({ source, body, at, headSha, author, viaAppId }: Spoken, number: number, where: Where, now: Date) {
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
  return { job: "run-command", payload, id: `${sourceName(source)}.missed-${now.toISOString().slice(0, 10)}` };
}

// Longer than anything waits for its delivery, and half as long as it is known what was run.
const rememberedMs = 180 * 24 * 3600 * 1000;

function metKey(source: Source): string {
  return `met/${sourceName(source)}`;
}
