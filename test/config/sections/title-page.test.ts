import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { writtenOut } from "../../../src/config/changes/title-changes.ts";
import { TitleConfig } from "../../../src/config/sections/title.ts";
import { TitleKeys } from "../../../src/config/sections/title-keys.ts";

const page = readFileSync("docs/gates/title.md", "utf8");
const configuration = page.slice(page.indexOf("## Configuration"));
/** By what stands in the first column of the tables of keys: what stands in the last. */
const defaults = new Map(
  [...configuration.matchAll(/^\| (`[a-z_.]+`(?:, `[a-z_.]+`)*) \| .* \| (.*) \|$/gm)].flatMap(
    ([, keys = "", last = ""]) => keys.split(", ").map((key) => [key.slice(1, -1), last] as const),
  ),
);

/** `subject.max`, as the page names them. */
function namesIn(schema: unknown, path: readonly string[] = []): readonly string[] {
  const { properties = {}, items } = z
    .object({ properties: z.record(z.string(), z.unknown()).optional(), items: z.unknown().optional() })
    .parse(schema);
  const inner = Object.entries(properties).flatMap(([key, each]) => namesIn(each, [...path, key]));
  if (inner.length > 0) return inner;
  const listed = items === undefined ? [] : namesIn(items, path).filter((name) => name !== path.join("."));
  return path.length === 0 ? listed : [path.join("."), ...listed];
}

describe("the page on titles", () => {
  const names = namesIn(z.toJSONSchema(TitleKeys, { io: "input" }));

  it("explains every key, and no other", () => {
    const profiles = ["conventional", "angular", "custom"];
    expect([...defaults.keys()].filter((key) => !profiles.includes(key)).toSorted()).toEqual(names.toSorted());
  });

  it("says what holds where nothing is written", () => {
    const written = Object.entries(writtenOut(TitleConfig.parse({})));
    const words = written.flatMap(([key, value]) => (typeof value === "string" ? [[key, value] as const] : []));
    expect(words.length).toBeGreaterThan(10);
    const told = words.map(([key]) => [key, defaults.get(key)?.split(";")[0]]);
    expect(told).toEqual(words.map(([key, value]) => [key, `\`${value}\``]));
  });
});
