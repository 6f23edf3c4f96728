import { parsePattern } from "./codeowners-pattern.ts";

/** A CODEOWNERS file as GitHub reads it. */
export interface Codeowners {
  /** In the order of the file. */
  readonly rules: readonly CodeownersRule[];
  /** Lines that GitHub skips. */
  readonly problems: readonly CodeownersProblem[];
}

interface CodeownersRule {
  readonly line: number;
  readonly matches: (path: readonly string[]) => boolean;
  /** Logins without `@`, teams with it (`@acme/runtime`), e-mail addresses. Empty: these files have no owners. */
  readonly owners: readonly string[];
}

interface CodeownersProblem {
  readonly line: number;
  readonly says: string;
}

// GitHub loads no file of this size or more.
const sizeLimit = 3 * 1024 * 1024;
// Every file of a pull request is tried against every rule, and it may have 3,000 files.
const mostRules = 10_000;

/**
 * Reads a file by the rules of GitHub: a line that it cannot understand is skipped, and the rest counts.
 * https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function parseCodeowners(text: string): Codeowners {
  if (Buffer.byteLength(text) >= sizeLimit) return unusableCodeowners("it is 3 MB or larger, and GitHub ignores it");
  const rules: CodeownersRule[] = [];
  const problems: CodeownersProblem[] = [];
  // Logins and teams are the same whatever their case. One spelling each, or one person would be two sets of owners.
  const spellings = new Map<string, string>();
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  for (const [index, content] of lines.entries()) {
    const line = index + 1;
    const words = splitLine(content);
    if (words === undefined) continue;
    const pattern = parsePattern(words.pattern);
    const owners = words.owners.map(parseOwner);
    const unreadable = words.owners.find((_, at) => owners[at] === undefined);
    if (!pattern.ok) problems.push({ line, says: `${clipped(words.pattern)} is no pattern, ${pattern.says}` });
    else if (unreadable !== undefined)
      problems.push({ line, says: `${clipped(unreadable)} is no login, team or e-mail address` });
    else rules.push({ line, matches: pattern.matches, owners: spellAlike(owners, spellings) });
  }
  return rules.length > mostRules ? unusableCodeowners(`it has more than ${mostRules} rules`) : { rules, problems };
}

function clipped(word: string): string {
  return word.length > 80 ? `${word.slice(0, 80)}…` : word;
}

/** A file of which no line counts. */
export function unusableCodeowners(says: string): Codeowners {
  return { rules: [], problems: [{ line: 1, says }] };
}

/** The owners that are named last for a path; none where no line speaks of it, or the last one names nobody. */
export function ownersOf({ rules }: Codeowners, path: string): readonly string[] {
  const segments = path.split("/");
  return rules.findLast(({ matches }) => matches(segments))?.owners ?? [];
}

/** Undefined for lines that say nothing. A blank in a pattern is written `\ `. */
function splitLine(line: string): { readonly pattern: string; readonly owners: readonly string[] } | undefined {
  const trimmed = line.trim();
  if (trimmed === "" || trimmed.startsWith("#")) return undefined;
  let end = 0;
  while (end < trimmed.length && !/[ \t]/.test(trimmed.charAt(end))) end += trimmed.charAt(end) === "\\" ? 2 : 1;
  const [named = ""] = trimmed.slice(end).split("#");
  return { pattern: trimmed.slice(0, end), owners: named.split(/[ \t]+/).filter((word) => word !== "") };
}

const login = /^@([A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)$/;
const team = /^@[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\/[A-Za-z0-9_.-]+$/;
const email = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

function parseOwner(word: string): string | undefined {
  if (team.test(word) || email.test(word)) return word;
  return login.exec(word)?.[1];
}

function spellAlike(owners: readonly (string | undefined)[], spellings: Map<string, string>): readonly string[] {
  const spelled = owners.flatMap((owner) => {
    if (owner === undefined) return [];
    const known = spellings.get(owner.toLowerCase()) ?? owner;
    spellings.set(owner.toLowerCase(), known);
    return [known];
  });
  return [...new Set(spelled)];
}
