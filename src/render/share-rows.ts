import { clip } from "./clip.ts";

interface Table<Item> {
  /** For all rows together. */
  readonly bytes: number;
  /** For one row, so that it does not crowd out the others. */
  readonly mostBytes: number;
  readonly render: (item: Item, bytes: number) => string;
  /** What is said of an item that has no row. */
  readonly name: (item: Item) => string;
  /** The row that says what has none. */
  readonly lastRow: (text: string) => string;
  /** Must not be overlooked, so it has a row before others have. */
  readonly isVital: (item: Item) => boolean;
}

// In less than this a row says next to nothing, and its item is better named in the last row.
const leastBytes = 600;

/** The rows of a table. Where not all fit, those that need less than a fair part leave the rest of it to the others. */
export function shareRows<Item>(items: readonly Item[], table: Table<Item>): readonly string[] {
  const { bytes, mostBytes, render, name, lastRow, isVital } = table;
  const whole = items.map((item) => ({ item, row: render(item, mostBytes) }));
  const sizes = whole.map(({ row }) => Buffer.byteLength(row) + 1);
  if (sizes.reduce((sum, size) => sum + size, 0) <= bytes) return whole.map(({ row }) => row);

  const forRows = Math.floor((bytes * 3) / 4);
  const part = Math.max(leastBytes, fairPart(sizes, forRows));
  const rows = whole.map(({ item, row }) => (Buffer.byteLength(row) < part ? row : render(item, part)));
  const more = (count: number, indexes: readonly number[]) => {
    const names = items.filter((_, index) => indexes.includes(index)).map(name);
    return lastRow(`${count} more: ${clip(names, bytes - forRows, (left) => `and ${left} more`).join("; ")}`);
  };
  const vital = new Set(items.flatMap((item, index) => (isVital(item) ? [index] : [])));
  return clip(rows, forRows, more, (_, index) => vital.has(index));
}

/** How much each may have at most, so that all together have no more than there is. */
function fairPart(sizes: readonly number[], bytes: number): number {
  let left = bytes;
  let part = bytes;
  for (const [index, size] of sizes.toSorted((a, b) => a - b).entries()) {
    part = Math.floor(left / (sizes.length - index));
    if (size > part) return part;
    left -= size;
  }
  return part;
}
