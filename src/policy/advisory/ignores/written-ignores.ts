import { assignmentOf, isText, partsOf, pathOf, statementsOf, type Token } from "./toml-tokens.ts";

/** How a policy file writes its ignores: as a list, or as tables `[[…]]` of their own. */
export type WrittenIgnores =
  | { readonly kind: "list"; readonly open: Token; readonly close: Token; readonly items: readonly WrittenItem[] }
  | { readonly kind: "tables"; readonly items: readonly WrittenItem[] };

export interface WrittenItem {
  readonly first: Token;
  readonly last: Token;
  /** The text that names it; undefined where it has another shape. */
  readonly id: Token | undefined;
  /** Where the head `[[…]]` of a table ends. */
  readonly head?: Token;
}

/** `isFolded`: the tool does not mind upper and lower case in keys. */
export interface IgnoreKeys {
  readonly path: string;
  readonly isFolded: boolean;
}

/**
 * Where the ignores stand, in their order, in a text that is TOML. Undefined where no list is found: there is none, or it
 * is written in yet another way.
 */
export function findWritten(tokens: readonly Token[], keys: IgnoreKeys): WrittenIgnores | undefined {
  const fold = (path: string) => (keys.isFolded ? path.toLowerCase() : path);
  const wanted = fold(keys.path);
  const tables: WrittenTable[] = [];
  let table: WrittenTable | undefined;
  let section = "";
  for (const statement of statementsOf(tokens)) {
    const [first, second] = statement;
    const last = statement.at(-1) ?? first;
    if (first.text === "[") {
      section = fold(pathOf(statement));
      table = second?.text === "[" && section === wanted ? { first, last, id: undefined, head: last } : undefined;
      if (table !== undefined) tables.push(table);
      continue;
    }
    const { key, value } = assignmentOf(statement);
    if (table === undefined) {
      const list = findList(value, joinPath(section, fold(key)));
      if (list !== undefined) return list;
    } else {
      table.last = last;
      if (fold(key) === "id") table.id = textOf(value);
    }
  }
  return tables.length === 0 ? undefined : { kind: "tables", items: tables };

  /** Also in a table of one line: `advisories = { ignore = […] }`. */
  function findList(value: readonly Token[], path: string): WrittenIgnores | undefined {
    const [open] = value;
    const close = value.at(-1);
    if (open === undefined || close === undefined) return undefined;
    if (path === wanted && open.text === "[") return { kind: "list", open, close, items: partsOf(value).map(itemOf) };
    if (open.text !== "{" || !wanted.startsWith(`${path}.`)) return undefined;
    for (const part of partsOf(value)) {
      const { key, value: inner } = assignmentOf(part);
      const list = findList(inner, joinPath(path, fold(key)));
      if (list !== undefined) return list;
    }
    return undefined;
  }

  function itemOf(part: readonly [Token, ...Token[]]): WrittenItem {
    const [first] = part;
    const last = part.at(-1) ?? first;
    if (first.text !== "{") return { first, last, id: textOf(part) };
    const named = partsOf(part)
      .map(assignmentOf)
      .find(({ key }) => fold(key) === "id");
    return { first, last, id: textOf(named?.value ?? []) };
  }
}

interface WrittenTable {
  readonly first: Token;
  last: Token;
  id: Token | undefined;
  readonly head: Token;
}

function textOf([value]: readonly Token[]): Token | undefined {
  return value !== undefined && isText(value) ? value : undefined;
}

function joinPath(section: string, key: string): string {
  return section === "" ? key : `${section}.${key}`;
}
