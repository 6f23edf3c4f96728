import { describe, expect, it } from "vitest";
import { npmReader } from "../../../src/advisories/lockfiles/npm.ts";
import { showReading } from "./show-reading.ts";

function lock(packages: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ lockfileVersion: 3, packages });
}

describe("a package-lock.json made to keep us busy", () => {
  const many = <Value>(count: number, name: (index: number) => string, value: Value): Readonly<Record<string, Value>> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), value]));
  /** `levels` packages, each inside the one before. */
  const nest = (levels: number, wants: Readonly<Record<string, string>>): string =>
    `${'{"version":"1","dependencies":{"a":'.repeat(levels)}{"version":"1","requires":${JSON.stringify(wants)}}${"}}".repeat(levels)}`;

  it.for([
    {
      why: "more folders than are read",
      text: lock(many(20_001, (index) => `node_modules/a${index}`, {})),
      is: "more than 20000 packages",
    },
    {
      why: "more nested packages than are read",
      text: JSON.stringify({
        dependencies: many(201, (index) => `a${index}`, { dependencies: many(99, (index) => `b${index}`, {}) }),
      }),
      is: "more than 20000 packages",
    },
    {
      why: "more dependencies than are read",
      text: lock(
        many(500, (index) => `node_modules/a${index}`, { dependencies: many(500, (index) => `a${index}`, "*") }),
      ),
      is: "500 packages and 250000 dependencies, of 20000 and 200000 at most",
    },
    {
      why: "a search through thousands of folders for thousands of names",
      text: `{"dependencies":{"a":${nest(
        5_000,
        many(1_000, (index) => `b${index}`, "*"),
      )}}}`,
      is: "its packages are nested too deeply",
    },
  ])("$why is too large", ({ text, is }) => {
    expect(showReading(npmReader, text)).toBe(`line 1: is too large to read: ${is}`);
  });

  it("nesting alone is no harm, and cycles are none", () => {
    expect(showReading(npmReader, `{"dependencies":{"a":${nest(15_000, { a: "*" })}}}`)).toHaveLength(15_001);
    const cycle = lock({
      "node_modules/a": { version: "1.0.0", dependencies: { b: "*", a: "*" } },
      "node_modules/b": { version: "1.0.0", dependencies: { a: "*" } },
    });
    expect(showReading(npmReader, cycle)).toEqual([
      "a 1.0.0 registry → b 1.0.0, a 1.0.0",
      "b 1.0.0 registry → a 1.0.0",
    ]);
  });

  it("folders without end are read as one", () => {
    const deep = `${"a/".repeat(1_000_000)}pier`;
    const text = lock({ [deep]: { dependencies: { rope: "*" } }, "node_modules/rope": { version: "1.0.0" } });
    expect(showReading(npmReader, text)).toEqual(["pier local → rope 1.0.0", "rope 1.0.0 registry"]);
  });
});
