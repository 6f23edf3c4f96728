import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { compare, valid } from "semver";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { latestAmong } from "../../../src/policy/version/version-tag.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

const nothing = "unreleased";
const untold = "unknown";

function latest(tags: readonly string[]): string {
  const found = latestAmong(tags);
  return found.state === "released" ? found.version : found.state;
}

describe("the latest version", () => {
  it.for<{ name: string; tags: readonly string[]; is: string }>([
    { name: "is the highest and not the last", tags: ["v0.9.0", "v0.10.0", "v0.8.9"], is: "0.10.0" },
    { name: "is told without v", tags: ["1.0.0", "v0.9.0"], is: "1.0.0" },
    {
      name: "may be a prerelease of what comes",
      tags: ["v0.7.5", "v0.8.0-beta-1", "v0.8.0-beta-2"],
      is: "0.8.0-beta-2",
    },
    { name: "is the release after its prereleases", tags: ["v0.8.0-rc.1", "v0.8.0", "v0.8.0-rc.2"], is: "0.8.0" },
    { name: "has no build metadata", tags: ["v1.2.3+linux"], is: "1.2.3" },
    { name: "is no backup", tags: ["v0.7.3", "v0.7.4-backup-20260401"], is: "0.7.3" },
    { name: "is no package", tags: ["v0.7.3", "v0.7.4-linux", "v0.7.4-x86"], is: "0.7.3" },
    {
      name: "counts stages in capitals, with and without dots",
      tags: ["1.0.0-RC2", "1.0.0-M1", "1.0.0-SNAPSHOT"],
      is: "1.0.0-SNAPSHOT",
    },
    { name: "counts prereleases that are mere numbers", tags: ["1.0.0-0", "1.0.0-3"], is: "1.0.0-3" },
    {
      name: "is not what tags of another kind say",
      tags: ["v1", "latest", "v1.2.3", "backup/pre-cleanup", "plan-1"],
      is: "1.2.3",
    },
    { name: "is not what cannot be read", tags: ["v0.1.9a", "v0.1.8", "v01.2.3"], is: "0.1.8" },
    { name: "is nothing without tags", tags: [], is: nothing },
    {
      name: "is nothing among tags of another kind",
      tags: ["latest", "v1", "tier-1-complete", "2026-11-20"],
      is: nothing,
    },
    { name: "is unknown when all that looks like one cannot be read", tags: ["v0.1.9a", "nightly"], is: untold },
    { name: "is unknown of two numbers", tags: ["v1.2"], is: untold },
    { name: "is unknown of a release that is called otherwise", tags: ["v1.2.3-RELEASE"], is: untold },
    { name: "is unknown of a backup alone", tags: ["v0.7.3-backup-20260401"], is: untold },
    { name: "is unknown where numbers are too large", tags: ["v99999999999999999999.0.0"], is: untold },
    { name: "is unknown of a capital V", tags: ["V1.2.3"], is: untold },
    { name: "is unknown of components", tags: ["core-v1.2.3", "cli-v0.3.0"], is: untold },
    { name: "is unknown of packages of npm", tags: ["@acme/core@1.2.3", "@acme/cli@0.3.0"], is: untold },
    { name: "is unknown of modules of Go", tags: ["v1.2.3", "core/v1.3.0"], is: untold },
    { name: "is unknown beside a chart", tags: ["v1.2.3", "engine-chart-0.4.1"], is: untold },
    { name: "is unknown of one component alone", tags: ["engine@2.0.0-rc.1"], is: untold },
  ])("$name", ({ tags, is }) => {
    expect(latest(tags)).toBe(is);
    expect(latest(tags.toReversed())).toBe(is);
  });
});

it("of any tags it is the highest, whatever their order", () => {
  const number = fc.integer({ min: 0, max: 30 });
  const version = fc
    .tuple(number, number, number, fc.option(number, { nil: undefined }))
    .map(([major, minor, patch, rc]) => `${major}.${minor}.${patch}${rc === undefined ? "" : `-rc.${rc}`}`);
  fc.assert(
    fc.property(fc.array(version, { minLength: 1, maxLength: 20 }), (versions) => {
      const [highest] = versions.toSorted(compare).toReversed();
      expect(latest(versions.map((each, index) => (index % 2 === 0 ? `v${each}` : each)))).toBe(highest);
    }),
  );
});

it("whatever tags are called, what is told is a version", () => {
  const tag = fc.oneof(fc.string({ unit: "grapheme", maxLength: 300 }), fc.stringMatching(/^v?[0-9.a-z@/_-]{0,40}$/));
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 10 }), (tags) => {
      const told = latest(tags);
      expect(told === nothing || told === untold || valid(told) === told).toBe(true);
    }),
  );
});

describeCorpus("the tags of real projects", () => {
  it.for([
    { project: "zeroclaw", until: undefined, is: "0.8.4" },
    // In the order they were made: a tag of the old line after the new one, and a backup that is no version.
    { project: "zeroclaw", until: "v0.1.7-beta.30", is: "0.1.8" },
    { project: "zeroclaw", until: "v0.1.9a", is: "0.1.8" },
    { project: "zeroclaw", until: "backup/pre-po-cleanup", is: "0.7.4" },
    { project: "zeroclaw", until: "v0.8.0-beta-2", is: "0.8.0-beta-2" },
    { project: "rem", until: undefined, is: "0.4.10" },
  ])("$project until $until: $is", ({ project, until, is }) => {
    const tags = tagsOf(project);
    expect(tags.length).toBeGreaterThan(15);
    expect(latest(until === undefined ? tags : tags.slice(0, tags.indexOf(until) + 1))).toBe(is);
  });

  it("sidekicks: none is a version", () => expect(latest(tagsOf("sidekicks"))).toBe(nothing));
});

const Tag = z.object({ tag: z.string() });
const Listed = z.union([z.array(Tag), z.object({ tags: z.array(Tag) }).transform(({ tags }) => tags)]);

function tagsOf(project: string): readonly string[] {
  const text = readFileSync(corpusPath(`programs/${project}/tags.json`), "utf8");
  return Listed.parse(JSON.parse(text)).map(({ tag }) => tag);
}
