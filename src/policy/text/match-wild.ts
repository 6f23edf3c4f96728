/**
 * Matches a list against a pattern with wildcards for any run of items. Never tries more than length times length: it falls
 * back only to the last wildcard met.
 */
export function matchWild<Wanted, Item>(
  pattern: readonly Wanted[],
  items: readonly Item[],
  isWild: (part: Wanted) => boolean,
  isSame: (part: Wanted, item: Item) => boolean,
): boolean {
  // What stands behind the last wildcard can only be the end. Most paths already differ there, before any search.
  const tail = pattern.length - 1 - pattern.findLastIndex(isWild);
  const end = items.length - tail;
  if (tail === pattern.length ? end !== 0 : end < 0) return false;
  const middle = pattern.slice(0, pattern.length - tail);
  for (const [index, part] of pattern.slice(middle.length).entries()) {
    const item = items[end + index];
    if (item === undefined || !isSame(part, item)) return false;
  }
  let p = 0;
  let afterWild: number | undefined;
  let resumeAt = 0;
  for (let i = 0; i < end;) {
    const part = middle[p];
    const item = items[i];
    if (part !== undefined && isWild(part)) {
      p += 1;
      // Everything from here on is taken by a wildcard that ends the pattern.
      if (p === middle.length) return true;
      afterWild = p;
      resumeAt = i;
    } else if (part !== undefined && item !== undefined && isSame(part, item)) {
      p += 1;
      i += 1;
    } else if (afterWild === undefined) {
      return false;
    } else {
      p = afterWild;
      resumeAt += 1;
      i = resumeAt;
    }
  }
  return middle.slice(p).every(isWild);
}
