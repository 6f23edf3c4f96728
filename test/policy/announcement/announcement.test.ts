import { describe, expect, it } from "vitest";
import { decideAnnouncement, parseVersionTag } from "../../../src/policy/announcement/announcement.ts";
import type { AnnouncementRules, Grant, ReleaseFacts } from "../../../src/policy/announcement/announcement.ts";

const now = new Date("2026-03-02T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

const grants = new Map<string, Grant>([
  ["news", { repositories: ["Acme/Platform"], owners: [] }],
  ["preview", { repositories: [], owners: ["acme"] }],
  ["other", { repositories: ["acme/website", "evil/acme"], owners: ["acme-labs"] }],
]);

function aRelease(changes: Partial<ReleaseFacts> & { isPrivate?: boolean } = {}): ReleaseFacts {
  const { isPrivate = false, ...facts } = changes;
  const repository = { owner: "acme", repo: "platform", isPrivate };
  return { tag: "v1.2.3", isDraft: false, isPrerelease: false, publishedAt: hoursAgo(1), repository, ...facts };
}

function someRules(changes: Partial<AnnouncementRules> = {}): AnnouncementRules {
  return { tag: "v<version>", announce: { stable: "news", prerelease: "preview" }, ...changes };
}

describe("what should exist in the chat", () => {
  it.for<{ name: string; release?: Parameters<typeof aRelease>[0]; rules?: Partial<AnnouncementRules>; to: string }>([
    { name: "a stable release goes to the stable destination", to: "stable: news" },
    { name: "a prerelease tag goes to the preview", release: { tag: "v2.0.0-rc.1" }, to: "preview: preview" },
    { name: "a stable tag with the flag is a preview", release: { isPrerelease: true }, to: "preview: preview" },
    {
      name: "a prerelease tag without the flag is a preview all the same",
      release: { tag: "v2.0.0-beta", isPrerelease: false },
      to: "preview: preview",
    },
    { name: "a draft is not announced", release: { isDraft: true }, to: "draft" },
    { name: "a release that was never published is not announced", release: { publishedAt: undefined }, to: "draft" },
    { name: "a tag of another shape is not announced", release: { tag: "nightly" }, to: "tag-format" },
    { name: "build metadata is no prerelease", release: { tag: "v1.2.3+7" }, to: "stable: news" },
    { name: "without a route nothing is announced", rules: { announce: undefined }, to: "no-destination" },
    {
      name: "a prerelease never falls back to the stable destination",
      release: { tag: "v2.0.0-rc.1" },
      rules: { announce: { stable: "news" } },
      to: "no-destination",
    },
    { name: "an empty list is no destination", rules: { announce: { stable: [] } }, to: "no-destination" },
    { name: "a name the operator does not know", rules: { announce: { stable: "general" } }, to: "not-granted" },
    { name: "a destination of somebody else", rules: { announce: { stable: "other" } }, to: "not-granted" },
    { name: "an inherited name is no destination", rules: { announce: { stable: "constructor" } }, to: "not-granted" },
    {
      name: "of several destinations the granted ones are used and the others named",
      rules: { announce: { stable: ["news", "other", "preview", "news"] } },
      to: "stable: news preview, refused other",
    },
    {
      name: "an owner's grant does not cover a private repository",
      release: { isPrivate: true },
      rules: { announce: { stable: "preview" } },
      to: "not-granted",
    },
    { name: "a private repository that is named may post", release: { isPrivate: true }, to: "stable: news" },
    { name: "a day old is young enough", release: { publishedAt: hoursAgo(24) }, to: "stable: news" },
    {
      name: "older than a day makes no post",
      release: { publishedAt: hoursAgo(24.01) },
      to: "stable: news, edits only",
    },
  ])("$name → $to", ({ release, rules, to }) => {
    const decision = decideAnnouncement(aRelease(release), someRules(rules), grants, now);
    expect(describeDecision(decision)).toBe(to);
  });

  it("every reason for silence says what to do", () => {
    const decision = decideAnnouncement(aRelease({ tag: "nightly" }), someRules(), grants, now);
    expect(decision).toMatchObject({ says: expect.stringMatching(/Change the tag or the pattern/) });
  });
});

describe("the version in a tag", () => {
  it.for<[tag: string, pattern: string, version: string | undefined]>([
    ["v1.2.3", "v<version>", "1.2.3"],
    ["1.2.3", "v<version>", undefined],
    ["vv1.2.3", "v<version>", undefined],
    ["v 1.2.3", "v<version>", undefined],
    ["v=1.2.3", "v<version>", undefined],
    ["v1.2", "v<version>", undefined],
    ["v01.2.3", "v<version>", undefined],
    ["v1.2.3\n", "v<version>", undefined],
    ["v", "v<version>", undefined],
    ["1.2.3", "<version>", "1.2.3"],
    ["@acme/cli@1.2.3", "@acme/cli@<version>", "1.2.3"],
    ["runtime-v1.2.3-rc.1", "runtime-v<version>", "1.2.3-rc.1"],
    ["1.2.3-final", "<version>-final", "1.2.3"],
    ["aa", "a<version>a", undefined],
    ["a", "a<version>a", undefined],
  ])("%j as %j → %j", ([tag, pattern, version]) => {
    expect(parseVersionTag(tag, pattern)).toBe(version);
  });
});

function describeDecision(decision: ReturnType<typeof decideAnnouncement>): string {
  if (decision.state === "not-announced") return decision.reason;
  const refused = decision.refused.length > 0 ? `, refused ${decision.refused.join(" ")}` : "";
  return `${decision.stage}: ${decision.destinations.join(" ")}${refused}${decision.mayCreate ? "" : ", edits only"}`;
}
