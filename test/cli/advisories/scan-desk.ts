import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aCheckout, type Checkout } from "../../support/checkout.ts";
import { type CliRun, runCommandLine } from "../../support/cli.ts";
import { packDump, writeDump } from "../../support/osv-dump.ts";

/** A checkout, and a dump of advisories beside it. */
export interface ScanDesk {
  readonly checkout: Checkout;
  /** A folder in the layout of OSV. */
  readonly dump: string;
  /** A folder that is in no repository. */
  readonly outside: string;
  readonly write: (name: string, text: string | Buffer) => string;
  /** `gatehouse advisories --dump …` in the checkout. */
  readonly scan: (...args: readonly string[]) => Promise<CliRun>;
  readonly close: () => void;
}

export function aScanDesk(records: readonly unknown[] = someRecords): ScanDesk {
  const checkout = aCheckout();
  const outside = mkdtempSync(join(tmpdir(), "gatehouse-scan-"));
  const dump = join(outside, "dump");
  writeDumps(dump, records);
  return {
    checkout,
    dump,
    outside,
    write: (name, text) => {
      const path = join(outside, name);
      writeFileSync(path, text);
      return path;
    },
    scan: (...args) =>
      runCommandLine(["advisories", "--dump", dump, ...args], { cwd: checkout.path, env: checkout.env }),
    close: () => {
      checkout.remove();
      rmSync(outside, { recursive: true, force: true });
    },
  };
}

/** Written an hour before the tests' present, unless told. */
export function writeDumps(
  folder: string,
  records: readonly unknown[],
  at = new Date("2026-11-20T08:00:00.000Z"),
): void {
  for (const ecosystem of ["crates.io", "npm"]) {
    const packed = packDump(ecosystem, records);
    if (packed !== undefined) writeDump(folder, ecosystem, packed.bytes, at);
  }
}

/** An advisory on one package, as OSV exports it. */
export function anAdvisory(id: string, name: string, part: AdvisoryPart = {}): unknown {
  const { ecosystem = "crates.io", fixed, kind, aliases = [], ...more } = part;
  const events = [{ introduced: "0" }, ...(fixed === undefined ? [] : [{ fixed }])];
  const affected = { package: { ecosystem, name }, ranges: [{ type: "SEMVER", events }] };
  const informational = kind === undefined ? {} : { database_specific: { informational: kind } };
  const modified = "2026-11-01T00:00:00Z";
  return { id, modified, aliases, summary: `about ${name}`, affected: [{ ...affected, ...informational }], ...more };
}

interface AdvisoryPart {
  readonly ecosystem?: string;
  readonly fixed?: string;
  readonly kind?: string;
  readonly aliases?: readonly string[];
  readonly severity?: readonly unknown[];
  readonly withdrawn?: string;
}

const high = [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }];

/** Of crates and of npm packages; `harmless` is in none of them. */
export const someRecords: readonly unknown[] = [
  anAdvisory("RUSTSEC-2099-0001", "slate-codec", { fixed: "0.4.13", aliases: ["CVE-2099-1"], severity: high }),
  anAdvisory("RUSTSEC-2099-0002", "oldtime", { kind: "unmaintained" }),
  anAdvisory("RUSTSEC-2099-0003", "harmless", { fixed: "0.1.0" }),
  anAdvisory("RUSTSEC-2099-0004", "gears", { kind: "unsound", fixed: "2.0.0" }),
  anAdvisory("MAL-2099-1", "serde-yamI"),
  anAdvisory("GHSA-w2x4-h6j8-p9q3", "left-pad", { ecosystem: "npm", fixed: "1.3.1" }),
];

/** A Cargo.lock of the crate `app`, which needs the first of `ways` directly: `ember 1.0.0 → slate-codec 0.4.11`. */
export function aCargoLock(...ways: readonly string[]): string {
  const packages = new Map<string, { dependencies: Set<string>; source: string | undefined }>();
  const add = (name: string, source?: string) =>
    packages.get(name) ?? packages.set(name, { dependencies: new Set(), source }).get(name);
  for (const way of ways) {
    let before = add("app 0.1.0");
    for (const step of way.split(" → ")) {
      const [name, kind] = [step.replace(/ git$/, ""), step.endsWith(" git") ? git : registry];
      before?.dependencies.add(name);
      before = add(name, kind);
    }
  }
  const blocks = [...packages].map(([key, { dependencies, source }]) => {
    const [name, version] = key.split(" ");
    const wants = [...dependencies].map((each) => ` "${each}",\n`).join("");
    return [
      `[[package]]\nname = "${name}"\nversion = "${version}"\n`,
      source === undefined ? "" : `source = "${source}"\n`,
      wants === "" ? "" : `dependencies = [\n${wants}]\n`,
    ].join("");
  });
  return `version = 4\n\n${blocks.join("\n")}`;
}

const registry = "registry+https://github.com/rust-lang/crates.io-index";
const git = "git+https://github.com/example/gauge?branch=main#5d2f0c6f3b1f4b8b8f5f0b7a3c9f1e2d4a6b8c0e";

/** A package-lock.json of direct packages: `left-pad 1.3.0`. */
export function anNpmLock(...packages: readonly string[]): string {
  const named = packages.map((each) => each.split(" ") as [string, string]);
  return JSON.stringify({
    name: "web",
    lockfileVersion: 3,
    packages: {
      "": { name: "web", dependencies: Object.fromEntries(named) },
      ...Object.fromEntries(named.map(([name, version]) => [`node_modules/${name}`, { version }])),
    },
  });
}
