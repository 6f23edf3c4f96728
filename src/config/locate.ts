import { type Document, isMap, isNode, isScalar, type LineCounter } from "yaml";

/** Where a path stands in the file: the key itself for a name, the item for a list, the nearest parent when absent. */
export function locate(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): { readonly line: number; readonly column: number } {
  for (let length = path.length; length > 0; length -= 1) {
    const at = offsetOf(document, path.slice(0, length));
    if (at === undefined) continue;
    const { line, col } = lines.linePos(at);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
    return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
