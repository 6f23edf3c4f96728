import type { LockfileReader } from "../../../src/advisories/lockfiles/reader.ts";
import { createReach } from "../../../src/policy/advisory/findings/inventory.ts";

/**
 * A reading for a table: `name version source`, with `dev`, then what it depends on; `(local)` packages last. A problem is
 * its line and message.
 */
export function showReading(
  reader: LockfileReader,
  text: string,
  companions: Readonly<Record<string, string>> = {},
): readonly string[] | string {
  const reading = reader.parse(text, new Map(Object.entries(companions)));
  if (reading.state === "problem") return `line ${reading.line}: ${reading.message}`;
  const { packages } = reading.inventory;
  const label = (index: number) => `${packages[index]?.name} ${packages[index]?.version}`.trimEnd();
  return packages.map(({ name, version, source, isDev, dependencies }) => {
    const parts = [name, version, source, isDev ? "dev" : ""].filter((part) => part !== "");
    return [parts.join(" "), ...(dependencies.length > 0 ? [dependencies.map(label).join(", ")] : [])].join(" → ");
  });
}

/** `direct` or the path to each package that is not local, by name. */
export function showReach(
  reader: LockfileReader,
  text: string,
  companions: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const reading = reader.parse(text, new Map(Object.entries(companions)));
  if (reading.state === "problem") throw new Error(reading.message);
  const reachOf = createReach(reading.inventory);
  return Object.fromEntries(
    reading.inventory.packages.flatMap(({ name, source }, index) => {
      const { direct, path } = reachOf(index);
      return source === "local" ? [] : [[name, `${direct ? "direct" : "transitive"}: ${path.join(" → ")}`]];
    }),
  );
}
