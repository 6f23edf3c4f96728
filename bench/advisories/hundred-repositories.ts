import { findAdvisories } from "../../src/policy/advisory/findings/finding.ts";
import type { Inventory } from "../../src/policy/advisory/findings/inventory.ts";
import { indexRecords } from "../../src/policy/advisory/records/record-index.ts";
import { readCorpusRecords } from "../../test/support/corpus-records.ts";
import { readInventory, readRealLockfiles } from "./real-lockfiles.ts";

// A process of its own, because its memory is half of what is measured. It prints one line of JSON.
const repositories = 100;
const packages = 1_500;

// Ten of them are variety enough; reading more would only add to the memory that others are to blame for.
const lockfiles = readRealLockfiles().slice(0, 10).map(readInventory);
const inventories = Array.from({ length: repositories }, (_, at) => makeInventory(at));
const records = readCorpusRecords("crates.io");

const readMb = mostMb();
const startedAt = performance.now();
const cpuAtStart = process.cpuUsage();
const index = indexRecords(records);
const found = inventories.map((inventory, at) => findAdvisories(`${at}/Cargo.lock`, inventory, index));
const ms = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuAtStart);
const cpuMs = (cpu.user + cpu.system) / 1000;

const rows = found.reduce((sum, one) => sum + one.rows.length, 0);
console.log(JSON.stringify({ repositories, packages, rows, ms, cpuMs, readMb, mostMb: mostMb() }));

function mostMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** One real tree, and another beside it until there are as many packages as asked for. */
function makeInventory(at: number): Inventory {
  const all: Inventory["packages"][number][] = [];
  for (let next = at; all.length < packages; next += 1) {
    const before = all.length;
    for (const one of lockfiles[next % lockfiles.length]?.packages ?? []) {
      all.push({ ...one, dependencies: one.dependencies.map((to) => to + before) });
    }
  }
  const kept = all.slice(0, packages);
  return {
    ecosystem: "crates.io",
    packages: kept.map((one) => ({ ...one, dependencies: one.dependencies.filter((to) => to < packages) })),
  };
}
