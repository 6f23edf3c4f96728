import type { AdvisorySource } from "../../src/advisories/source.ts";

/** A source of advisories that nobody may ask: a test that needs some brings its own. */
export const noAdvisories: AdvisorySource = {
  name: "none",
  query: () => Promise.reject(new Error("no advisories are asked for here")),
  lookUp: () => Promise.reject(new Error("no advisories are looked up here")),
};
