import { type Alias, type Document, isAlias, type Node, visit } from "yaml";

export interface ResolvedAliases {
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Names that no anchor before them has. */
  readonly dangling: readonly string[];
}

/** What every alias stands for, in one pass: the library looks through the whole document for each of them. */
export function resolveAliases(document: Document.Parsed): ResolvedAliases {
  const targets = new Map<Alias, Node>();
  const dangling: string[] = [];
  const anchors = new Map<string, Node>();
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node)) {
        // A name that is given twice means the newest before the alias.
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (target === undefined) dangling.push(node.source);
      else targets.set(node, target);
    },
  });
  return { targets, dangling };
}
