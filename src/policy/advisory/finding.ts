import type { Fix } from "./fix.ts";
import { findFix } from "./fix.ts";
import { aliasesOf, groupByIdentity } from "./identity.ts";
import type { Star } from "./identity.ts";
import type { Interval } from "./interval.ts";
import type { Inventory, LockedPackage, Reach } from "./inventory.ts";
import { createReach } from "./inventory.ts";
import type { Match } from "./match.ts";
import { allIntervals, matchVersion } from "./match.ts";
import { compareText } from "../text/compare-text.ts";
import type { AdvisoryKind, Severity } from "./rating.ts";
import { kindOf, rate } from "./rating.ts";
import type { AdvisoryRecord } from "./record.ts";
import { entriesFor } from "./record.ts";
import { parseVersion } from "./version.ts";

/** An advisory met in the dependency tree at one package version. */
export interface FindingRow {
  readonly lockfile: string;
  readonly package: string;
  readonly version: string;
  readonly advisory: string;
  readonly aliases: readonly string[];
  readonly kind: AdvisoryKind;
  readonly severity: Severity;
  readonly summary: string;
  /** Undefined when the record lists the version by name. */
  readonly interval: Interval | undefined;
  readonly fix: Fix;
  readonly reach: Reach;
}

export interface PackageAt {
  readonly lockfile: string;
  readonly package: string;
  readonly version: string;
}

/** Something in a lockfile of which neither "affected" nor "clear" can be said. */
export interface NotChecked extends PackageAt {
  readonly why: "git" | "other-registry" | "unreadable-version" | "unreadable-record" | "refused" | "unanswered";
}

/** A source or a twin record says affected, the deciding record says clear. Counted, never blocking. */
export interface Disputed extends PackageAt {
  readonly advisory: string;
}

export interface Findings {
  readonly rows: readonly FindingRow[];
  readonly disputed: readonly Disputed[];
  readonly notChecked: readonly NotChecked[];
}

/** Meets the records with one lockfile. Withdrawn records never count. */
export function findAdvisories(lockfile: string, inventory: Inventory, records: readonly AdvisoryRecord[]): Findings {
  const byName = indexByName(
    records.filter(({ withdrawn }) => typeof withdrawn !== "string"),
    inventory.ecosystem,
  );
  const reachOf = createReach(inventory);
  const found: { rows: FindingRow[]; disputed: Disputed[]; notChecked: NotChecked[] } = {
    rows: [],
    disputed: [],
    notChecked: [],
  };
  for (const [index, locked] of inventory.packages.entries()) {
    const { ecosystem } = inventory;
    const at = { lockfile, ecosystem, locked, reach: () => reachOf(index) };
    const one = judgePackage(at, byName.get(locked.name) ?? []);
    found.rows.push(...one.rows);
    found.disputed.push(...one.disputed);
    found.notChecked.push(...one.notChecked);
  }
  found.rows.sort((left, right) => compareText(keyOf(left), keyOf(right)));
  return found;
}

interface Locked {
  readonly lockfile: string;
  readonly ecosystem: string;
  readonly locked: LockedPackage;
  /** Only a finding is worth the walk. */
  readonly reach: () => Reach;
}

function judgePackage({ lockfile, ecosystem, locked, reach }: Locked, records: readonly AdvisoryRecord[]): Findings {
  const at = { lockfile, package: locked.name, version: locked.version };
  const none: Findings = { rows: [], disputed: [], notChecked: [] };
  if (locked.source === "local") return none;
  if (locked.source !== "registry") return { ...none, notChecked: [{ ...at, why: locked.source }] };
  const version = parseVersion(locked.version);
  if (version === undefined) return { ...none, notChecked: [{ ...at, why: "unreadable-version" }] };

  const judge = (record: AdvisoryRecord) => matchVersion(version, entriesFor(record, ecosystem, locked.name));
  const rows: FindingRow[] = [];
  const disputed: Disputed[] = [];
  const notChecked: NotChecked[] = [];
  for (const star of groupByIdentity(records, ecosystem)) {
    const match = judge(star.hub);
    switch (match.state) {
      case "affected":
        rows.push({ ...at, ...describe(star, match, ecosystem, locked.name), reach: reach(), fix: fixOf(star.hub) });
        break;
      case "unreadable":
        notChecked.push({ ...at, why: "unreadable-record" });
        break;
      case "clear":
        if (star.twins.some((twin) => judge(twin).state === "affected"))
          disputed.push({ ...at, advisory: star.hub.id });
        break;
    }
  }
  return { rows, disputed, notChecked };

  function fixOf(hub: AdvisoryRecord): Fix {
    // `version` is read above; TypeScript does not carry that into a nested function.
    return version === undefined
      ? { all: [], nearest: undefined, suggested: undefined }
      : findFix(version, allIntervals(entriesFor(hub, ecosystem, locked.name)));
  }
}

function describe(star: Star, match: Extract<Match, { state: "affected" }>, ecosystem: string, name: string) {
  const entries = entriesFor(star.hub, ecosystem, name);
  const kind = kindOf(star.hub, entries);
  return {
    advisory: star.hub.id,
    aliases: aliasesOf(star, ecosystem),
    kind,
    severity: rate(kind, star.hub, entries, star.twins),
    summary: star.hub.summary ?? star.twins.find(({ summary }) => typeof summary === "string")?.summary ?? "",
    interval: match.interval,
  };
}

function indexByName(records: readonly AdvisoryRecord[], ecosystem: string): Map<string, AdvisoryRecord[]> {
  const index = new Map<string, AdvisoryRecord[]>();
  for (const record of records) {
    for (const { package: named } of record.affected ?? []) {
      if (named?.ecosystem.split(":")[0] !== ecosystem) continue;
      const known = index.get(named.name);
      if (known === undefined) index.set(named.name, [record]);
      // A record may have several entries for one package.
      else if (known.at(-1) !== record) known.push(record);
    }
  }
  return index;
}

function keyOf(row: FindingRow): string {
  return [row.lockfile, row.package, row.version, row.advisory].join("\u0000");
}
