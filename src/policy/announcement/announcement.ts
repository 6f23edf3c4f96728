import semver from "semver";

/** What decides whether a release is announced; the rest of the release is only text. */
export interface ReleaseFacts {
  readonly tag: string;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  /** Undefined as long as the release was never published. */
  readonly publishedAt: Date | undefined;
  readonly repository: AskingRepository;
}

/** Who wants to post. */
export interface AskingRepository {
  readonly owner: string;
  readonly repo: string;
  readonly isPrivate: boolean;
}

/** The `releases` section of a repository's config, as far as it routes announcements. */
export interface AnnouncementRules {
  readonly tag: string;
  readonly announce?:
    | {
        readonly stable?: string | readonly string[] | undefined;
        readonly prerelease?: string | readonly string[] | undefined;
      }
    | undefined;
}

/** Who may use a destination, as the operator said it. */
export interface Grant {
  /** `owner/repo`. */
  readonly repositories: readonly string[];
  /** All public repositories of these owners. */
  readonly owners: readonly string[];
}

/** A promotion from preview to stable is a second announcement; an edit within a stage is not. */
export type Stage = "preview" | "stable";

type NotAnnounced = "draft" | "tag-format" | "no-destination" | "not-granted";

export type AnnouncementDecision =
  | {
      readonly state: "announce";
      readonly version: string;
      readonly publishedAt: Date;
      readonly stage: Stage;
      readonly destinations: readonly string[];
      /** Named by the repository, but unknown or not granted to it. */
      readonly refused: readonly string[];
      /** False when the release is too old for a first message: existing ones are still kept up to date. */
      readonly mayCreate: boolean;
    }
  | { readonly state: "not-announced"; readonly reason: NotAnnounced; readonly says: string };

/** Back-filled releases, redelivered events and edits of old notes must not surprise a channel. */
const maxAgeMs = 24 * 60 * 60 * 1000;

const sentences: Record<NotAnnounced, string> = {
  draft: "The release is a draft. Publish it to announce it.",
  "tag-format": "The tag is not a version in the form `releases.tag`. Change the tag or the pattern.",
  "no-destination": "The config names no destination for this kind of release. Add one under `releases.announce`.",
  "not-granted":
    "No destination named by the config may be used by this repository. Ask the operator to grant it in DISCORD_DESTINATIONS.",
};

/** What should exist in the chat for this release. The careful side wins: a prerelease by tag or by flag is one. */
export function decideAnnouncement(
  release: ReleaseFacts,
  rules: AnnouncementRules,
  grants: ReadonlyMap<string, Grant>,
  now: Date,
): AnnouncementDecision {
  if (release.isDraft || release.publishedAt === undefined) return notAnnounced("draft");
  const version = parseVersionTag(release.tag, rules.tag);
  if (version === undefined) return notAnnounced("tag-format");
  const stage: Stage = release.isPrerelease || semver.prerelease(version) !== null ? "preview" : "stable";
  const named = new Set([(stage === "stable" ? rules.announce?.stable : rules.announce?.prerelease) ?? []].flat());
  if (named.size === 0) return notAnnounced("no-destination");
  const destinations = [...named].filter((name) => isGranted(grants.get(name), release.repository));
  if (destinations.length === 0) return notAnnounced("not-granted");
  return {
    state: "announce",
    version,
    publishedAt: release.publishedAt,
    stage,
    destinations,
    refused: [...named].filter((name) => !destinations.includes(name)),
    mayCreate: now.getTime() - release.publishedAt.getTime() <= maxAgeMs,
  };
}

/** The version inside a tag, or undefined. Strict: `semver` itself would also take "v1.2.3" and " =1.2.3" for versions. */
export function parseVersionTag(tag: string, pattern: string): string | undefined {
  const [before = "", after = ""] = pattern.split("<version>");
  if (tag.length <= before.length + after.length || !tag.startsWith(before) || !tag.endsWith(after)) return undefined;
  const version = tag.slice(before.length, tag.length - after.length);
  return /^\d\S*$/.test(version) && semver.valid(version) !== null ? version : undefined;
}

/** An owner's grant covers public repositories only: a private one is announced when the operator names it. */
export function isGranted(grant: Grant | undefined, { owner, repo, isPrivate }: AskingRepository): boolean {
  if (grant === undefined) return false;
  const isNamed = grant.repositories.some((name) => isSameName(name, `${owner}/${repo}`));
  return isNamed || (!isPrivate && grant.owners.some((name) => isSameName(name, owner)));
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function notAnnounced(reason: NotAnnounced): AnnouncementDecision {
  return { state: "not-announced", reason, says: sentences[reason] };
}
