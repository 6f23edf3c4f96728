/** Each once, in the order in which they came first. Two are the same when they are the same as JSON. */
export function onceEach<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
