import type { Announcement } from "../policy/announcement/message.ts";
import type { Stage } from "../policy/announcement/announcement.ts";
import { fitBlocks } from "./discord/block.ts";
import { toSafeUrl } from "./discord/links.ts";
import { convertNotes, leadingHeading } from "./discord/notes.ts";
import { cleanText, disarm, escapeText } from "./discord/text.ts";

export interface ReleaseText {
  readonly owner: string;
  readonly repo: string;
  readonly tag: string;
  readonly version: string;
  readonly stage: Stage;
  readonly name: string | undefined;
  readonly body: string | undefined;
  readonly htmlUrl: string;
  readonly publishedAt: Date;
}

/** Discord's limits, in UTF-16 units: never fewer than the characters it counts. The sum of all parts may be 6000. */
const titleLimit = 256;
const descriptionLimit = 4096;
const footerLimit = 500;
/** Twice what fits; notes may have 125,000 characters, and emphasis made to hurt costs the square of its length. */
const bodyLimit = 8_000;

/** The release as a card for Discord. Pure: the same release gives the same bytes, so their hash tells a change. */
export function renderAnnouncement(release: ReleaseText): Announcement {
  const url = toSafeUrl(new URL(release.htmlUrl));
  if (url === undefined) throw new Error(`the release page ${release.htmlUrl} is not a usable web address`);
  const notesLink = `[full notes](${url})`;
  const card = {
    title: renderTitle(release),
    url,
    footer: clip(renderFooter(release), footerLimit),
    timestamp: release.publishedAt.toISOString(),
  };
  return {
    full: { ...card, description: renderNotes(release, url, `… — ${notesLink}`) },
    minimal: { ...card, description: `The notes could not be shown here: ${notesLink}` },
  };
}

function renderNotes(release: ReleaseText, releaseUrl: string, ending: string): string | undefined {
  const body = cleanText(release.body ?? "");
  const heading = leadingHeading(body);
  const notes = heading !== undefined && repeatsTitle(heading.text, release) ? heading.rest : body;
  const cut = cutBody(notes);
  const repositoryUrl = `${new URL(releaseUrl).origin}/${release.owner}/${release.repo}`;
  const blocks = convertNotes(cut, { releaseUrl, repositoryUrl, tag: release.tag });
  const text = fitBlocks(blocks, descriptionLimit, ending, cut.length < notes.length);
  return text === "" ? undefined : text;
}

/** At the last line end, or inside a line that is endless. */
function cutBody(notes: string): string {
  if (notes.length <= bodyLimit) return notes;
  const lineEnd = notes.lastIndexOf("\n", bodyLimit);
  return notes.slice(0, lineEnd > bodyLimit / 2 ? lineEnd : bodyLimit).toWellFormed();
}

/** "1.2.3", "[1.2.3] (2026-01-31)", the tag or the release's own name. */
function repeatsTitle(heading: string, { name, tag, version }: ReleaseText): boolean {
  const text = heading.replace(/[\s[(–-]*\d{4}-\d{2}-\d{2}[\s)]*$/, "").replace(/^\[(.*)\]$/, "$1");
  return [version, `v${version}`, tag, name ?? tag].includes(text);
}

function renderTitle({ repo, tag, version, name }: ReleaseText): string {
  const given = cleanText(name ?? "")
    .replace(/\s+/g, " ")
    .trim();
  if (given === "" || given === tag || given === version) return clip(`${repo} ${tag}`, titleLimit, escapeText);
  return clip(given.includes(version) ? given : `${repo} ${tag} — ${given}`, titleLimit, escapeText);
}

/** Also the mark by which a message is found again, so a preview must not pass for the release itself. */
function renderFooter({ owner, repo, tag, stage }: ReleaseText): string {
  return `${owner}/${repo} · ${tag}${stage === "preview" ? " · prerelease" : ""}`;
}

function clip(text: string, limit: number, print: (text: string) => string = disarm): string {
  const whole = print(text);
  if (whole.length <= limit) return whole;
  const characters = Array.from(text).slice(0, limit);
  while (print(characters.join("")).length > limit - 1) characters.pop();
  return `${print(characters.join("").trimEnd())}…`;
}
