import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import type { AdvisoryKind, Rating } from "../../policy/advisory/records/rating.ts";
import type { EntryOf } from "../../policy/advisory/triage/decision.ts";
import { cut } from "../markdown.ts";
import { show, showSentence } from "./show.ts";

/** The rating that counts: a person's word, where there is one. */
export function ratingOf({ severity }: Advisory, override: EntryOf<"severity"> | undefined): Rating {
  return override?.rating ?? severity.rating;
}

/** `RUSTSEC-2099-0001 in h2 (high)`: plain text, safe for titles, which are shown and mailed as they are. */
export function renderName({ id, kind, rows }: Advisory, rating: Rating): string {
  const names = [...new Set(rows.map((row) => row.package))];
  const others = names.length > 1 ? ` and ${names.length - 1} more` : "";
  return `${cut(id, 80)} in ${bareName(names[0] ?? "")}${others} (${kindAndRating(kind, rating)})`;
}

/**
 * A name for a title, which is shown and mailed as it is and becomes the message of a commit: it loses everything that no
 * package name needs. npm's scope keeps its `@`, which calls nobody with a zero-width space behind it.
 */
export function bareName(name: string): string {
  return cut(name.replace(/[^\w/.+@-]|(?!^)@|^@(?![\w.-]+\/)/g, "?"), 100).replace("@", "@\u200B");
}

/** "high" for a vulnerability; "unsound" or "unsound, high" for the others. */
export function kindAndRating(kind: AdvisoryKind, rating: Rating): string {
  if (kind === "malicious") return kind;
  if (kind !== "vulnerability") return rating === "unknown" ? kind : `${kind}, ${rating}`;
  return rating === "unknown" ? "severity unknown" : rating;
}

export const kindSentence: Readonly<Record<AdvisoryKind, string>> = {
  malicious: "A locked package is malicious.",
  vulnerability: "A locked package has a known vulnerability.",
  unsound: "A locked package is unsound.",
  unmaintained: "A locked package is no longer maintained.",
  notice: "There is a notice about a locked package.",
};

/** How bad it is, who says so, and who says otherwise. */
export function rateSentence({ kind, severity }: Advisory, override: EntryOf<"severity"> | undefined): string {
  const rated = ratedByRecord(kind, severity);
  if (override === undefined) return rated;
  return `${rated} ${show(override.by.login)} rates it ${override.rating} here: ${showSentence(override.reason)}.`;
}

function ratedByRecord(kind: AdvisoryKind, { rating, score }: Advisory["severity"]): string {
  if (kind === "malicious") return "It was published to do harm.";
  if (rating === "unknown") return "Nobody has rated it yet, which does not mean that it is harmless.";
  return score === undefined ? `It is rated ${rating}.` : `It is rated ${rating} (CVSS ${score.toFixed(1)}).`;
}
