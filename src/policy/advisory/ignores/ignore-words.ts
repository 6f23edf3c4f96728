import { type Reason, reason } from "../../reason.ts";
import type { Ignore } from "./ignore.ts";
import type { IgnoreFinding } from "./ignore-findings.ts";

/** What some findings are about besides the ignores. */
export interface FindingDetails {
  /** How old an ignore may be, in words of our own. */
  readonly maxAge?: string | undefined;
  /** Updates that a fix needs: "h2 0.4.0 → 0.4.13". */
  readonly updates?: readonly string[];
  /** By which ids the advisories are known that an alias names. */
  readonly advisories?: readonly string[];
}

/** One sentence for all ignores that have the same finding; for `duplicate` and `drift` they are of one file. */
export function ignoreReason(
  finding: IgnoreFinding,
  those: readonly [Ignore, ...Ignore[]],
  { maxAge = "", updates = [], advisories = [] }: FindingDetails = {},
): Reason {
  const ignores = those.map(placeOf);
  const [{ file, tool }] = those;
  const ids = [...new Set(those.map(({ id }) => id))];
  switch (finding) {
    case "hides-malicious":
      return reason("ignores-malicious", { ignores });
    case "missing-reason":
      return reason("ignores-without-reason", { ignores });
    case "missing-tracking":
      return reason("ignores-without-issue", { ignores, example: "#123" });
    case "end-unreadable":
      return reason("ignores-end-unreadable", { ignores });
    case "expired":
      return reason("ignores-expired", { ignores });
    case "too-old":
      return reason("ignores-too-old", { ignores, safeLimit: maxAge });
    case "age-unknown":
      return reason("ignores-age-unknown", { ignores });
    case "duplicate":
      return reason("ignores-twice", { file, ids });
    case "drift":
      return reason("ignores-only-in", { file, ids });
    case "stale":
      return reason("ignores-stale", { ignores });
    case "unknown-id":
      return reason("ignores-unknown-id", { ignores });
    case "withdrawn":
      return reason("ignores-withdrawn", { ignores });
    case "fix-available":
      return reason("ignores-fix-available", { ignores, updates });
    case "alias-not-honoured":
      return reason("ignores-alias", { safeTool: `cargo-${tool}`, ignores, advisories });
  }
}

/** "RUSTSEC-2025-0134 (deny.toml:13)". */
export function placeOf({ id, file, line }: Ignore): string {
  return `${id} (${file}${line === undefined ? "" : `:${line}`})`;
}
