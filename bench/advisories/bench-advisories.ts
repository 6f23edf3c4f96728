import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { findAdvisories } from "../../src/policy/advisory/findings/finding.ts";
import { indexRecords } from "../../src/policy/advisory/records/record-index.ts";
import { readCorpusRecords } from "../../test/support/corpus-records.ts";
import { hasCorpus } from "../../test/support/corpus.ts";
import { median } from "../quantile.ts";
import { figure, range, renderTable } from "../table.ts";
import { countRequests } from "./count-requests.ts";
import { readInventory, readRealLockfiles } from "./real-lockfiles.ts";

/** The largest real lockfile against all of RustSec, a hundred repositories at once, and the requests of one scan. */
export async function benchAdvisories(isQuick: boolean): Promise<string> {
  const matching = hasCorpus
    ? benchMatching(isQuick)
    : "Not measured: the folder of real data is not beside the checkout.";
  return [matching, "", await countRequests()].join("\n");
}

function benchMatching(isQuick: boolean): string {
  const [text = ""] = readRealLockfiles();
  const inventory = readInventory(text);
  const records = readCorpusRecords("crates.io");
  const rounds = Array.from({ length: isQuick ? 10 : 50 }, () => measure(text));
  const stages = ["read the lockfile", "index", "match", "match again"] as const;
  return [
    `A Cargo.lock of ${inventory.packages.length} packages (${figure(text.length / 1000)} kB) against ${records.length} records`,
    "",
    renderTable(
      ["", "ms", "rounds"],
      stages.map((stage) => {
        const times = rounds.map((each) => each[stage]);
        return [stage, figure(median(times)), range(times)];
      }),
    ),
    "",
    describeHundred(),
  ].join("\n");

  function measure(lockfile: string) {
    const start = performance.now();
    const read = readInventory(lockfile);
    const afterRead = performance.now();
    const index = indexRecords(records);
    const indexed = performance.now();
    findAdvisories("Cargo.lock", read, index);
    const matched = performance.now();
    findAdvisories("Cargo.lock", read, index);
    return {
      "read the lockfile": afterRead - start,
      index: indexed - afterRead,
      match: matched - indexed,
      "match again": performance.now() - matched,
    };
  }
}

const Hundred = z.object({
  repositories: z.number(),
  packages: z.number(),
  rows: z.number(),
  ms: z.number(),
  cpuMs: z.number(),
  readMb: z.number(),
  mostMb: z.number(),
});

function describeHundred(): string {
  const script = fileURLToPath(new URL("hundred-repositories.ts", import.meta.url));
  const child = spawnSync(process.execPath, [script], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(`the hundred repositories were not measured: ${child.stderr}`);
  const { repositories, packages, rows, ms, cpuMs, readMb, mostMb } = Hundred.parse(JSON.parse(child.stdout));
  return [
    `${repositories} repositories of ${figure(packages)} packages, index included: ${figure(ms)} ms (${figure(cpuMs)} ms of work) for ${figure(rows)} findings`,
    `Memory of that process: ${figure(mostMb)} MB at most, of which ${figure(readMb)} MB once lockfiles and records were read`,
  ].join("\n");
}
