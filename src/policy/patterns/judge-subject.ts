import { type Reason, reason } from "../reason.ts";
import { firstTen } from "../text/first-ten.ts";
import type { SafeRegex } from "../text/safe-regex.ts";
import type { Annotation } from "../verdict.ts";
import { type Ask, isAboutText, type Pattern } from "./pattern.ts";
import { type Piece, readSubject, type Subject, type TextScene } from "./pieces.ts";

/** What one pattern comes to. */
export interface Part {
  readonly state: "pass" | "fail" | "waiting" | "no-data";
  /** Empty when it passes. */
  readonly reasons: readonly Reason[];
  readonly caveats: readonly Reason[];
  readonly notes: readonly Reason[];
  readonly annotations: readonly Annotation[];
}

interface Search {
  readonly ask: Ask;
  readonly regex: SafeRegex;
  readonly source: string;
  readonly subject: Subject;
}

const nothingTold = { reasons: [], caveats: [], notes: [], annotations: [] };

export function judgeSubject(
  { ask, regex, source, subject }: Search,
  { files, gate }: TextScene & { readonly gate: string },
): Part {
  const { pattern } = subject;
  const { pieces, unread, moved } = readSubject(subject);
  const matches = pieces.filter(({ text }) => regex.isIn(text));
  const missing = [
    ...(unread.length === 0 ? [] : [reason("pattern-unread", { files: unread, pattern: source })]),
    ...(files.isComplete || isAboutText(pattern) ? [] : [reason("pattern-files-unlisted", {})]),
  ];
  const caveats = moved.length === 0 ? [] : [reason("pattern-moved", { files: moved })];
  const said = pattern.say === undefined ? [] : [reason("pattern-said", { say: pattern.say })];
  const found = matches.length === 0 ? [] : [...said, foundReason(ask, source, { pattern, matches })];
  const unknown: Part = { ...nothingTold, state: "no-data", reasons: missing, caveats };
  switch (ask) {
    case "require":
      if (matches.length > 0) return { ...nothingTold, state: "pass" };
      if (missing.length > 0) return unknown;
      return { ...nothingTold, state: "fail", reasons: [...said, missingReason(pattern, source)] };
    case "forbid":
      if (matches.length > 0) return { ...nothingTold, state: "fail", reasons: found, annotations: marks("failure") };
      return missing.length > 0 ? unknown : { ...nothingTold, state: "pass", caveats };
    case "find": {
      if (pattern.needs === undefined) {
        return {
          state: "pass",
          reasons: [],
          caveats: [...missing, ...caveats],
          notes: found,
          annotations: marks("notice"),
        };
      }
      if (missing.length > 0) return { ...unknown, notes: found, annotations: marks("warning") };
      if (matches.length === 0) return { ...nothingTold, state: "pass", caveats };
      const decide = reason("pattern-needs-decision", { command: `/waive ${gate} until 7d -- DECISION` });
      return { state: "waiting", reasons: [...found, decide], caveats, notes: [], annotations: marks("warning") };
    }
  }

  function marks(level: Annotation["level"]): readonly Annotation[] {
    return annotate(matches, level, said[0] ?? reason("pattern-marked", { pattern: source }));
  }
}

const mostMarks = 10;

function annotate(matches: readonly Piece[], level: Annotation["level"], why: Reason): readonly Annotation[] {
  const places = matches.flatMap(({ place }) => place?.mark ?? []).slice(0, mostMarks);
  return places.map(({ path, line }) => ({ path, startLine: line, endLine: line, level, reason: why }));
}

const nouns = { added_lines: "added line", removed_lines: "removed line", added_files: "added file" };

function missingReason({ in: place }: Pattern, pattern: string): Reason {
  if (place === "title") return reason("pattern-title-missing", { pattern });
  if (place === "body") return reason("pattern-body-missing", { pattern });
  return reason("pattern-missing", { pattern, safeNoun: nouns[place] });
}

/** Places only: what stands there may be just what must not be repeated, such as a password. */
function foundReason(
  ask: Ask,
  source: string,
  { pattern: { in: place }, matches }: { readonly pattern: Pattern; readonly matches: readonly Piece[] },
): Reason {
  const isForbidden = ask === "forbid";
  if (place === "title" || place === "body") {
    const words = { pattern: source, safeText: place === "title" ? "title" : "description" };
    return isForbidden ? reason("pattern-text-forbidden", words) : reason("pattern-text-found", words);
  }
  const safeMatches = matches.length === 1 ? `1 ${nouns[place]} matches` : `${matches.length} ${nouns[place]}s match`;
  const { first: places, safeMore } = firstTen(matches.flatMap((each) => each.place?.shown ?? []));
  const words = { pattern: source, safeMatches, places, safeMore };
  return isForbidden ? reason("pattern-forbidden", words) : reason("pattern-found", words);
}
