import { commands } from "../commands/index.ts";
import { parseSignoff } from "../commands/signoff.ts";
import { parseArguments } from "../decision/arguments.ts";
import type { Opening } from "../ledger/missed-edits.ts";
import { parseComment } from "./parse-comment.ts";
import { findCommand } from "./run-commands.ts";

/** What a change of a comment means for what was recorded from it. Text that is changed later is never run. */
export interface EditJudgement {
  /** The commands are the same, whatever else was changed. */
  readonly changesNothing: boolean;
  /** Words of sign-offs that still stand there, sorted. All others are taken back. */
  readonly kept: readonly string[];
  /** A command is there that was not there before. */
  readonly adds: boolean;
  /** A hold or a concern is gone from the text, which lifts nothing. */
  readonly dropsStop: boolean;
}

/** `after` is undefined when the comment was deleted. */
export function judgeEdit({ before, after }: { before: string; after: string | undefined }): EditJudgement {
  const old = statementsOf(before);
  const now = after === undefined ? [] : statementsOf(after);
  const oldKeys = new Set(old.map(({ key }) => key));
  const nowKeys = new Set(now.map(({ key }) => key));
  const said = wordsBySha(old);
  const standing = now.filter(({ signs }) => signs !== undefined && isSaid(signs, said));
  const words = [...new Set(standing.flatMap(({ signs }) => signs?.words ?? []))];
  const left = wordsBySha(standing);
  return {
    changesNothing: oldKeys.size === nowKeys.size && [...oldKeys].every((key) => nowKeys.has(key)),
    kept: words.filter((word) => isAreaWord(word) && isWholly(word, said, left)).toSorted(),
    adds: now.some((each) => !oldKeys.has(each.key) && !standing.includes(each)),
    dropsStop: old.some(({ key, isStop }) => isStop && !nowKeys.has(key)),
  };
}

/**
 * Of what was recorded from a text, what it still says, when nobody knows what it said before. A line that signs more
 * than was recorded is another line.
 */
export function stillSaid(body: string, recorded: readonly Opening[]): readonly Opening[] {
  const now = statementsOf(body);
  const words = new Set(recorded.flatMap((entry) => (entry.kind === "signed" ? entry.word : [])));
  const lines = now.flatMap(({ signs }) => signs ?? []).filter((line) => line.words.every((word) => words.has(word)));
  return recorded.filter((entry) => {
    if (entry.kind === "signed") {
      return lines.some((line) => line.words.includes(entry.word) && entry.headSha.startsWith(line.sha));
    }
    const name = entry.kind === "waived" ? "waive" : entry.outcome;
    return now.some(({ command, about }) => command === name && about === entry.gate);
  });
}

/** A command line without what does not matter: white space, case, order, and which of its names was used. */
interface Statement {
  readonly key: string;
  /** Its proper name. */
  readonly command: string;
  /** The first word behind it, in lower case. */
  readonly about: string | undefined;
  readonly isStop: boolean;
  readonly signs: Signs | undefined;
}

interface Signs {
  readonly sha: string;
  readonly words: readonly string[];
}

function statementsOf(body: string): readonly Statement[] {
  return parseComment(body).invocations.flatMap(({ name, args }) => {
    const command = findCommand(name, commands)?.name;
    if (command === undefined) return [];
    const text = args.toLowerCase().split(/\s+/).join(" ");
    const signs = command === "signoff" ? signsOf(args) : undefined;
    // The note of a sign-off is prose: correcting it costs nothing.
    const what = signs === undefined ? text : `${signs.words.join(" ")} @${signs.sha}`;
    const isStop = command === "concern" || (command === "hold" && text !== "cancel");
    const about = parseArguments(args).words[0]?.toLowerCase();
    return { key: `${command} ${what}`, command, about, isStop, signs };
  });
}

/** Undefined for the words of the grammar that sign nothing. */
function signsOf(args: string): Signs | undefined {
  const { areas, sha = "" } = parseSignoff(args);
  const words = [...new Set(areas.map((area) => area.toLowerCase()))].toSorted();
  const first = areas[0]?.toLowerCase();
  const isOther = first === "cancel" || (areas.length === 1 && (first === "status" || first === "help"));
  return isOther || words.length === 0 ? undefined : { sha, words };
}

type WordsBySha = ReadonlyMap<string, ReadonlySet<string>>;

function wordsBySha(statements: readonly Statement[]): WordsBySha {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { signs } of statements) {
    if (signs !== undefined) found.set(signs.sha, new Set([...(found.get(signs.sha) ?? []), ...signs.words]));
  }
  return found;
}

/** One word that was not there before makes the line another one: `runtime` may have become `runtime not yet`. */
function isSaid({ sha, words }: Signs, said: WordsBySha): boolean {
  return words.every((word) => said.get(sha)?.has(word) === true);
}

/** Of one area signed at two commits, only one was recorded: when either is gone, it may be that one. */
function isWholly(word: string, said: WordsBySha, left: WordsBySha): boolean {
  return [...said].every(([sha, words]) => !words.has(word) || left.get(sha)?.has(word) === true);
}

/** What can be neither an area nor an alias was never signed, and is not kept in a ledger. */
function isAreaWord(word: string): boolean {
  return word.length <= 50 && /^[a-z](?:[-/]?[a-z0-9])*$/.test(word);
}
