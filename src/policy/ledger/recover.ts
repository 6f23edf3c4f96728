import { createHash } from "node:crypto";
import { noteLimit, parseArguments } from "../decision/arguments.ts";
import { commands } from "../commands/index.ts";
import { parseSignoff } from "../commands/signoff.ts";
import { type CommandLine, readCommands } from "../comment/run-commands.ts";
import type { Person } from "../facts.ts";
import { hideSecrets } from "../text/secrets.ts";
import { cleanTitle } from "../title/clean-title.ts";
import { type EntryOf, type LedgerEntry, type Source, topicOf } from "./entry.ts";

/** A comment or review of a person, as it stands on GitHub. */
interface Statement {
  readonly source: Source;
  readonly body: string;
  readonly at: Date;
  readonly author: Person;
}

/** Stands for a head and a base branch that nobody knows any more. No branch and no commit is called like that. */
const lost = "";

/**
 * What is left of statements whose ledger is lost. Of a sign-off only that it was given, and not for which code: it is
 * stale for good. A hold or a concern as a whole, and that its own author took it back, because closing is safe; that
 * somebody else lifted it cannot be proven, so it holds again.
 */
export function recoverEntries(statements: readonly Statement[]): readonly LedgerEntry[] {
  const recovered = statements.flatMap((statement) => {
    const read = readCommands(statement.body, commands);
    const entries = read.state === "lines" ? read.lines.flatMap((line) => recoverLine(line, statement)) : [];
    // Of several about one thing the last counts, as when they were run.
    return [...new Map(entries.map((entry) => [topicOf(entry), entry])).values()];
  });
  return recovered.filter((entry) => entry.kind !== "resolved" || isOwnConcern(entry, recovered));
}

/** Whether only they raised it; who else was entitled to resolve it cannot be proven any more. */
function isOwnConcern({ name, actor }: EntryOf<"resolved">, recovered: readonly LedgerEntry[]): boolean {
  return recovered.every((entry) => entry.kind !== "concern" || entry.name !== name || entry.actor.id === actor.id);
}

function recoverLine({ args, command }: CommandLine, statement: Statement): readonly LedgerEntry[] {
  if (!("name" in command)) return [];
  const { source, author } = statement;
  const stamp = { actor: { id: author.id, login: author.login }, source, at: statement.at.toISOString() };
  const { words, note } = parseArguments(args);
  const first = words[0]?.toLowerCase() ?? "";
  switch (command.name) {
    case "signoff":
      return first === "cancel"
        ? []
        : areaWords(args).map((word) => ({ ...lostCode(statement), ...stamp, area: word, word }));
    case "hold":
      if (first === "cancel") return [{ kind: "unheld", ...stamp, holderId: author.id }];
      return [{ kind: "held", ...stamp, ...textAs("reason", args) }];
    case "unhold":
      return [{ kind: "unheld", ...stamp, holderId: author.id }];
    case "concern":
      return isName(first) ? [{ kind: "concern", ...stamp, name: first, ...textAs("text", note) }] : [];
    case "resolve":
      return isName(first) ? [{ kind: "resolved", ...stamp, name: first }] : [];
    default:
      return [];
  }
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
  const clean = hideSecrets(cleanTitle(text)).slice(0, noteLimit);
  // The computed key is the one that the type names.
  return (clean === "" ? {} : { [key]: clean }) as Partial<Record<Key, string>>;
}
