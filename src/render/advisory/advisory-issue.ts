import { createHash } from "node:crypto";
import type { Advisory } from "../../policy/advisory/advisory.ts";
import type { FindingRow, NotChecked } from "../../policy/advisory/finding.ts";
import type { AdvisoryKind, Severity } from "../../policy/advisory/rating.ts";
import { renderMarker, renderState } from "./advisory-marker.ts";
import { describeFix } from "../../policy/advisory/way-out.ts";
import { respond, show } from "./advisory-response.ts";
import { cell, code, cut, fenced } from "../markdown.ts";

/** What an issue says besides the advisory itself. */
export interface AdvisoryContext {
  /** The area that is asked to triage. */
  readonly area: string | undefined;
  /** The policy file in which a decision to ignore is documented; undefined when the repository has none configured. */
  readonly policyFile: string | undefined;
  readonly notChecked: readonly NotChecked[];
}

export interface AdvisoryIssueText {
  readonly title: string;
  readonly body: string;
}

const shownRows = 15;

/** The triage issue of one advisory. The same input gives the same bytes. */
export function renderAdvisoryIssue(advisory: Advisory, context: AdvisoryContext, digest: string): AdvisoryIssueText {
  const body = [
    renderMarker(advisory.id),
    renderVerdict(advisory, context.area),
    code(cut(advisory.summary, 300)),
    renderRows(advisory.rows),
    renderResponse(advisory.rows),
    renderTriage(advisory, context.policyFile),
    renderNotChecked(context.notChecked),
    renderState(digest),
  ];
  return { title: renderTitle(advisory), body: `${body.filter((part) => part !== "").join("\n\n")}\n` };
}

/**
 * Stands for everything about the advisory that calls for a new text. The path and the packages not checked are left out:
 * they change with every other update of the lockfile and would rewrite all issues for nothing.
 */
export function digestAdvisory(advisory: Advisory, { area, policyFile }: AdvisoryContext): string {
  const { id, aliases, kind, severity, summary } = advisory;
  const rows = advisory.rows.map((row) => [
    row.lockfile,
    row.package,
    row.version,
    row.reach.direct,
    row.fix.nearest ?? null,
    row.fix.suggested ?? null,
  ]);
  const content = [id, aliases, kind, severity.rating, severity.score ?? null, summary, rows, area ?? null];
  return createHash("sha256")
    .update(JSON.stringify([...content, policyFile ?? null]))
    .digest("hex")
    .slice(0, 16);
}

function renderTitle({ id, kind, severity, rows }: Advisory): string {
  const names = [...new Set(rows.map((row) => row.package))];
  // A title is shown and mailed as it is, so a hostile name loses everything that no package name needs.
  const name = cut((names[0] ?? "").replace(/[^\w/.+-]/g, "?"), 100);
  const others = names.length > 1 ? ` and ${names.length - 1} more` : "";
  return `advisory: ${cut(id, 80)} in ${name}${others} (${shortRating(kind, severity)})`;
}

function shortRating(kind: AdvisoryKind, { rating }: Severity): string {
  if (kind === "malicious") return kind;
  if (kind !== "vulnerability") return rating === "unknown" ? kind : `${kind}, ${rating}`;
  return rating === "unknown" ? "severity unknown" : rating;
}

function renderVerdict({ id, aliases, kind, severity, rows }: Advisory, area: string | undefined): string {
  const [first] = rows;
  const what = `${show(first.package)} ${show(first.version)} in ${show(first.lockfile)}`;
  const more =
    rows.length > 1 ? ` and ${rows.length - 1} more locked ${rows.length === 2 ? "package" : "packages"}` : "";
  const link = `[${id}](https://osv.dev/vulnerability/${encodeURIComponent(id)})`;
  const names = aliases.length === 0 ? "" : ` (also ${aliases.slice(0, 10).map(show).join(", ")})`;
  const asked = area === undefined ? "" : `\n\nArea ${show(area)} is asked to triage this.`;
  return `**${kindSentence[kind]}** ${link}${names} hits ${what}${more}. ${rateSentence(severity)}${asked}`;
}

const kindSentence: Readonly<Record<AdvisoryKind, string>> = {
  malicious: "A locked package is malicious.",
  vulnerability: "A locked package has a known vulnerability.",
  unsound: "A locked package is unsound.",
  unmaintained: "A locked package is no longer maintained.",
  notice: "There is a notice about a locked package.",
};

function rateSentence({ rating, score }: Severity): string {
  if (rating === "unknown") return "Nobody has rated it yet, which does not mean that it is harmless.";
  return score === undefined ? `It is rated ${rating}.` : `It is rated ${rating} (CVSS ${score.toFixed(1)}).`;
}

function renderRows(rows: readonly FindingRow[]): string {
  const lines = rows.slice(0, shownRows).map((row) => {
    const cells = [
      `${show(row.package)} ${show(row.version)}`,
      show(row.lockfile),
      `${row.reach.direct ? "direct" : "transitive"}: ${renderPath(row.reach.path)}`,
      describeInterval(row),
      describeFix(row) === undefined ? "no version" : show(describeFix(row) ?? ""),
    ];
    return `| ${cells.map(cell).join(" | ")} |`;
  });
  const rest = rows.length > shownRows ? `\n\nand ${rows.length - shownRows} more.` : "";
  return `| Locked | Where | One way in | Affected | Fixed in |\n|---|---|---|---|---|\n${lines.join("\n")}${rest}`;
}

function renderPath(path: readonly string[]): string {
  if (path.length === 0) return "not known from the lockfile";
  const shown = path.length > 8 ? [...path.slice(0, 4), "…", ...path.slice(-3)] : path;
  return shown.map((step) => (step === "…" ? step : show(step))).join(" → ");
}

function describeInterval({ interval }: FindingRow): string {
  if (interval === undefined) return "this version";
  const { introduced, fixed, lastAffected } = interval;
  const isFirst = /^0(\.0\.0(-0)?)?$/.test(introduced.text);
  const start = isFirst ? "" : `from ${show(introduced.text)}, `;
  if (fixed !== undefined) return `${start}before ${show(fixed.text)}`;
  if (lastAffected !== undefined) return `${start}up to ${show(lastAffected.text)}`;
  return isFirst ? "all versions" : `from ${show(introduced.text)} on`;
}

function renderResponse(rows: readonly FindingRow[]): string {
  const steps = rows.slice(0, shownRows).map((row) => {
    const text = respond(row).text;
    return rows.length === 1 ? text : `${show(`${row.package} ${row.version}`)} in ${show(row.lockfile)}: ${text}`;
  });
  return `### What to do\n\n${[...new Set(steps)].join("\n\n")}`;
}

function renderTriage({ id, rows }: Advisory, policyFile: string | undefined): string {
  if (policyFile === undefined || !rows.some((row) => respond(row).mayBeAccepted)) return "";
  const reason = "why it cannot hurt us; until 2030-01-31; #123";
  const entry = policyFile.endsWith("audit.toml") ? `"${id}", # ${reason}` : `{ id = "${id}", reason = "${reason}" },`;
  return [
    "### How to triage",
    `If you accept the risk, say so in ${code(policyFile)} on the default branch, with your reason, the day on which it ends, and the issue that tracks it:`,
    fenced(`[advisories]\nignore = [\n    ${entry}\n]`, "toml"),
    "After the last day of `until` (UTC) the decision no longer counts. Locked does not mean used: not every locked package is part of every build.",
  ].join("\n\n");
}

const whyNotChecked: Readonly<Record<NotChecked["why"], string>> = {
  git: "from git",
  "other-registry": "from another registry",
  "unreadable-version": "with a version that cannot be read",
  "unreadable-record": "with an advisory record that cannot be read",
  refused: "refused by the advisory source",
  unanswered: "not answered by the advisory source",
};

function renderNotChecked(notChecked: readonly NotChecked[]): string {
  if (notChecked.length === 0) return "";
  const groups = Map.groupBy(notChecked, ({ why }) => why);
  const lines = [...groups].map(([why, list]) => {
    const names = list.slice(0, 10).map((one) => show(`${one.package} ${one.version}`));
    return `- ${list.length} ${whyNotChecked[why]}: ${names.join(", ")}${list.length > 10 ? ", …" : ""}`;
  });
  return `<details><summary>Not checked when this was written: ${notChecked.length}</summary>\n\n${lines.join("\n")}\n\n</details>`;
}
