import type { NotChecked } from "../../policy/advisory/findings/finding.ts";
import type { AdvisoryKind, Rating } from "../../policy/advisory/records/rating.ts";
import type { Reason } from "../../policy/reason.ts";
import { utcMinute } from "../../policy/text/utc-minute.ts";
import { clip } from "../clip.ts";
import { cell } from "../markdown.ts";
import { sentenceWithFix } from "../reason.ts";
import { renderMarker } from "./advisory-marker.ts";
import { lastDay } from "./last-day.ts";
import { listNotChecked } from "./not-checked.ts";
import { show, showSentence } from "./show.ts";
import { commitInWords } from "./triage-commit.ts";
import type { TriageContext } from "./triage-context.ts";
import type { IssueText } from "./triage-issue.ts";

/** What the weekly report tells of one repository. */
export interface AdvisoryReport {
  readonly at: Date;
  /** Those without a decision that holds. */
  readonly open: readonly OpenAdvisory[];
  readonly accepted: readonly AcceptedAdvisory[];
  /** What is wrong with documented ignores. */
  readonly ignores: readonly Reason[];
  readonly notChecked: readonly NotChecked[];
  /** Lockfiles and policy files. */
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
  /** Ids of advisories of which nobody can say whether they are to be told, or are gone. */
  readonly heldBack: readonly string[];
  /** False when a lockfile or an answer was missing. */
  readonly isComplete: boolean;
  readonly source: {
    readonly name: string;
    /** When its data was exported; undefined where it answers from the present. */
    readonly asOf: Date | undefined;
    readonly isStale: boolean;
  };
}

export interface OpenAdvisory {
  readonly number: number;
  readonly advisory: string;
  readonly package: string;
  readonly kind: AdvisoryKind;
  readonly rating: Rating;
  readonly firstSeenAt: Date;
  /** The time that counts next; undefined where the clocks stand still. */
  readonly dueAt: Date | undefined;
}

interface AcceptedAdvisory {
  readonly number: number;
  readonly advisory: string;
  readonly package: string;
  readonly file: string;
  readonly until: Date | undefined;
}

/** The weekly report: what is overdue first, then what is open for longest. */
export function renderReport(report: AdvisoryReport, context: TriageContext): IssueText {
  const { at, open, accepted } = report;
  const overdue = open.filter((one) => isOverdue(one, at)).length;
  const late = overdue === 0 ? "" : `, ${overdue} overdue`;
  const isInDoubt = report.unreadable.length + report.heldBack.length > 0;
  const sign = overdue > 0 ? "❌" : open.length > 0 || isInDoubt ? "⏳" : "✅";
  const doubt = report.heldBack.length === 0 ? "" : `; ${report.heldBack.length} held back`;
  const body = [
    renderMarker("report"),
    `${sign} **${open.length} open${late}; ${accepted.length} accepted${doubt}.** At ${commitInWords(context.commit)}, ${utcMinute(at)}.`,
    renderOpen(open, at),
    renderAccepted(accepted),
    section(
      "Documented ignores",
      report.ignores.map((reason) => `- ${sentenceWithFix(reason)}`),
      12_000,
    ),
    section(
      "Cannot be read",
      report.unreadable.map(({ path, problem }) => `- ${show(path)}: ${showSentence(problem)}`),
      4_000,
    ),
    renderHeldBack(report.heldBack),
    section(`Not checked: ${report.notChecked.length}`, listNotChecked(report.notChecked, 0), 2_000),
    sourceInWords(report),
  ];
  const title = `advisories: report of ${at.toISOString().slice(0, 10)}`;
  return { title, body: body.filter((part) => part !== "").join("\n\n") };
}

function renderHeldBack(heldBack: readonly string[]): string {
  const lines = heldBack.map((advisory) => `- ${show(advisory)}`);
  const why =
    "Nobody can say whether these are covered by an ignore, or gone: a file cannot be read, an answer is missing, or a package is looked up nowhere.";
  const list = section(`Held back: ${heldBack.length}`, lines, 3_000);
  return list === "" ? "" : `${list}\n\n${why}`;
}

export function isOverdue({ dueAt }: OpenAdvisory, at: Date): boolean {
  return dueAt !== undefined && dueAt.getTime() <= at.getTime();
}

function renderOpen(open: readonly OpenAdvisory[], at: Date): string {
  const sorted = open.toSorted(
    (left, right) =>
      Number(isOverdue(right, at)) - Number(isOverdue(left, at)) ||
      left.firstSeenAt.getTime() - right.firstSeenAt.getTime() ||
      left.number - right.number,
  );
  const rows = sorted.map((one) => [
    `#${one.number}`,
    show(one.advisory),
    show(one.package),
    `${one.kind}, ${one.rating}`,
    utcMinute(one.firstSeenAt),
    dueInWords(one, at),
  ]);
  return table("Open", ["Issue", "Advisory", "Package", "Kind and rating", "First seen", "Due"], rows, 26_000);
}

function dueInWords(one: OpenAdvisory, at: Date): string {
  if (one.dueAt === undefined) return "no date";
  return `${isOverdue(one, at) ? "❌ was due " : ""}${utcMinute(one.dueAt)}`;
}

function renderAccepted(accepted: readonly AcceptedAdvisory[]): string {
  const sorted = accepted.toSorted((left, right) => endOf(left) - endOf(right) || left.number - right.number);
  const rows = sorted.map(({ number, advisory, package: name, file, until }) => [
    `#${number}`,
    show(advisory),
    show(name),
    show(file),
    until === undefined ? "without an end" : lastDay(until),
  ]);
  return table("Accepted", ["Issue", "Advisory", "Package", "By", "Last day (UTC)"], rows, 16_000);
}

function endOf({ until }: AcceptedAdvisory): number {
  return until?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function table(heading: string, names: readonly string[], rows: readonly (readonly string[])[], bytes: number): string {
  if (rows.length === 0) return "";
  const lines = rows.map((cells) => `| ${cells.map(cell).join(" | ")} |`);
  const shown = clip(lines, bytes, (left) => `| and ${left} more ${"| ".repeat(names.length)}`);
  return `### ${heading}\n\n${[`| ${names.join(" | ")} |`, `|${"---|".repeat(names.length)}`, ...shown].join("\n")}`;
}

function section(heading: string, lines: readonly string[], bytes: number): string {
  if (lines.length === 0) return "";
  return `### ${heading}\n\n${clip(lines, bytes, (left) => `- and ${left} more`).join("\n")}`;
}

function sourceInWords({ source, isComplete, at }: AdvisoryReport): string {
  const doubts = [
    ...(source.isStale ? ["That is too old to prove that something is gone."] : []),
    ...(isComplete ? [] : ["The last scan was incomplete: a lockfile or an answer was missing."]),
  ];
  const so = doubts.length === 0 ? [] : ["So no issue was closed."];
  return [`Advisories come from ${show(source.name)}, as of ${utcMinute(source.asOf ?? at)}.`, ...doubts, ...so].join(
    " ",
  );
}
