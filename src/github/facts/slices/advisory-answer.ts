import { askOnce } from "../../../advisories/recent-answer.ts";
import {
  type AdvisoryAnswer,
  type AdvisorySource,
  type PackageQuery,
  SourceSilent,
} from "../../../advisories/source.ts";
import type { Store } from "../../../store/store.ts";

/** Undefined when no source answers within its own limits. One that asks us to wait delays the whole look. */
export async function findAnswer(
  queries: readonly PackageQuery[],
  source: AdvisorySource,
  store: Store,
): Promise<AdvisoryAnswer | undefined> {
  try {
    return await askOnce(queries, source, store);
  } catch (error) {
    // A database that is down must not hide what all the other gates say.
    if (error instanceof SourceSilent) return undefined;
    throw error;
  }
}
