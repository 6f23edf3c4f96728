import { onceEach } from "../once-each.ts";
import { type Reason, reason } from "../reason.ts";
import { compileRegex, type SafeRegex } from "../text/safe-regex.ts";
import { byWorst, type Verdict } from "../verdict.ts";
import { judgeSubject, type Part } from "./judge-subject.ts";
import { askOf, isAboutText, type Pattern } from "./pattern.ts";
import { type Subject, subjectOf, type TextScene } from "./pieces.ts";

// What one gate reads at most, over all its patterns: beyond it nothing is searched, and nothing holds.
export const mostCharacters = 4 * 1024 * 1024;
// Characters times states of the pattern: a search never takes more steps. These are a few seconds at the very worst.
export const mostSteps = 100_000_000;

export type Compile = (pattern: string, options: { readonly isMultiline: boolean }) => SafeRegex;

/** `compile` is an argument so that a test can count what is searched. */
export function judgePatterns(
  patterns: readonly Pattern[],
  scene: TextScene & { readonly gate: string },
  compile: Compile = compileRegex,
): Verdict {
  const searches = patterns.map((pattern) => {
    const asked = askOf(pattern);
    if (asked === undefined) throw new Error("a pattern asks for no one thing, although it was validated");
    const regex = compile(asked.regex, { isMultiline: isAboutText(pattern) });
    return { ...asked, regex, source: asked.regex, subject: subjectOf(pattern, scene) };
  });
  const tooMuch = whyTooMuch(searches);
  if (tooMuch !== undefined) return { state: "no-data", reason: tooMuch };
  return combine(searches.map((search) => judgeSubject(search, scene)));
}

function whyTooMuch(searches: readonly { readonly subject: Subject; readonly regex: SafeRegex }[]): Reason | undefined {
  const characters = searches.reduce((sum, { subject }) => sum + subject.characters, 0);
  if (characters > mostCharacters) {
    return reason("patterns-too-long", { characters: String(characters), limit: String(mostCharacters) });
  }
  const steps = searches.reduce((sum, { subject, regex }) => sum + subject.characters * regex.size, 0);
  if (steps <= mostSteps) return undefined;
  return reason("patterns-too-slow", { steps: String(steps), limit: String(mostSteps) });
}

/** The worst decides, and is told first. */
function combine(parts: readonly Part[]): Verdict {
  const ordered = parts.toSorted(byWorst);
  const state = ordered[0]?.state ?? "pass";
  const [first, ...details] = onceEach(ordered.flatMap(({ reasons }) => reasons));
  const told = {
    caveats: onceEach(parts.flatMap(({ caveats }) => caveats)),
    notes: onceEach(parts.flatMap(({ notes }) => notes)),
    annotations: parts.flatMap(({ annotations }) => annotations),
  };
  if (first === undefined) return { state, reason: reason("patterns-hold", { count: String(parts.length) }), ...told };
  return { state, reason: first, details, ...told };
}
