import { compareSides } from "../../../src/policy/advisory/comparison/compare.ts";
import type { AdvisoryComparison } from "../../../src/policy/advisory/comparison/comparison.ts";
import { findAdvisories } from "../../../src/policy/advisory/findings/finding.ts";
import type { Ignore } from "../../../src/policy/advisory/ignores/ignore.ts";
import type { Inventory, LockedPackage } from "../../../src/policy/advisory/findings/inventory.ts";
import { AdvisoryRecord } from "../../../src/policy/advisory/records/record.ts";
import { indexRecords } from "../../../src/policy/advisory/records/record-index.ts";
import { advisoriesGate } from "../../../src/policy/gates/advisories.ts";
import { reason } from "../../../src/policy/reason.ts";
import type { GateReport } from "../../../src/policy/verdict.ts";
import { withTables } from "../../../src/render/tables.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { judgedAt, someFacts } from "../builders.ts";

/** What the page of the gate `advisories` shows. */
export const advisoriesPictures: Readonly<Record<string, () => string>> = {
  advisories: () => row(compared([])),
  "advisories-own-ignore": () =>
    row(compared([{ file: "deny.toml", tool: "deny", id: "RUSTSEC-2099-0001", reason: "", until: undefined }])),
  "advisories-table": () => quoted(withTables("", [report(compared([]))]).trim()),
  "advisories-silent": () => {
    const why = [reason("advisories-silent", { command: "/recheck" })];
    return row({ state: "unknown", why, retryAt: judgedAt });
  },
};

const records = [
  { id: "RUSTSEC-2099-0001", name: "slate-codec", events: [{ introduced: "0" }, { fixed: "0.4.13" }] },
  { id: "RUSTSEC-2099-0002", name: "oldtime", events: [{ introduced: "0" }], informational: "unmaintained" },
].map(({ id, name, events, informational }) =>
  AdvisoryRecord.parse({
    id,
    modified: "2099-01-01T00:00:00Z",
    severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }],
    affected: [
      {
        package: { ecosystem: "crates.io", name },
        ranges: [{ type: "SEMVER", events }],
        database_specific: { informational },
      },
    ],
  }),
);

function locked(name: string, version: string, dependencies: readonly number[] = []): LockedPackage {
  return { name, version, source: dependencies.length === 0 ? "registry" : "local", isDev: false, dependencies };
}

function compared(ignores: readonly Ignore[]): AdvisoryComparison {
  const tree = (...packages: readonly LockedPackage[]): Inventory => ({ ecosystem: "crates.io", packages });
  const before = tree(locked("roadrunner", "0.8.0", [1]), locked("oldtime", "0.1.45"));
  const head = tree(
    locked("roadrunner", "0.8.0", [1, 2]),
    locked("oldtime", "0.1.45"),
    { ...locked("ember-http", "1.2.0", [3]), source: "registry" },
    locked("slate-codec", "0.4.11"),
  );
  const index = indexRecords(records);
  const found = (inventory: Inventory) => findAdvisories("Cargo.lock", inventory, index);
  return {
    state: "compared",
    base: { state: "read", sha: "a413cfc000000000000000000000000000000000" },
    checked: 3,
    unlisted: [],
    unreadIgnores: [],
    tracked: new Map([["RUSTSEC-2099-0002", 12]]),
    ...compareSides(found(before), found(head), { before: [], atHead: ignores, now: judgedAt }),
  };
}

function row(advisories: AdvisoryComparison): string {
  return quoted(renderGates([report(advisories)], 20_000));
}

function report(advisories: AdvisoryComparison): GateReport {
  const gate = advisoriesGate.bind({ advisories: "introduced" });
  const verdict = gate.judge(someFacts({ advisories }), { name: "deps-clean", area: "security" });
  return { gate: "deps-clean", kind: "advisories", use: "require", verdict };
}

function quoted(text: string): string {
  return text.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
