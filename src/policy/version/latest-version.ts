/** The version that the next one is counted from: the highest that was released, by version and not by date. */
export type LatestVersion =
  | { readonly state: "released"; readonly version: string }
  /** There is no tag or release that is a version. */
  | { readonly state: "unreleased" }
  /** Nobody asked, or it cannot be told: several components, a branch beside the default one. */
  | { readonly state: "unknown" };
