import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDestinations, readDestinations } from "../../src/chat/destinations.ts";

const channel = "123456789012345678";
const valid = JSON.stringify({
  announcements: { channel, repositories: ["acme/platform"] },
  preview: { channel, owners: ["acme"] },
});

describe("DISCORD_DESTINATIONS", () => {
  it("is JSON with a channel and who may use it", () => {
    const result = readDestinations(` ${valid}`);
    expect(result.ok && [...result.destinations]).toEqual([
      ["announcements", { channel, repositories: ["acme/platform"], owners: [] }],
      ["preview", { channel, repositories: [], owners: ["acme"] }],
    ]);
  });

  it("may be the path of a file with that JSON", () => {
    const folder = mkdtempSync(join(tmpdir(), "destinations-"));
    const path = join(folder, "destinations.json");
    writeFileSync(path, valid);
    expect(readDestinations(path).ok).toBe(true);
    rmSync(folder, { recursive: true });
    expect(problems(readDestinations(path))).toEqual([
      expect.stringMatching(/neither JSON nor a readable file \(ENOENT\)/),
    ]);
  });

  it.for<[problem: string, value: unknown]>([
    [
      "announcements.channel: must be a Discord channel id in quotes",
      { announcements: { channel: "12", owners: ["a"] } },
    ],
    ["announcements.channel: ", { announcements: { channel: 123_456_789_012_345_680, owners: ["a"] } }],
    ["announcements.channel: ", { announcements: { owners: ["acme"] } }],
    ["announcements: nobody may use it", { announcements: { channel } }],
    ["announcements.repositories.0: must be `owner/repo`", { announcements: { channel, repositories: ["platform"] } }],
    ["announcements.owners.0: must be the name", { announcements: { channel, owners: ["*"] } }],
    ["Unrecognized key", { announcements: { channel, owners: ["acme"], repos: [] } }],
    ["a destination's name is lower case", { "Big News": { channel, owners: ["acme"] } }],
    ["expected record", []],
  ])("is refused with %s", ([problem, value]) => {
    expect(problems(parseDestinations(JSON.stringify(value))).join("\n")).toContain(problem);
  });

  it("names every problem at once, and shows what to write", () => {
    const result = parseDestinations(
      JSON.stringify({ a: { channel: "1", owners: ["x"] }, b: { channel: "2", owners: ["x"] } }),
    );
    expect(problems(result)).toHaveLength(2);
    expect(problems(result)[0]).toContain('Write e.g. {"announcements"');
    expect(problems(parseDestinations('{"a":'))).toEqual([expect.stringContaining("is not valid JSON")]);
  });
});

function problems(result: ReturnType<typeof parseDestinations>): readonly string[] {
  return result.ok ? [] : result.problems;
}
