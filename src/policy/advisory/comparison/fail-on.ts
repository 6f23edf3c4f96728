import { z } from "zod";
import { ratings } from "../findings/advisory.ts";
import type { FindingRow } from "../findings/finding.ts";
import type { AdvisoryKind, Severity } from "../records/rating.ts";

const Reached = z.enum(["any", "direct", "never"]);
type Reached = z.infer<typeof Reached>;

/** What stops a pull request that brings it, by kind. A malicious package always does, so there is no key for it. */
export const FailOn = z.strictObject({
  vulnerability: z
    .union([z.array(z.enum(ratings)).min(1).max(ratings.length), z.enum(["any", "never"])])
    .optional()
    .meta({
      description: "Which vulnerabilities: `any`, `never`, or a list of ratings. Default: `any`, rated or not.",
    }),
  unsound: Reached.optional().meta({
    description: "Unsound code: `any`, `direct` dependencies only, or `never`. Default: `direct`.",
  }),
  unmaintained: Reached.optional().meta({
    description: "Packages that nobody maintains: `any`, `direct` or `never`. Default: `never`.",
  }),
  notice: Reached.optional().meta({ description: "Notices: `any`, `direct` or `never`. Default: `never`." }),
  widened: z.boolean().optional().meta({
    description:
      "Whether what was there before also stops when it is met in another package or lockfile, or directly. Default: false.",
  }),
});
export type FailOn = z.infer<typeof FailOn>;

interface Met {
  readonly kind: AdvisoryKind;
  readonly severity: Severity;
  readonly rows: readonly Pick<FindingRow, "reach">[];
}

/** Whether it stops a pull request. What `failOn` does not say is as usual. */
export function isGrave({ kind, severity, rows }: Met, failOn: FailOn): boolean {
  const isReached = (wanted: Reached) =>
    wanted === "any" || (wanted === "direct" && rows.some(({ reach }) => reach.direct));
  switch (kind) {
    case "malicious":
      return true;
    case "vulnerability": {
      const { vulnerability = "any" } = failOn;
      if (typeof vulnerability === "string") return vulnerability === "any";
      return vulnerability.includes(severity.rating);
    }
    case "unsound":
      return isReached(failOn.unsound ?? "direct");
    case "unmaintained":
      return isReached(failOn.unmaintained ?? "never");
    case "notice":
      return isReached(failOn.notice ?? "never");
  }
}
