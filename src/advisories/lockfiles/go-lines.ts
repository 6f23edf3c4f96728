/** One statement of a go.mod: `require a v1.0.0` alone, or one line of a block `require ( … )`. */
export interface GoStatement {
  readonly line: number;
  /** `require`, `replace`, … */
  readonly verb: string;
  /** `=>` stands among them. */
  readonly words: readonly string[];
  /** What stands behind it on its line, without the `//`. */
  readonly comment: string | undefined;
}

export type GoLines =
  | { readonly ok: true; readonly statements: readonly GoStatement[] }
  /** The message completes "go.mod, line 7, …". */
  | { readonly ok: false; readonly line: number; readonly message: string };

/** The grammar of https://go.dev/ref/mod#go-mod-file-grammar, whatever the verbs are. */
export function readGoLines(text: string): GoLines {
  const statements: GoStatement[] = [];
  let block: { readonly verb: string; readonly line: number } | undefined;
  for (const [index, row] of text.split("\n").entries()) {
    const line = index + 1;
    const read = readWords(row);
    if (!read.ok) return { ok: false, line, message: read.message };
    const { words, comment } = read;
    const [verb, ...rest] = words;
    if (verb === undefined) continue;
    if (block !== undefined) {
      if (verb !== ")") statements.push({ line, verb: block.verb, words, comment });
      else if (rest.length > 0) return { ok: false, line, message: "has something behind the end of a block" };
      else block = undefined;
    } else if (rest.at(-1) === "(" && rest.length === 1) block = { verb, line };
    else if (rest.join(" ") !== "( )") statements.push({ line, verb, words: rest, comment });
  }
  if (block === undefined) return { ok: true, statements };
  return { ok: false, line: block.line, message: `begins a block ${block.verb} that never ends` };
}

type Words =
  | { readonly ok: true; readonly words: readonly string[]; readonly comment: string | undefined }
  | { readonly ok: false; readonly message: string };

// Real ones stay below 300; on one of many megabytes the expression below would run out of memory.
const longestLine = 10_000;

function readWords(row: string): Words {
  if (row.length > longestLine) return { ok: false, message: `is longer than ${longestLine} characters` };
  // A comment, a text in quotes, a text in backquotes, a bracket or comma, or anything up to one of these.
  const word =
    /\s*(?:\/\/(?<comment>.*)|"(?<quoted>(?:[^"\\]|\\.)*)"|`(?<raw>[^`]*)`|(?<sign>[()[\]{},])|(?<plain>[^\s()[\]{},"`]+))/y;
  const words: string[] = [];
  const trimmed = row.trimEnd();
  while (word.lastIndex < trimmed.length) {
    const at = word.lastIndex;
    const groups = word.exec(trimmed)?.groups;
    if (groups === undefined) return { ok: false, message: `cannot be read from character ${at + 1} on` };
    if (groups["comment"] !== undefined) return { ok: true, words, comment: groups["comment"] };
    const quoted = groups["quoted"]?.replaceAll(/\\(.)/g, "$1");
    const plain = groups["plain"] ?? "";
    // A comment needs no space before it.
    const [bare = ""] = plain.split("//", 1);
    word.lastIndex -= plain.length - bare.length;
    words.push(quoted ?? groups["raw"] ?? groups["sign"] ?? bare);
  }
  return { ok: true, words, comment: undefined };
}
