import { createHash } from "node:crypto";
import { noteLimit, parseArguments } from "../decision/arguments.ts";
import { commands } from "../commands/index.ts";
import { parseSignoff } from "../commands/signoff.ts";
import { type CommandLine, readCommands } from "../comment/run-commands.ts";
import { parseWithdrawal } from "../decision/withdraw.ts";
import type { Person } from "../facts.ts";
import { hideSecrets } from "../text/secrets.ts";
import { cleanTitle } from "../title/reading/clean-title.ts";
import { type LedgerEntry, type SignOff, type Source, topicOf } from "./entry.ts";
import { lost } from "./without-code.ts";

/** A comment or review of a person, as it stands on GitHub. */
export interface Statement {
  readonly source: Source;
  readonly body: string;
  readonly at: Date;
  readonly author: Person;
  /** It may be another text than its author wrote, or one that was refused. */
  readonly closesOnly?: boolean;
}

/** What is known besides the statements. */
interface Known {
  readonly ledger: readonly LedgerEntry[];
  /** The areas by their names, as far as they are known. */
  readonly areas: readonly NamedArea[];
}

export interface NamedArea {
  readonly name: string;
  readonly aliases: readonly string[];
}

/**
 * What is left of statements whose ledger is lost. Of a sign-off only that it was given, and not for which code: it is
 * stale for good. A hold or a concern as a whole, and what its own author took back, because closing is safe; that
 * somebody else lifted it cannot be proven, so it holds again.
 */
export function recoverEntries(
  statements: readonly Statement[],
  { ledger, areas }: Known = { ledger: [], areas: [] },
): readonly LedgerEntry[] {
  const read = statements.map((statement) => ({ statement, lines: linesOf(statement) }));
  const recover = (signOffs: readonly SignOff[]) =>
    read.flatMap(({ statement, lines }) => {
      const entries = lines.flatMap((line) => recoverLine(line, statement, { signOffs, areas }));
      const counting = entries.filter((entry) => mayStand(entry, statement));
      // Of several about one thing the last counts, as when they were run.
      return [...new Map(counting.map((entry) => [topicOf(entry), entry])).values()];
    });
  // What somebody takes back may be what they said in another statement.
  return recover([...ledger, ...recover([])].filter((entry) => entry.kind === "signed"));
}

function linesOf({ body }: Statement): readonly CommandLine[] {
  const read = readCommands(body, commands);
  return read.state === "lines" ? read.lines : [];
}

/** GitHub does not show of a review whether somebody changed it, and nothing is lifted by a text that may be another. */
function mayStand({ kind }: LedgerEntry, { source, closesOnly = false }: Statement): boolean {
  if (kind === "signed") return !closesOnly;
  if (kind === "unheld" || kind === "resolved") return !closesOnly && source.kind === "comment";
  return true;
}

interface Signed {
  readonly signOffs: readonly SignOff[];
  readonly areas: readonly NamedArea[];
}

function recoverLine({ args, command }: CommandLine, statement: Statement, signed: Signed): readonly LedgerEntry[] {
  if (!("name" in command)) return [];
  const { source, author } = statement;
  const stamp = { actor: { id: author.id, login: author.login }, source, at: statement.at.toISOString() };
  const { words, note } = parseArguments(args);
  const first = words[0]?.toLowerCase() ?? "";
  switch (command.name) {
    case "signoff":
      if (first === "cancel") return withdrawals(args.replace(/^\s*cancel/i, ""), stamp, signed);
      return areaWords(args).flatMap((word) =>
        namesOf(word, signed).map((area) => ({ ...lostCode(statement), ...stamp, area, word })),
      );
    case "unsignoff":
      return withdrawals(args, stamp, signed);
    case "hold":
      if (args.trim().toLowerCase() === "cancel") return [{ kind: "unheld", ...stamp, holderId: author.id }];
      return [{ kind: "held", ...stamp, ...textAs("reason", args) }];
    // What lifts something says nothing else: `/unhold not yet` lifted nothing when it was run.
    case "unhold":
      if (args.trim() !== "") return [];
      return [{ kind: "unheld", ...stamp, holderId: author.id }];
    case "concern":
      return isName(first) ? [{ kind: "concern", ...stamp, name: first, ...textAs("text", note) }] : [];
    case "resolve":
      return isName(first) && args.trim().toLowerCase() === first
        ? [{ kind: "resolved", ...stamp, name: first, raiserId: author.id }]
        : [];
    default:
      return [];
  }
}

/** Of their own sign-offs only: who else was entitled to take one back cannot be proven any more. */
function withdrawals(
  text: string,
  stamp: Pick<SignOff, "actor" | "source" | "at">,
  signed: Signed,
): readonly LedgerEntry[] {
  const { areas: words, login = stamp.actor.login, note } = parseWithdrawal(text);
  if (login.toLowerCase() !== stamp.actor.login.toLowerCase()) return [];
  const own = signed.signOffs.filter(({ actor }) => actor.id === stamp.actor.id);
  const areas = words.flatMap((each) => {
    const word = each.toLowerCase();
    if (word === "all") return [...own.map(({ area }) => area), ...signed.areas.map(({ name }) => name)];
    const names = namesOf(word, signed);
    const named = own.filter((signOff) => signOff.word === word || names.some((name) => isPartOf(signOff.area, name)));
    // Also where nothing is signed: an approving review must not sign either.
    return [...names, ...named.map(({ area }) => area)];
  });
  return [...new Set(areas)].map((area) => ({
    kind: "unsigned",
    ...stamp,
    area,
    signerId: stamp.actor.id,
    ...textAs("note", note),
  }));
}

/** Code owners split an area, and each part has the name and its owners for a key. */
function isPartOf(area: string, name: string): boolean {
  return area === name || area.startsWith(`${name} `);
}

function namesOf(word: string, { areas }: Signed): readonly string[] {
  const called = areas.filter(({ name, aliases }) => [name, ...aliases].some((each) => each.toLowerCase() === word));
  return called.length === 0 ? [word] : called.map(({ name }) => name);
}

// What is no area here, by now or ever, is read by nothing.
function areaWords(args: string): readonly string[] {
  return parseSignoff(args).areas.map((word) => word.toLowerCase());
}

function lostCode({ body }: Statement) {
  return {
    kind: "signed",
    headSha: lost,
    baseBranch: lost,
    wholeDigest: null,
    areaDigest: null,
    bodySha256: createHash("sha256").update(body).digest("hex"),
  } as const;
}

function isName(word: string): boolean {
  return /^[a-z0-9-]{1,50}$/.test(word);
}

function textAs<Key extends string>(key: Key, text: string): Partial<Record<Key, string>> {
  // By whole characters: half an emoji is no text that GitHub takes.
  const clean = Array.from(hideSecrets(cleanTitle(text)))
    .slice(0, noteLimit)
    .join("");
  // The computed key is the one that the type names.
  return (clean === "" ? {} : { [key]: clean }) as Partial<Record<Key, string>>;
}
