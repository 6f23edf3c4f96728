import type { CommandContext } from "../command.ts";
import { type Head, seenAt, wasThere } from "../heads.ts";

/** Which head somebody spoke about. */
export type Binding =
  | { readonly state: "bound"; readonly head: Head; readonly isPresent: boolean }
  /** They named a commit that is no head of this pull request. */
  | { readonly state: "unknown"; readonly given: string }
  /** Two heads begin like that, one of them perhaps made for it. */
  | { readonly state: "ambiguous"; readonly given: string }
  /** No head was there long enough to have been seen. */
  | { readonly state: "unseen" };

/**
 * The head that was named, the commit that was reviewed, or the head that had been there for the grace when the comment
 * was written. Times are GitHub's or our own, never those of commits, which their author chooses.
 */
export function bindHead(
  named: string | undefined,
  { source, heads, graceMs }: Pick<CommandContext, "source" | "heads" | "graceMs">,
): Binding {
  const known = [heads.present, ...heads.earlier];
  const bind = (head: Head): Binding => ({ state: "bound", head, isPresent: head === heads.present });
  const seen = known.find((head) => wasThere(head, source.at, graceMs));
  if (named !== undefined) {
    const found = findNamed(named.toLowerCase(), known, source.at, graceMs);
    return "state" in found ? found : bind(found);
  }
  if (source.kind !== "review") return seen === undefined ? { state: "unseen" } : bind(seen);
  // The commit is gone when the review has none: nobody can tell what was looked at.
  if (source.headSha === undefined) return { state: "unseen" };
  const found = findNamed(source.headSha, known, source.at, graceMs);
  if (!("state" in found)) return bind(found);
  // One commit of several can be reviewed by itself. It is no head, so what it changes is not known.
  if (seen === undefined) return { state: "unseen" };
  return bind({ sha: source.headSha, baseBranch: seen.baseBranch, since: source.at, diff: undefined });
}

/** One commit may be there several times, for another base: then the one counts that could be seen. */
function findNamed(given: string, known: readonly Head[], at: Date, graceMs: number): Head | Binding {
  const exact = known.filter(({ sha }) => sha === given);
  const begun = known.filter(({ sha }) => sha.startsWith(given));
  // A short id can be met by another commit that was made for it, but not before it was there.
  const fitting = exact.length > 0 ? exact : begun.filter((head) => wasThere(head, at, 0));
  if (new Set(fitting.map(({ sha }) => sha)).size > 1) return { state: "ambiguous", given };
  const head = seenAt(fitting, at, graceMs) ?? fitting.at(-1);
  return head ?? (begun.length > 0 ? { state: "unseen" } : { state: "unknown", given });
}
