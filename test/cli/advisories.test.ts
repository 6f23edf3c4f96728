import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCommandLine } from "../support/cli.ts";
import { startOsv } from "../support/osv-server.ts";
import { aCargoLock, anNpmLock, aScanDesk, type ScanDesk, someRecords, writeDumps } from "./advisories/scan-desk.ts";

let desk: ScanDesk;
beforeEach(() => {
  desk = aScanDesk();
});
afterEach(() => desk.close());

const clean = aCargoLock("harmless 0.1.0");
const hit = aCargoLock("ember-http 1.2.0 → slate-codec 0.4.11");
const entry = (id: string, more = "") => `{ id = "${id}", reason = "it reads our own files only; #41${more}" }`;
const accepting = (...entries: readonly string[]) => `[advisories]\nignore = [\n    ${entries.join(",\n    ")},\n]\n`;
const accepts = (id: string, more = "") => accepting(entry(id, more));

describe("gatehouse advisories", () => {
  it("tells what is met in the lockfiles of the checkout, and what to do", async () => {
    desk.checkout.commit("chore: begin", {
      "Cargo.lock": aCargoLock(
        "ember-http 1.2.0 → slate-codec 0.4.11",
        "oldtime 0.1.45",
        "gears 1.9.0",
        "gauge-board 0.3.0 git",
      ),
      "deny.toml": accepting(entry("RUSTSEC-2099-0002", "; until 2099-12-31"), '"RUSTSEC-2099-0003"'),
      "web/package-lock.json": anNpmLock("left-pad 1.3.0"),
    });
    const { code, out, problems } = await desk.scan();
    expect(out).toMatchInlineSnapshot(`
      "❌ 2 vulnerabilities and 1 unsound package that nobody has accepted
      5 package versions of Cargo.lock, web/package-lock.json, looked up in osv-dump as of 2026-11-20
        08:00 UTC.
      What is not committed counts too.

      Cargo.lock
        ADVISORY           RATING   PACKAGE             WAY IN      ENDS WITH
        RUSTSEC-2099-0001  high     slate-codec 0.4.11  ember-http  0.4.13
        RUSTSEC-2099-0004  unsound  gears 1.9.0         direct      2.0.0 *

      web/package-lock.json
        ADVISORY             RATING     PACKAGE         WAY IN  ENDS WITH
        GHSA-w2x4-h6j8-p9q3  not rated  left-pad 1.3.0  direct  1.3.1
        * in another line than the locked one, so it may break something

      To update within the same line:
        cargo update -p slate-codec@0.4.11 --precise 0.4.13
        in web
          npm update left-pad

      Accepted by documented ignores: 1
        RUSTSEC-2099-0002  oldtime 0.1.45  deny.toml:3  until 2099-12-31

      Not checked: 1
        1 from git: gauge-board 0.3.0

      Documented ignores:
        - Without a reason: RUSTSEC-2099-0003 (deny.toml:4).
          Write why it does no harm here, as the reason of the entry or in a comment behind it.
        - Without an issue: RUSTSEC-2099-0003 (deny.toml:4).
          Name the issue that tracks it in the reason, such as #123.
        - Cover nothing in any lockfile: RUSTSEC-2099-0003 (deny.toml:4).
          Remove them."
    `);
    expect({ code, problems }).toEqual({ code: 1, problems: "" });
  });

  it.for([
    { what: "nothing is met", lock: clean, code: 0, says: "✅ No advisory is met" },
    { what: "there is a vulnerability", lock: hit, code: 1, says: "❌ 1 vulnerability that nobody has accepted" },
    {
      what: "a package is malicious, whatever is ignored",
      lock: aCargoLock("serde-yamI 1.0.0"),
      ignores: accepts("MAL-2099-1"),
      code: 1,
      says: "❌ 1 malicious package that nobody has accepted",
    },
    {
      what: "all is accepted",
      lock: hit,
      ignores: accepts("RUSTSEC-2099-0001"),
      code: 0,
      says: "✅ All that is met is accepted: 1 vulnerability",
    },
    {
      what: "it is accepted by another of its names",
      lock: hit,
      ignores: accepts("CVE-2099-1"),
      code: 0,
      says: "cargo-deny will not honour",
    },
    {
      what: "what accepted it is over",
      lock: hit,
      ignores: accepts("RUSTSEC-2099-0001", "; until 2026-11-19"),
      code: 1,
      says: "Past the day until which they were accepted",
    },
    {
      what: "there is nothing graver than an unmaintained package and unsound code",
      lock: aCargoLock("oldtime 0.1.45", "gears 1.9.0"),
      code: 0,
      says: "✅ 1 unsound package and 1 unmaintained package that nobody has accepted",
    },
    {
      what: "a package is from git, which is in no database",
      lock: aCargoLock("slate-codec 0.4.11 git"),
      code: 0,
      says: "1 from git: slate-codec 0.4.11",
    },
  ])("ends with $code where $what", async ({ lock, ignores, code, says }) => {
    desk.checkout.commit("chore: begin", {
      "Cargo.lock": lock,
      ...(ignores === undefined ? {} : { "deny.toml": ignores }),
    });
    const run = await desk.scan();
    expect(run.out).toContain(says);
    expect(run.code).toBe(code);
  });
});

describe("which lockfiles are scanned", () => {
  const lockfilesOf = async (...args: readonly string[]) => {
    const { out } = await desk.scan("--json", ...args);
    const { rows } = z.object({ rows: z.array(z.object({ lockfile: z.string() })) }).parse(JSON.parse(out));
    return rows.map(({ lockfile }) => lockfile);
  };

  it("are those of the working tree that git does not ignore, committed or not", async () => {
    desk.checkout.commit("chore: begin", {
      "Cargo.lock": hit,
      "gone/Cargo.lock": hit,
      "was/Cargo.lock": clean,
      "node_modules/x/Cargo.lock": hit,
      ".gitignore": "ignored/\n",
    });
    desk.checkout.write({
      "gone/Cargo.lock": null,
      "was/Cargo.lock": hit,
      "new/Cargo.lock": hit,
      "ignored/Cargo.lock": hit,
    });
    expect(await lockfilesOf()).toEqual(["Cargo.lock", "new/Cargo.lock", "was/Cargo.lock"]);
  });

  it("are the same from a folder of the checkout", async () => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit, "crates/a/src/lib.rs": "\n" });
    const cwd = join(desk.checkout.path, "crates/a");
    const { code, out } = await runCommandLine(["advisories", "--dump", desk.dump], { cwd, env: desk.checkout.env });
    expect(out).toContain("\nCargo.lock\n");
    expect(code).toBe(1);
  });

  it.for([
    { rules: "lockfiles: [tools/Cargo.lock]", scanned: ["tools/Cargo.lock"] },
    { rules: "lockfiles: ['**/Cargo.lock'], skip: ['tests/**']", scanned: ["Cargo.lock", "tools/Cargo.lock"] },
    { rules: "skip: ['{tests,tools}/**']", scanned: ["Cargo.lock"] },
  ])("are those that the configuration means: $rules", async ({ rules, scanned }) => {
    const lockfiles = { "Cargo.lock": hit, "tools/Cargo.lock": hit, "tests/a/Cargo.lock": hit };
    desk.checkout.commit("chore: begin", {
      ...lockfiles,
      ".github/gatehouse.yml": `version: 1\nadvisories: { ${rules} }\n`,
    });
    expect(await lockfilesOf()).toEqual(scanned);
  });

  it("are those that are named and no others, also in no checkout at all", async () => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit, "tools/Cargo.lock": hit });
    expect(await lockfilesOf("--lockfile", "tools/Cargo.lock")).toEqual(["tools/Cargo.lock"]);
    desk.write("Cargo.lock", hit);
    const args = ["advisories", "--dump", desk.dump, "--lockfile", "Cargo.lock"];
    const { code, out, problems } = await runCommandLine(args, { cwd: desk.outside, env: desk.checkout.env });
    expect(out).toContain("RUSTSEC-2099-0001");
    expect(out).not.toContain("not committed");
    expect({ code, problems }).toEqual({ code: 1, problems: "" });
  });

  it("are read with what stands beside them, which says what is direct", async () => {
    const yarn = '# yarn lockfile v1\n\nleft-pad@^1.0.0:\n  version "1.3.0"\n';
    const manifest = '{"name": "web", "dependencies": {"left-pad": "^1.0.0"}}';
    desk.checkout.commit("chore: begin", { "web/yarn.lock": yarn, "web/package.json": manifest });
    expect((await desk.scan()).out).toMatch(/left-pad 1\.3\.0 +direct/);
  });
});

describe("documented ignores", () => {
  it("of osv-scanner.toml hold for the lockfiles of its folder alone", async () => {
    const ignores = '[[IgnoredVulns]]\nid = "GHSA-w2x4-h6j8-p9q3"\nreason = "not in the bundle, see #41"\n';
    const files = { "web/package-lock.json": anNpmLock("left-pad 1.3.0"), "web/osv-scanner.toml": ignores };
    desk.checkout.commit("chore: begin", files);
    expect((await desk.scan()).code).toBe(0);
    desk.checkout.write({ "other/package-lock.json": anNpmLock("left-pad 1.3.0") });
    expect((await desk.scan()).code).toBe(1);
  });

  it("count for nothing where their file cannot be read, and that is said", async () => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit, "deny.toml": "[advisories]\nignore = [\n" });
    symlinkSync("deny.toml", join(desk.checkout.path, ".deny.toml"));
    const { code, problems } = await desk.scan();
    expect(problems).toContain("The ignores of deny.toml count for nothing, because it cannot be read: line 3 is");
    expect(problems).toContain("The ignores of .deny.toml count for nothing, because it cannot be read: it is a symb");
    expect(code).toBe(1);
  });

  it("are not called useless where one lockfile of several was named", async () => {
    desk.checkout.commit("chore: begin", {
      "Cargo.lock": clean,
      "tools/Cargo.lock": hit,
      "deny.toml": accepts("RUSTSEC-2099-0001"),
    });
    expect((await desk.scan("--lockfile", "Cargo.lock")).out).not.toContain("Cover nothing");
    desk.checkout.write({ "tools/Cargo.lock": null });
    expect((await desk.scan()).out).toContain("Cover nothing in any lockfile: RUSTSEC-2099-0001 (deny.toml:3).");
  });

  it("of what was withdrawn, or never was, say so", async () => {
    writeDumps(desk.dump, [...someRecords, { ...withdrawn, withdrawn: "2026-11-02T00:00:00Z" }]);
    const ignores = accepting(entry("RUSTSEC-2099-0077"), entry("RUSTSEC-2099-0078"));
    desk.checkout.commit("chore: begin", { "Cargo.lock": clean, "deny.toml": ignores });
    const { out } = await desk.scan();
    expect(out).toContain("Withdrawn by the database: RUSTSEC-2099-0077 (deny.toml:3).");
    expect(out).toContain("In no database of advisories: RUSTSEC-2099-0078");
  });
});

const withdrawn = { id: "RUSTSEC-2099-0077", modified: "2026-11-02T00:00:00Z", affected: [crate("oldtime")] };
function crate(name: string) {
  return { package: { ecosystem: "crates.io", name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }] };
}

describe("where advisories come from", () => {
  it("is the OSV API that the environment names, asked once, and the same is told as from a dump", async () => {
    const osv = await startOsv({ records: someRecords });
    try {
      desk.checkout.commit("chore: begin", { "Cargo.lock": hit, "tools/Cargo.lock": hit });
      const env = { ...desk.checkout.env, OSV_API_URL: osv.url };
      const asked = await runCommandLine(["advisories", "--json"], { cwd: desk.checkout.path, env });
      expect(asked.out).toBe((await desk.scan("--json")).out);
      expect(osv.requests.map(({ path }) => path)).toEqual(["/v1/querybatch", "/v1/vulns/RUSTSEC-2099-0001"]);
      expect(osv.requests[0]?.userAgent).toMatch(/^gatehouse\//);
    } finally {
      await osv.close();
    }
  });

  it("is a dump alone where one is named, and nobody outside hears of a package", async () => {
    const osv = await startOsv({ records: someRecords });
    try {
      desk.checkout.commit("chore: begin", { "Cargo.lock": hit, "deny.toml": accepts("RUSTSEC-2099-0078") });
      const env = { ...desk.checkout.env, OSV_API_URL: osv.url };
      const archive = join(desk.dump, "crates.io/all.zip");
      for (const dump of [desk.dump, archive]) {
        const run = await runCommandLine(["advisories", "--dump", dump], { cwd: desk.checkout.path, env });
        expect(run.code).toBe(1);
      }
      expect(osv.requests).toEqual([]);
    } finally {
      await osv.close();
    }
  });

  it("says how old a dump is, and that an old one does not know what is newer", async () => {
    writeDumps(desk.dump, someRecords, new Date("2026-11-10T09:00:00Z"));
    desk.checkout.commit("chore: begin", { "Cargo.lock": clean });
    const { code, out } = await desk.scan();
    expect(out).toContain("as of 2026-11-10 09:00 UTC. That is old, or\n  not whole: what is newer is not known.");
    expect(code).toBe(0);
  });
});
