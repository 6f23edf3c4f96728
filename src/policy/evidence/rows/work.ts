/**
 * How many values of documents one gate may look at. Who opens pull requests chooses the documents: 50 rows on a list of
 * 100,000 entries are 5 million, which take a second at most, and nothing honest needs four times as many.
 */
export const mostVisits = 20_000_000;

/** Values looked at and letters compared to find what a path may have meant: it only helps to correct it. */
export const mostVisitsOfSearch = 200_000;

/** Counts down what is left to spend. */
export interface Work {
  visits: number;
  search: number;
}

export function newWork(): Work {
  return { visits: mostVisits, search: mostVisitsOfSearch };
}
