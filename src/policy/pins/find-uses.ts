import { isScalar, LineCounter, parseDocument, Scalar } from "yaml";
import { lexYaml } from "./lex-yaml.ts";
import { resolveAliases } from "./resolve-aliases.ts";
import { type UsesNode, usesNodes } from "./uses-nodes.ts";

/** One `uses:` of a workflow or a composite action. */
export interface Use {
  /** Undefined where it is no text. */
  readonly value: string | undefined;
  readonly line: number;
  /** What stands behind it on its line, without the `#`. */
  readonly comment: string | undefined;
}

export type FoundUses =
  | { readonly ok: true; readonly uses: readonly Use[] }
  | { readonly ok: false; readonly problem: string };

// GitHub's reader ends a line here and the one used below does not: what one takes for a comment, the other runs.
const disputedLineEnd = /\r(?!\n)|[\u0085\u2028\u2029]/;

const options = {
  logLevel: "error",
  merge: false,
  // To find keys that stand twice it compares each with each, a minute for 600 KB; here both are judged.
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/** Every `uses:` of a YAML text, in the order of their lines. The work grows with the text only. Never throws. */
export function findUses(text: string): FoundUses {
  if (disputedLineEnd.test(text)) return { ok: false, problem: "not every reader ends its lines at the same places" };
  const { comments, problem } = lexYaml(text);
  if (problem !== undefined) return { ok: false, problem };
  const lines = new LineCounter();
  const lineOf = (at: number) => lines.linePos(at).line;
  const document = parseDocument(text, { ...options, lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) return { ok: false, problem: `${broken.message} at line ${lineOf(broken.pos[0])}` };
  const aliases = resolveAliases(document);
  const [dangling] = aliases.dangling;
  if (dangling !== undefined) return { ok: false, problem: `the alias *${dangling} names nothing before it` };

  const found = usesNodes(document, aliases).map((each) => placeOf(each, lineOf));
  const ordered = found.toSorted((a, b) => a.at - b.at);
  // Of several on one line the comment is about the last.
  const lastOn = new Map(ordered.map(({ commentLine }, index) => [commentLine, index]));
  const uses = ordered.map(({ value, line, commentLine }, index) => {
    const comment = lastOn.get(commentLine) === index ? comments.get(commentLine) : undefined;
    return { value, line, comment };
  });
  return { ok: true, uses };
}

function placeOf({ node, keyAt }: UsesNode, lineOf: (at: number) => number) {
  if (!isScalar(node)) return { value: undefined, at: keyAt, line: lineOf(keyAt), commentLine: lineOf(keyAt) };
  const [start, end] = node.range ?? [keyAt, keyAt];
  const isBlock = node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL;
  return {
    value: typeof node.value === "string" ? node.value.trim() : undefined,
    at: start,
    line: lineOf(start),
    commentLine: lineOf(isBlock ? start : end),
  };
}
