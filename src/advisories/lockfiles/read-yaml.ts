import { isMap, isScalar, isSeq, Lexer, parseAllDocuments } from "yaml";
import type { ParsedNode } from "yaml";
import { lineAt } from "./text.ts";

/** Every plain value is the text that stands there: `1.10` is no number. What is left empty is "". */
export type YamlValue = string | readonly YamlValue[] | YamlMap;
export type YamlMap = ReadonlyMap<string, YamlValue>;

export type YamlReading =
  | { readonly state: "read"; readonly documents: readonly YamlValue[] }
  /** The message completes "pnpm-lock.yaml, line 7, …". */
  | { readonly state: "problem"; readonly line: number; readonly message: string };

// The largest real lockfile that we know has 180,000. A million takes about a second and 500 MB at worst.
const mostTokens = 1_000_000;
const mostDocuments = 10;
// Without brackets the indentation bounds it: a level costs each of its lines a space.
const deepest = 64;

/**
 * The documents of a YAML text that a package manager wrote: no anchors, aliases, tags and directives, so that every
 * reader reads the same, and no text multiplies itself. Keys that stand twice are a problem. The work grows with the text
 * only. Never throws.
 */
export function readYaml(text: string): YamlReading {
  const unusual = findUnusual(text);
  if (unusual !== undefined) return problem(unusual.line, unusual.message);
  const parsed = parseAllDocuments(text, {
    logLevel: "error",
    merge: false,
    // Each error would get the text around it, which nobody is shown.
    prettyErrors: false,
    schema: "failsafe",
    stringKeys: true,
    // The parser compares each key with each other one of its map; `toMap` does not.
    uniqueKeys: false,
  });
  const documents: YamlValue[] = [];
  for (const { errors, warnings, contents } of "empty" in parsed ? [] : parsed) {
    const [broken] = [...errors, ...warnings];
    if (broken !== undefined) {
      // At which level the parser gives up depends on how much stack is left.
      const isDeep = broken.code === "RESOURCE_EXHAUSTION";
      const message = isDeep ? "is nested too deeply" : `is not valid YAML: ${broken.message}`;
      return problem(lineAt(text, broken.pos[0]), message);
    }
    const repeated: Repeated[] = [];
    documents.push(toValue(contents, repeated));
    const [twice] = repeated;
    if (twice !== undefined) return problem(lineAt(text, twice.at), `holds the key ${twice.key} twice`);
  }
  return { state: "read", documents };
}

interface Repeated {
  readonly key: string;
  readonly at: number;
}

function toValue(node: ParsedNode | null, repeated: Repeated[]): YamlValue {
  if (isMap(node)) return toMap(node.items, repeated);
  if (isSeq(node)) return node.items.map((item) => toValue(item, repeated));
  return textIn(node);
}

function toMap(items: readonly { key: ParsedNode; value: ParsedNode | null }[], repeated: Repeated[]): YamlMap {
  const map = new Map<string, YamlValue>();
  for (const { key, value } of items) {
    const name = textIn(key);
    if (map.has(name)) repeated.push({ key: name, at: key.range[0] });
    map.set(name, toValue(value, repeated));
  }
  return map;
}

function textIn(node: ParsedNode | null): string {
  return isScalar(node) && typeof node.value === "string" ? node.value : "";
}

// What the lexer puts before a plain text or a block of text; only signs and comments stand without.
const textMark = "\u001f";

/** What no package manager writes, and what would keep the parser busy. */
function findUnusual(text: string): { readonly line: number; readonly message: string } | undefined {
  let at = 0;
  let tokens = 0;
  let documents = 0;
  let brackets = 0;
  let dashes = 0;
  let isText = false;
  for (const part of new Lexer().lex(text)) {
    tokens += 1;
    if (!isText) {
      const [sign] = part;
      if (sign === "&" || sign === "*") return { line: lineAt(text, at), message: "uses YAML anchors or aliases" };
      if (sign === "!" || sign === "%") return { line: lineAt(text, at), message: "uses YAML tags or directives" };
      if (part === "---" || part === "...") documents += 1;
      if (sign === "[" || sign === "{") brackets += 1;
      if (sign === "]" || sign === "}") brackets -= 1;
      dashes = part === "-" || part === "?" ? dashes + 1 : part === "\n" || part === "\r\n" ? 0 : dashes;
    }
    if (documents > mostDocuments) return { line: lineAt(text, at), message: "holds too many YAML documents" };
    if (brackets > deepest || dashes > deepest) return { line: lineAt(text, at), message: "is nested too deeply" };
    if (tokens > mostTokens) {
      return { line: lineAt(text, at), message: `is too large to read: more than ${mostTokens} parts of YAML` };
    }
    isText = part === textMark;
    // These two marks stand for nothing in the text.
    if (part !== textMark && part !== documentMark) at += part.length;
  }
  return undefined;
}

const documentMark = "\u0002";

function problem(line: number, message: string): YamlReading {
  return { state: "problem", line, message };
}
