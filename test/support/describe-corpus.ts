import { describe, expect, it } from "vitest";
import { hasCorpus } from "./corpus.ts";

/** A suite on the folder of real data: skipped where it is not there, except under CI=true, where its absence is the failure. */
export function describeCorpus(title: string, suite: () => void): void {
  if (hasCorpus) describe(title, suite);
  else if (process.env["CI"] === "true") it(title, () => expect.fail("../shared/corpus is not there"));
  else it.skip(title);
}
