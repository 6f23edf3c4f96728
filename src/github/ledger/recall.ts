import type { Config } from "../../config/schema.ts";
import { commands } from "../../policy/commands/index.ts";
import { readCommands } from "../../policy/comment/run-commands.ts";
import type { PullRequest } from "../../policy/facts.ts";
import type { LedgerEntry, Source } from "../../policy/ledger/entry.ts";
import { recoverLabelHold } from "../../policy/ledger/label-hold.ts";
import { type NamedArea, recoverEntries, type Statement } from "../../policy/ledger/recover.ts";
import { withoutCode } from "../../policy/ledger/without-code.ts";
import { sourceName } from "../../policy/plan.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { collectConversation, type Conversation, type Spoken } from "./conversation.ts";
import { isNeverEdited } from "./never-edited.ts";
import { collectOwnRuns, findEarlierSnapshot, findSnapshot, type FoundSnapshot, type OwnRun } from "./own-snapshot.ts";
import { collectPastEvents, type PastEvents } from "./past-events.ts";

/** What GitHub still shows of a ledger that the store does not hold. */
interface Recall {
  readonly entries: readonly LedgerEntry[];
  /** What was said since then and is not among the entries has to be looked for. */
  readonly since: Date;
  /** Our check runs at the head, newest first. */
  readonly runs: readonly OwnRun[];
  /** Our comment on the title. */
  readonly titleCommentId: number | undefined;
}

interface RecallDeps {
  readonly octokit: Octokit;
  readonly appId: number;
  readonly now: () => Date;
}

interface Asked {
  /** What is decided right now: it speaks for itself. */
  readonly running: Source | undefined;
  /** Undefined where it cannot be read. */
  readonly config: Config | undefined;
}

/**
 * From our own check run, if it holds the ledger; then what closes a gate and was said since. Else, if we were here, all
 * that was said: sign-offs without the code they were given for, and every hold. If we never were, only the label counts:
 * an old `/hold` meant another bot. What cannot be proven is closed.
 */
export async function recallLedger(
  pullRequest: PullRequest,
  { running, config }: Asked,
  at: RepositoryRef,
  deps: RecallDeps,
): Promise<Recall> {
  const runs = await collectOwnRuns(pullRequest.headSha, at, deps);
  const conversation = await collectConversation(pullRequest, at, deps);
  const events = await collectPastEvents(pullRequest, at, deps.octokit);
  const { snapshot, isMet } = await findOwn(pullRequest, { runs, conversation }, at, deps);
  const { entries, since } = isMet
    ? await recallEntries(pullRequest, { snapshot, conversation, events, running, config }, deps)
    : { entries: [], since: deps.now() };
  const label = config?.pull_request.hold_label;
  const held = label === undefined ? [] : recoverLabelHold(pullRequest, label, events.labelings, entries);
  return { entries: [...entries, ...held], since, runs, titleCommentId: conversation.titleCommentId };
}

async function findOwn(
  pullRequest: PullRequest,
  { runs, conversation }: { readonly runs: readonly OwnRun[]; readonly conversation: Conversation },
  at: RepositoryRef,
  deps: RecallDeps,
): Promise<{ readonly snapshot: FoundSnapshot | undefined; readonly isMet: boolean }> {
  const atHead = findSnapshot(pullRequest, runs);
  const hasTrace = conversation.hasOurs || atHead.hasCheck;
  if (atHead.snapshot !== undefined) return { snapshot: atHead.snapshot, isMet: true };
  // Somebody may have deleted our comments, and reviews get none.
  if (!hasTrace && !conversation.spoken.some(isCommand)) return { snapshot: undefined, isMet: false };
  const below = await findEarlierSnapshot(pullRequest, at, deps);
  return { snapshot: below.snapshot, isMet: hasTrace || below.hasCheck };
}

function isCommand({ body }: Spoken): boolean {
  return readCommands(body, commands).state !== "none";
}

interface Found {
  readonly snapshot: FoundSnapshot | undefined;
  readonly conversation: Conversation;
  readonly events: PastEvents;
  readonly running: Source | undefined;
  readonly config: Config | undefined;
}

/** Whoever moves the branch back to an earlier commit brings the check of that commit back, and its older ledger. */
async function recallEntries(
  { openedAt }: PullRequest,
  { snapshot, conversation, events, running, config }: Found,
  { octokit, now }: RecallDeps,
): Promise<Pick<Recall, "entries" | "since">> {
  const wasMoved =
    snapshot !== undefined && events.forcePushedAt !== undefined && snapshot.writtenAt <= events.forcePushedAt;
  const found = snapshot?.entries ?? [];
  const kept = wasMoved ? found.map(withoutCode) : found;
  const newest = newestTime(kept, openedAt);
  const isWhole = snapshot?.isComplete === true;
  const isProven = isWhole && !wasMoved;
  const known = new Set(
    [...kept.map(({ source }) => source), ...(running === undefined ? [] : [running])].map(sourceName),
  );
  // Within the second of the newest entry too.
  const lost = conversation.spoken.filter(
    ({ source, at }) => !known.has(sourceName(source)) && (!isWhole || at >= newest),
  );
  const statements: Statement[] = [];
  for (const spoken of lost) {
    const isTrusted = !isProven && !conversation.isAnswered(spoken.source) && (await isAsWritten(spoken, octokit));
    statements.push(...personsStatement(spoken).map((statement) => ({ ...statement, closesOnly: !isTrusted })));
  }
  const recovered = recoverEntries(statements, { ledger: kept, areas: namedAreas(config) });
  // What was said since a proven ledger is run; everything else is over.
  return { entries: [...kept, ...recovered], since: isProven ? newest : now() };
}

/** Edits count with our own clock where their delivery was lost, all others with GitHub's. */
function newestTime(entries: readonly LedgerEntry[], openedAt: Date): Date {
  const told = entries.filter(({ kind }) => kind !== "edited");
  return new Date(told.reduce((latest, { at }) => Math.max(latest, Date.parse(at)), openedAt.getTime()));
}

/** None of what Apps and machines said. */
function personsStatement({ source, body, at, author, viaAppId }: Spoken): readonly Statement[] {
  return author === undefined || author.isBot || viaAppId !== undefined ? [] : [{ source, body, at, author }];
}

/** Of a review nobody can tell; it lifts nothing. Of a comment that does, GitHub is asked for more than its times. */
async function isAsWritten(spoken: Spoken, octokit: Octokit): Promise<boolean> {
  if (spoken.source.kind !== "comment") return true;
  return spoken.isProvablyUnedited && (!lifts(spoken) || (await isNeverEdited(spoken.nodeId, octokit)));
}

function lifts(spoken: Spoken): boolean {
  return recoverEntries(personsStatement(spoken)).some(({ kind }) => kind === "unheld" || kind === "resolved");
}

function namedAreas(config: Config | undefined): readonly NamedArea[] {
  return Object.entries(config?.areas ?? {}).map(([name, { aliases = [] }]) => ({ name, aliases }));
}
