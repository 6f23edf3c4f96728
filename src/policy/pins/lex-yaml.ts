import { Lexer } from "yaml";

export interface LexedYaml {
  /** By line, without their `#`. A `#` in a text or in a block of one is no comment. */
  readonly comments: ReadonlyMap<number, string>;
  /** What makes the text no workflow, and the library take seconds to say so. */
  readonly problem: string | undefined;
}

// Also so that no recursion over the document is ever deeper than the stack.
const deepest = 64;

export function lexYaml(text: string): LexedYaml {
  const comments = new Map<number, string>();
  let line = 1;
  let brackets = 0;
  let markers = 0;
  // Texts follow a control character of the lexer; only signs and comments stand without.
  let isText = false;
  for (const part of new Lexer().lex(text)) {
    if (!isText && part.startsWith("#")) comments.set(line, part.slice(1).trim());
    if (!isText && (part === "[" || part === "{")) brackets += 1;
    if (!isText && (part === "]" || part === "}")) brackets -= 1;
    if (!isText && (part === "-" || part === "?")) markers += 1;
    if (brackets > deepest || markers > deepest) return { comments, problem: "it is nested too deeply" };
    if (brackets < 0) return { comments, problem: `a bracket closes nothing at line ${line}` };
    const lineFeeds = part.split("\n").length - 1;
    line += lineFeeds;
    if (lineFeeds > 0) markers = 0;
    isText = part === textMark;
  }
  return { comments, problem: undefined };
}

// What the lexer puts before a plain text or a block of text.
const textMark = "\u001f";
