import type { CheckRunEffect } from "../policy/effect.ts";
import { clip } from "./clip.ts";
import { code } from "./markdown.ts";

/** What one open pull request wants its head to show. */
export interface ChecksOfOne {
  readonly number: number;
  readonly baseBranch: string;
  readonly checks: readonly CheckRunEffect[];
}

const listBytes = 2_000;

/**
 * A check run belongs to a commit, not to a pull request: a pull request of the same head against a branch that asks for
 * less must not open the gate of one that asks for more. So each check is the worst of theirs, and says so.
 */
export function shareChecks(all: readonly ChecksOfOne[]): readonly CheckRunEffect[] {
  const names = [...new Set(all.flatMap(({ checks }) => checks.map(({ name }) => name)))];
  return names.flatMap((name) => {
    const wanted = all
      .flatMap(({ number, baseBranch, checks }) =>
        checks.filter((check) => check.name === name).map((check) => ({ number, baseBranch, check })),
      )
      .toSorted((a, b) => badness(b.check) - badness(a.check) || a.number - b.number);
    const [worst] = wanted;
    if (worst === undefined) return [];
    if (wanted.length === 1) return [worst.check];
    const lines = wanted
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, baseBranch, check }) => `- #${number} into ${code(baseBranch)}: ${code(check.title)}`);
    const list = clip(lines, listBytes, (left) => `- … and ${left} more`).join("\n");
    const summary = `Several open pull requests have this head. The one that is furthest from passing counts.\n\n${list}`;
    return [{ ...worst.check, summary: `${summary}\n\n${worst.check.summary}` }];
  });
}

const order = ["success", "in_progress", "action_required", "failure"];

function badness({ conclusion, status }: CheckRunEffect): number {
  return order.indexOf(conclusion ?? status);
}
