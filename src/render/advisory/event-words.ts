import type { FindingRow, NotChecked } from "../../policy/advisory/findings/finding.ts";
import type { AdvisoryKind } from "../../policy/advisory/records/rating.ts";
import type {
  CommitOnBranch,
  TriageChange,
  TriageEvent,
  TriageNews,
} from "../../policy/advisory/triage/triage-plan.ts";
import { utcMinute } from "../../policy/text/utc-minute.ts";
import { clip } from "../clip.ts";
import { code } from "../markdown.ts";
import { untilWords } from "./last-day.ts";
import { whyNotChecked } from "./not-checked.ts";
import { placeInWords, placesInWords, wayIn } from "./places.ts";
import { show, showSentence } from "./show.ts";
import { commitInWords } from "./triage-commit.ts";
import type { TriageContext } from "./triage-context.ts";

const newsBytes = 10_000;

/** What a comment says of one event; empty where the issue alone shows it. */
export function eventInWords(event: TriageEvent, { found, advisory }: TriageChange, { commit }: TriageContext): string {
  const where = found === undefined ? "" : `: ${placesInWords(found.rows)}`;
  switch (event.kind) {
    case "open":
    case "ignored-from-the-start":
    case "propose-ignore":
    case "propose-removal":
      return "";
    case "close":
      return closeInWords(event, advisory, commit);
    case "unproved":
      return unprovedInWords(event.places);
    case "withdrawn":
      return `➖ ${code(advisory)} was withdrawn by its database, so there is nothing left to decide.`;
    case "reopen":
      return event.isNoteLost
        ? `This was closed, and it is locked${where}. The note that the last scan left here is lost, so nobody can say whether it was gone in between. It is open again.`
        : `Back since ${commitInWords(commit)}, the first scanned commit that has it again${where}.`;
    case "reopen-asked":
      return `Opened again, because ${show(event.by)} asked for it.`;
    case "still-affected":
      return `This was closed, and it is still locked${where}. It is open again, this once: closed a second time, it stays closed for 30 days. If there is a reason to leave it, say so by a command.`;
    case "update":
      return clip(event.news.map(newsInWords), newsBytes, (more) => `- and ${more} more`).join("\n");
    case "renamed":
      return `It is called ${code(advisory)} now; this issue began as ${show(event.from)}.`;
    case "mark-ignored":
      return acceptedInWords(event.ignore);
    case "uncovered":
      return `${uncoveredInWords(event, found?.kind)}, and it is still locked${where}. It counts again.`;
    case "remind":
      return reminderInWords(event, where);
    case "decision-undone":
      return `#${event.pullRequest} was closed without a merge, so the decision that named it no longer counts.`;
    case "still-locked": {
      const what = found === undefined ? "" : `: ${placesInWords(found.rows, placeWithWay)}`;
      return `#${event.pullRequest} is merged, and it is still locked${what}. The decision that named it no longer counts.`;
    }
  }
}

function newsInWords(news: TriageNews): string {
  switch (news.kind) {
    case "new-place":
      return `- Met in one more place: ${show(news.package)} in ${show(news.lockfile)}.`;
    case "fix-available":
      return `- There is a fix now: ${show(news.version)}.`;
    case "rating-up":
      return `- Rated ${show(news.to)} now, and ${show(news.from)} before.`;
  }
}

type EventOf<Kind extends TriageEvent["kind"]> = Extract<TriageEvent, { readonly kind: Kind }>;

function closeInWords({ into, unscanned }: EventOf<"close">, advisory: string, commit: CommitOnBranch): string {
  if (into !== undefined) return `➖ ${code(advisory)} is told by ${show(into)} now, which has an issue of its own.`;
  if (unscanned !== undefined) {
    const which = `${unscanned.slice(0, mostShown).map(show).join(", ")}${moreThan(unscanned)}`;
    return `➖ No longer scanned: ${which}. It is there, and \`advisories.lockfiles\` or \`advisories.skip\` leaves it out, so nobody can say that it is free of this. This is opened again if a scan meets it.`;
  }
  return `✅ Gone since ${commitInWords(commit)}, the first scanned commit whose lockfiles are free of it. It is opened again if it comes back.`;
}

function unprovedInWords(places: readonly NotChecked[]): string {
  const shown = places.slice(0, mostShown).map((place) => {
    const { lockfile, package: name, version, why } = place;
    return `${show(`${name} ${version}`.trimEnd())} in ${show(lockfile)}, ${whyNotChecked[why]}`;
  });
  const which = `${shown.join("; ")}${moreThan(places)}`;
  return `➖ Not met any more, and not proved to be gone. Still locked and looked up nowhere: ${which}. So this stays open; close it if you know that it is free of this.`;
}

const mostShown = 10;

function moreThan({ length }: readonly unknown[]): string {
  return length > mostShown ? ` and ${length - mostShown} more` : "";
}

function acceptedInWords({ file, reason, until }: EventOf<"mark-ignored">["ignore"]): string {
  const end = until === undefined ? ", without an end" : ` ${untilWords(until)}`;
  const why = reason.trim() === "" ? "" : ` ${showSentence(reason)}`;
  const first = `✅ Accepted${end}, by ${show(file)}.${why}`;
  return `${first}\n\nThe clocks stand still. This issue stays open as the reminder, until the lockfiles are free of it.`;
}

function uncoveredInWords({ because }: EventOf<"uncovered">, kind: AdvisoryKind | undefined): string {
  switch (because) {
    case "expired":
      return "The ignore that covered this has ended";
    case "removed":
      return "The ignore that covered this was removed";
    case "not-enough":
      return kind === "malicious"
        ? "This is malicious, as its database says now, so that no ignore covers it any more"
        : "The ignore that covered this does not cover all of it any more";
  }
}

function reminderInWords({ of, what, dueAt }: EventOf<"remind">, where: string): string {
  const at = `**${utcMinute(dueAt)}**`;
  switch (what) {
    case "soon":
      return of === "decide"
        ? `A decision is due by ${at}${where}.`
        : `The lockfiles have to be free of this by ${at}${where}.`;
    case "due":
      return of === "decide"
        ? `❌ A decision was due by ${at}, and there is none${where}.`
        : `❌ The lockfiles had to be free of this by ${at}, and are not${where}.`;
    case "weekly":
      return of === "decide"
        ? `❌ There is still no decision; it was due by ${at}${where}. This is said once a week.`
        : `❌ The lockfiles are still not free of this; they had to be by ${at}${where}. This is said once a week.`;
  }
}

/** "`h2 0.4.11` in `Cargo.lock`, via `app 0.8.0` → `http 1.2.0` → `h2 0.4.11`". */
function placeWithWay(row: FindingRow): string {
  const way = wayIn(row);
  return way === undefined ? placeInWords(row) : `${placeInWords(row)}, via ${way}`;
}
