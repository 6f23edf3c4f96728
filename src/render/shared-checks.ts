import type { CheckRunEffect } from "../policy/effect.ts";
import { readSnapshot, writeSnapshot } from "../policy/ledger/snapshot.ts";
import { ledgerBytes, titleCheckName } from "./check-runs.ts";
import { clip } from "./clip.ts";
import { code } from "./markdown.ts";

/** What one open pull request wants its head to show. */
export interface ChecksOfOne {
  readonly number: number;
  readonly baseBranch: string;
  readonly checks: readonly CheckRunEffect[];
}

/** Why several pull requests speak through one check: they have one head, or the merge queue made a commit of them. */
export type SharedBy = "head" | "merge-group";

interface Wanted {
  readonly number: number;
  readonly baseBranch: string;
  readonly check: CheckRunEffect;
}

const headings: Readonly<Record<SharedBy, string>> = {
  head: "Several open pull requests have this head.",
  "merge-group": "The merge queue made this commit of these pull requests, and each is judged anew.",
};

const listBytes = 2_000;

/**
 * A check run belongs to a commit, not to a pull request: a pull request of the same head against a branch that asks for
 * less must not open the gate of one that asks for more. So each check is the worst of theirs, and says so.
 */
export function shareChecks(all: readonly ChecksOfOne[], by: SharedBy = "head"): readonly CheckRunEffect[] {
  const names = [...new Set(all.flatMap(({ checks }) => checks.map(({ name }) => name)))];
  return names.flatMap((name) => {
    const wanted = all
      .flatMap(({ number, baseBranch, checks }) =>
        checks.filter((check) => check.name === name).map((check) => ({ number, baseBranch, check })),
      )
      .toSorted((a, b) => a.number - b.number);
    return share(wanted, by);
  });
}

function share(wanted: readonly Wanted[], by: SharedBy): readonly CheckRunEffect[] {
  const [worst] = wanted.toSorted((a, b) => badness(b.check) - badness(a.check));
  if (worst === undefined) return [];
  if (wanted.length === 1 && by === "head") return [worst.check];
  const lines = wanted.map(
    ({ number, baseBranch, check }) => `- #${number} into ${code(baseBranch)}: ${code(check.title)}`,
  );
  const list = clip(lines, listBytes, (left) => `- … and ${left} more`).join("\n");
  const counts = wanted.length === 1 ? "" : ` What follows is said of #${worst.number}, the furthest from passing.`;
  const summary = `${headings[by]}${counts}\n\n${list}\n\n${worst.check.summary}`;
  const ledgers = worst.check.name === titleCheckName ? "" : joinLedgers(wanted);
  return [{ ...worst.check, summary, ...(ledgers === "" ? {} : { text: ledgers }) }];
}

/** Each pull request needs its ledger back after a loss, so they share the space; a block names its pull request. */
function joinLedgers(wanted: readonly Wanted[]): string {
  const blocks = wanted.flatMap(({ number, check: { text } }) => (text === undefined ? [] : [{ number, text }]));
  const joined = blocks.map(({ text }) => text).join("\n\n");
  if (Buffer.byteLength(joined) <= ledgerBytes) return joined;
  const each = Math.floor(ledgerBytes / blocks.length) - 2;
  return blocks
    .map(({ number, text }) => shorten(number, text, each))
    .filter((text) => text !== "")
    .join("\n\n");
}

// By so much the words for a ledger that was cut are longer. One that was cut before must not pass for a whole one now.
const cutWordsBytes = 50;

function shorten(number: number, text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  return writeSnapshot(number, readSnapshot(text, number)?.entries ?? [], bytes - cutWordsBytes);
}

const order: readonly NonNullable<CheckRunEffect["conclusion"] | CheckRunEffect["status"]>[] = [
  "success",
  "neutral",
  "in_progress",
  "timed_out",
  "action_required",
  "failure",
];

function badness({ conclusion, status }: CheckRunEffect): number {
  return order.indexOf(conclusion ?? status);
}
