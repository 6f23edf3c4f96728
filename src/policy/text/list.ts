const longestList = 10;

/**
 * "a, b and 2 more": at most ten, and no more than fit, but one in any case, however long it is. Only what is shown is
 * made.
 */
export function listInWords(
  values: readonly string[],
  given: { readonly show: (value: string) => string; readonly joiner: "and" | "or"; readonly bytes: number },
): string {
  const { show, joiner, bytes } = given;
  const shown = firstThatFit(values.slice(0, longestList).map(show), bytes);
  const more = values.length - shown.length;
  const items = more > 0 ? [...shown, `${more} more`] : shown;
  const last = items.at(-1) ?? "nobody";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${joiner} ${last}`;
}

function firstThatFit(items: readonly string[], bytes: number): readonly string[] {
  let used = 0;
  const end = items.findIndex((item, index) => {
    used += Buffer.byteLength(item);
    return index > 0 && used > bytes;
  });
  return end === -1 ? items : items.slice(0, end);
}
