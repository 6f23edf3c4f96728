import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ReleasesConfig } from "../../../src/config/sections/releases.ts";

describe("the releases section", () => {
  it("defaults to tags like v1.2.3 and announces nothing by itself", () => {
    expect(ReleasesConfig.parse({})).toEqual({ tag: "v<version>" });
  });

  it.for<{ name: string; value: unknown; ok: boolean }>([
    { name: "one destination", value: { announce: { stable: "announcements" } }, ok: true },
    { name: "several destinations", value: { announce: { stable: ["a", "b-2"], prerelease: [] } }, ok: true },
    { name: "a component's tag", value: { tag: "runtime-v<version>" }, ok: true },
    { name: "a tag without a version", value: { tag: "release" }, ok: false },
    { name: "a tag with two versions", value: { tag: "<version>-<version>" }, ok: false },
    { name: "another placeholder", value: { tag: "<name>-<version>" }, ok: false },
    { name: "a channel id instead of a name", value: { announce: { stable: "123456789012345678" } }, ok: false },
    { name: "an unknown key", value: { announce: { nightly: "a" } }, ok: false },
    { name: "an unknown key at the top", value: { asets: [] }, ok: false },
    { name: "a key that is not active yet", value: { assets: ["a.zip"], announce: { after: [] } }, ok: true },
  ])("$name → $ok", ({ value, ok }) => {
    expect(ReleasesConfig.safeParse(value).success).toBe(ok);
  });

  it("describes every key for editors", () => {
    const { properties } = z.toJSONSchema(ReleasesConfig, { io: "input" });
    for (const schema of Object.values(properties ?? {})) expect(schema).toHaveProperty("description");
  });
});
