import type { Inventory, LockedPackage } from "../../../src/policy/advisory/findings/inventory.ts";
import { AdvisoryRecord } from "../../../src/policy/advisory/records/record.ts";

/** A record of one package, a crate unless the case says otherwise; everything that a case does not mention is harmless. */
export function aRecord(part: {
  readonly id?: string;
  readonly ecosystem?: string;
  readonly name?: string;
  readonly events?: readonly Readonly<Record<string, string>>[];
  readonly aliases?: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
  readonly entry?: Readonly<Record<string, unknown>>;
}): AdvisoryRecord {
  const { id = "RUSTSEC-2099-0001", ecosystem = "crates.io", name = "h2", aliases = [], more, entry } = part;
  const { events = [{ introduced: "0" }] } = part;
  return AdvisoryRecord.parse({
    id,
    modified: "2099-01-01T00:00:00Z",
    aliases,
    summary: `about ${name}`,
    affected: [{ package: { ecosystem, name }, ranges: [{ type: "SEMVER", events }], ...entry }],
    ...more,
  });
}

/** A tree of crates `app → …` from lines such as `app 1.0.0 local → h2@0.4.0, rand@0.8.5`, or `rand 0.8.5 registry dev`. */
export function aTree(...lines: readonly string[]): Inventory {
  return aTreeOf("crates.io", ...lines);
}

export function aTreeOf(ecosystem: string, ...lines: readonly string[]): Inventory {
  const read = lines.map((line) => {
    const [head = "", rest = ""] = line.split(" → ");
    const [name = "", version = "", source = "registry", dev] = head.split(" ");
    return { name, version, source, isDev: dev === "dev", wants: rest === "" ? [] : rest.split(", ") };
  });
  const sources: readonly LockedPackage["source"][] = ["local", "registry", "git", "path", "other-registry"];
  return {
    ecosystem,
    packages: read.map(({ name, version, source, isDev, wants }) => ({
      isDev,
      name,
      version,
      source: sources.find((one) => one === source) ?? "registry",
      dependencies: wants.map((want) => read.findIndex((one) => `${one.name}@${one.version}` === want)),
    })),
  };
}
