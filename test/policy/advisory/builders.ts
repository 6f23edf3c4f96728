import type { Inventory, LockedPackage } from "../../../src/policy/advisory/inventory.ts";
import { AdvisoryRecord } from "../../../src/policy/advisory/record.ts";

/** A record of one crate; everything that a case does not mention is harmless. */
export function aRecord(part: {
  readonly id?: string;
  readonly name?: string;
  readonly events?: readonly Readonly<Record<string, string>>[];
  readonly aliases?: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
  readonly entry?: Readonly<Record<string, unknown>>;
}): AdvisoryRecord {
  const { id = "RUSTSEC-2099-0001", name = "h2", events = [{ introduced: "0" }], aliases = [], more, entry } = part;
  return AdvisoryRecord.parse({
    id,
    modified: "2099-01-01T00:00:00Z",
    aliases,
    summary: `about ${name}`,
    affected: [{ package: { ecosystem: "crates.io", name }, ranges: [{ type: "SEMVER", events }], ...entry }],
    ...more,
  });
}

/** A tree `app → …` from lines such as `app 1.0.0 local → h2@0.4.0, rand@0.8.5`. */
export function aTree(...lines: readonly string[]): Inventory {
  const read = lines.map((line) => {
    const [head = "", rest = ""] = line.split(" → ");
    const [name = "", version = "", source = "registry"] = head.split(" ");
    return { name, version, source, wants: rest === "" ? [] : rest.split(", ") };
  });
  const sources: readonly LockedPackage["source"][] = ["local", "registry", "git", "other-registry"];
  return {
    ecosystem: "crates.io",
    packages: read.map(({ name, version, source, wants }) => ({
      name,
      version,
      source: sources.find((one) => one === source) ?? "registry",
      dependencies: wants.map((want) => read.findIndex((one) => `${one.name}@${one.version}` === want)),
    })),
  };
}
