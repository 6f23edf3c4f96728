import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import { foldTriage } from "../../policy/advisory/triage/decision.ts";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import type { Message } from "../../policy/announcement/message.ts";
import { utcMinute } from "../../policy/text/utc-minute.ts";
import { cleanText, disarm, escapeText } from "../discord/text.ts";
import { toSafeUrl } from "../discord/links.ts";
import { cut } from "../markdown.ts";
import { isOverdue as isReportedOverdue, type AdvisoryReport } from "./report.ts";
import { kindAndRating, kindSentence, ratingOf, renderName } from "./severity-words.ts";

/** What a chat hears of. */
export type AdvisoryNews =
  | { readonly kind: "new" | "overdue"; readonly change: FoundChange }
  /** More at once than a chat wants to hear one by one. */
  | { readonly kind: "many"; readonly fresh: readonly FoundChange[]; readonly overdue: readonly FoundChange[] }
  | { readonly kind: "report"; readonly report: AdvisoryReport }
  /** So many scans in a row found no source that answers. */
  | { readonly kind: "silent"; readonly silences: number };

export type FoundChange = TriageChange & { readonly found: Advisory };

/** Where the news stands, and when it came. */
export interface NewsPlace {
  readonly owner: string;
  readonly repo: string;
  /** Of the issue, or of what else it is about. */
  readonly htmlUrl: string;
  readonly at: Date;
}

const titleLimit = 256;

/** A card for the chat, in Discord's markup and within its limits. The same news gives the same bytes. */
export function renderChatLines(news: AdvisoryNews, { owner, repo, htmlUrl, at }: NewsPlace): Message {
  const url = toSafeUrl(new URL(htmlUrl));
  if (url === undefined) throw new Error(`the issue ${htmlUrl} has no usable web address`);
  const { title, description, subject } = cardOf(news, at);
  return {
    title: cut(title, titleLimit),
    url,
    description,
    footer: disarm(cut(cleanText(`${owner}/${repo} · ${subject}`), 200)),
    timestamp: at.toISOString(),
  };
}

interface Card {
  readonly title: string;
  readonly description: string;
  /** Tells the cards of one issue apart. */
  readonly subject: string;
}

function cardOf(news: AdvisoryNews, at: Date): Card {
  switch (news.kind) {
    case "new":
    case "overdue":
      return ofAdvisory(news);
    case "many":
      return ofMany(news, at);
    case "report":
      return ofReport(news.report);
    case "silent":
      return ofSilence(news, at);
  }
}

function ofAdvisory({ kind, change }: Extract<AdvisoryNews, { readonly kind: "new" | "overdue" }>): Card {
  const { found, next, due } = change;
  const name = renderName(found, ratingOf(found, foldTriage(next.entries).severity));
  const [first, ...others] = found.rows;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const where = `${short(`${first.package} ${first.version}`)} in ${short(first.lockfile)}${more}`;
  const times = [
    ...(due.decide === undefined ? [] : [`Decide by ${utcMinute(due.decide)}.`]),
    ...(due.fix === undefined ? [] : [`Be free of it by ${utcMinute(due.fix)}.`]),
  ];
  return {
    title: escapeText(kind === "new" ? name : `Overdue: ${name}`),
    description: [`${kindSentence[found.kind]} It is ${where}.`, ...times].join("\n"),
    subject: kind === "new" ? `advisory ${found.id}` : `overdue ${found.id}`,
  };
}

function ofMany({ fresh, overdue }: Extract<AdvisoryNews, { readonly kind: "many" }>, at: Date): Card {
  const parts = [
    ...(fresh.length === 0 ? [] : [{ word: "new", changes: fresh }]),
    ...(overdue.length === 0 ? [] : [{ word: "overdue", changes: overdue }]),
  ];
  const lines = parts.map(({ word, changes }) => `${changes.length} ${word}: ${countKinds(changes)}.`);
  const title = `Advisories: ${parts.map(({ word, changes }) => `${changes.length} ${word}`).join(", ")}`;
  return { title, description: lines.join("\n"), subject: `advisories at ${utcMinute(at)}` };
}

/** "1 malicious; 3 high; 2 unsound, high", the most urgent first. */
function countKinds(changes: readonly FoundChange[]): string {
  const words = changes.map(({ found, next }) =>
    kindAndRating(found.kind, ratingOf(found, foldTriage(next.entries).severity)),
  );
  return [...Map.groupBy(words, (word) => word)].map(([word, those]) => `${those.length} ${word}`).join("; ");
}

function ofSilence({ silences }: Extract<AdvisoryNews, { readonly kind: "silent" }>, at: Date): Card {
  const lines = [
    `No source of advisories has answered ${silences} scans in a row. No issue is opened or closed meanwhile.`,
    "It is tried again every hour. Whoever runs Gatehouse finds the reason in its log.",
  ];
  return {
    title: "Advisories: the scan finds no source",
    description: lines.join("\n"),
    subject: `silent at ${utcMinute(at)}`,
  };
}

function ofReport({ at, open, accepted, ignores, unreadable, heldBack }: AdvisoryReport): Card {
  const overdue = open.filter((one) => isReportedOverdue(one, at)).length;
  const lines = [
    `${open.length} open, ${overdue} of them overdue; ${accepted.length} accepted.`,
    ...(unreadable.length === 0 ? [] : [`Files that cannot be read: ${unreadable.length}.`]),
    ...(heldBack.length === 0 ? [] : [`Held back, as nobody can say how they stand: ${heldBack.length}.`]),
    ...(ignores.length === 0 ? [] : [`Documented ignores to look at: ${ignores.length}.`]),
  ];
  const day = at.toISOString().slice(0, 10);
  return { title: `Advisories: report of ${day}`, description: lines.join("\n"), subject: `report ${day}` };
}

function short(text: string): string {
  return escapeText(cut(text.replaceAll(/\s+/g, " "), 120));
}
