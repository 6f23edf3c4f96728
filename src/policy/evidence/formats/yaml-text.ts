import { type Document, isMap, isScalar, parseDocument, visit } from "yaml";
import type { ParsedText } from "./parsed-text.ts";
import { asWritten } from "./rounded.ts";

/** 32 KB take half a second at most, where every sign is an error. */
export const yamlLimit = 32 * 1024;

// A few aliases to a long list of aliases would otherwise fill the memory.
const mostAliases = 50;

/** YAML 1.2 without directives, tags, merge keys and keys that are no text. What its parser only warns of counts as broken. */
export function parseYaml(text: string): ParsedText {
  const document = parseDocument(text, {
    logLevel: "error",
    merge: false,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    // The parser compares each key with each other one of its map; `findFault` does not.
    uniqueKeys: false,
  });
  const [broken] = [...document.errors, ...document.warnings];
  // At which level the parser gives up depends on how much stack is left.
  if (broken?.code === "RESOURCE_EXHAUSTION") return { ok: false, problem: "it is nested too deeply" };
  if (broken !== undefined) return { ok: false, problem: `line ${lineAt(text, broken.pos[0])}: ${broken.message}` };
  if (document.directives.yaml.explicit === true) return { ok: false, problem: "it has a %YAML directive" };
  try {
    const fault = findFault(document);
    if (fault !== undefined) return { ok: false, ...fault };
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

type Fault = { readonly problem: string } | { readonly repeatedKey: string };

/** What the parser reads, and another one perhaps reads otherwise. Numbers that were rounded are replaced on the way. */
function findFault(document: Document.Parsed): Fault | undefined {
  let fault: Fault | undefined;
  visit(document, {
    Node: (_key, node) => {
      if ("tag" in node && node.tag !== undefined) fault = { problem: `it has the tag ${node.tag}` };
      else if (isMap(node)) fault = keyFault(node.items.map(({ key }) => (isScalar(key) ? String(key.value) : "")));
      else if (isScalar(node) && typeof node.value === "number") node.value = asWritten(node.source ?? "", node.value);
      return fault === undefined ? undefined : visit.BREAK;
    },
  });
  return fault;
}

function keyFault(keys: readonly string[]): Fault | undefined {
  const seen = new Set<string>();
  for (const key of keys) {
    if (key === "<<") return { problem: "it has the merge key <<" };
    if (seen.has(key)) return { repeatedKey: key };
    seen.add(key);
  }
  return undefined;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
