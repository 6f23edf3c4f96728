import { type Document, LineCounter, parseDocument } from "yaml";
import { sizeProblem } from "./content-size.ts";
import { type ConfigNote, inactiveNotes } from "./sections/inactive.ts";
import { locate } from "./locate.ts";
import { type ConfigProblem, problemLimit, schemaProblems, type UnplacedProblem } from "./problems.ts";
import { advisoryNotes } from "./problems/advisory-notes.ts";
import { readableParts } from "./problems/readable-parts.ts";
import { referenceProblems } from "./problems/references.ts";
import { regexProblems } from "./problems/regex-problems.ts";
import { titleNotes } from "./problems/title-notes.ts";
import { repeatedKeys } from "./repeated-keys.ts";
import { Config } from "./schema.ts";

export type LoadedConfig =
  | { readonly ok: true; readonly config: Config; readonly notes: readonly ConfigNote[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

// A flat YAML list of 1 MB costs over a second and 200 MB of memory; no real configuration comes near 64 KB.
export const configSizeLimit = 64 * 1024;
const start = "Start with `version: 1`.";

/** Text → configuration, or every problem at once with line, column and the fix. Never throws. */
export function loadConfig(text: string): LoadedConfig {
  if (Buffer.byteLength(text) > configSizeLimit) {
    return failed(`the file is larger than ${configSizeLimit / 1024} KB`, "Keep lists of files as globs.");
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: "error",
    merge: false,
    // Each error would get the text around it, which nobody is shown.
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    // `repeatedKeys` looks for them.
    uniqueKeys: false,
  });
  const broken = syntaxProblems(document, lines);
  if (broken.length > 0) return { ok: false, problems: broken };
  const value = readValue(document);
  if (!value.ok) return failed(`YAML: ${value.says}`, "Write the text out instead of using an alias.");
  const { content } = value;
  if (content === null) return failed("the file is empty", start);
  if (typeof content !== "object" || Array.isArray(content))
    return failed("the file is no list of `key: value`", start);
  const excess = sizeProblem(content);
  if (excess !== undefined) return failed(excess.says, excess.fix);
  const parsed = Config.safeParse(content);
  const parts = readableParts(content);
  const tooMuch = regexProblems(parts);
  const problems = [
    ...hiddenKeyProblems(content),
    ...(parsed.success ? [] : schemaProblems(parsed.error, content)),
    // These compile the regular expressions.
    ...(tooMuch.length > 0 ? tooMuch : referenceProblems(parts)),
  ];
  const placed = <Told extends Pick<ConfigNote, "path">>(told: readonly Told[]) =>
    told.map((each) => ({ ...each, ...locate(document, lines, each.path) })).toSorted(byPlace);
  if (!parsed.success || problems.length > 0) return { ok: false, problems: placed(problems.slice(0, problemLimit)) };
  return {
    ok: true,
    config: parsed.data,
    notes: placed([...inactiveNotes(content), ...titleNotes(parts), ...advisoryNotes(parts)]),
  };
}

type Place = Pick<ConfigNote, "line" | "column">;

function byPlace(a: Place, b: Place): number {
  return a.line - b.line || a.column - b.column;
}

/** Also what YAML only warns of: a tag that nobody resolves is a value that nobody wrote. */
function syntaxProblems(document: Document.Parsed, lines: LineCounter): readonly ConfigProblem[] {
  const found = new Map<number, ConfigProblem>();
  const told = [...document.errors, ...document.warnings].map(({ pos, message, code }) => ({
    at: pos[0],
    message,
    code,
  }));
  const repeated = repeatedKeys(document).map((at) => ({ at, message: "", code: "DUPLICATE_KEY" }));
  for (const { at, message, code } of [...told, ...repeated]) {
    // A bracket that is left open is missed once for each level around it, all at one place.
    if (found.has(at)) continue;
    const { line, col } = lines.linePos(at);
    const [words, fix] = inWords[code] ?? [message, "Correct the syntax."];
    found.set(at, { line, column: col, path: [], says: `YAML: ${words}`, fix });
    if (found.size === problemLimit) break;
  }
  return [...found.values()].toSorted(byPlace);
}

const inWords: Readonly<Record<string, readonly [says: string, fix: string]>> = {
  DUPLICATE_KEY: ["this key stands here twice", "Keep one of them."],
  MULTIPLE_DOCS: ["a second document begins here", "Remove the `---`."],
  NON_STRING_KEY: ["a key must be text", "Write a plain name."],
  RESOURCE_EXHAUSTION: ["this is nested too deeply", "Write it flat."],
  TAB_AS_INDENT: ["a tab cannot indent", "Indent with spaces."],
  TAG_RESOLVE_FAILED: ["tags such as `!name` mean nothing here", "Remove the tag."],
};

function readValue(document: Document.Parsed) {
  try {
    // A hundred aliases to one long text would multiply it; the limit throws.
    const content: unknown = document.toJS({ maxAliasCount: 50 });
    return { ok: true as const, content };
  } catch (error) {
    return { ok: false as const, says: error instanceof Error ? error.message : String(error) };
  }
}

/** The one name that a schema of named entries drops without a word. */
function hiddenKeyProblems(content: object): readonly UnplacedProblem[] {
  const problems: UnplacedProblem[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown, path: readonly PropertyKey[]) => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, inner] of Object.entries(value)) {
      if (key !== "__proto__") visit(inner, [...path, Array.isArray(value) ? Number(key) : key]);
      // At the top it is an unknown key like any other.
      else if (path.length > 0) {
        problems.push({ path: [...path, key], says: "`__proto__` cannot be a name", fix: "Choose another name." });
      }
    }
  };
  visit(content, []);
  return problems;
}

function failed(says: string, fix: string): LoadedConfig {
  return { ok: false, problems: [{ line: 1, column: 1, path: [], says, fix }] };
}
