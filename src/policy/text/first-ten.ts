const mostShown = 10;

/** The first ten as the list of a sentence, and what follows that list: `, and 20 more`, or nothing. */
export function firstTen(texts: readonly string[]): { readonly first: readonly string[]; readonly safeMore: string } {
  const more = texts.length - mostShown;
  return { first: texts.slice(0, mostShown), safeMore: more > 0 ? `, and ${more} more` : "" };
}
