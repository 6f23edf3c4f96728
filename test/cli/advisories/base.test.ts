import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { aCargoLock, anNpmLock, aScanDesk, type ScanDesk } from "./scan-desk.ts";

let desk: ScanDesk;
beforeEach(() => {
  desk = aScanDesk();
});
afterEach(() => desk.close());

const deny = (...ids: readonly string[]) => {
  const entries = ids.map((id) => `    { id = "${id}", reason = "it reads our own files only; #41" },\n`);
  return `[advisories]\nignore = [\n${entries.join("")}]\n`;
};

type Files = Parameters<ScanDesk["checkout"]["write"]>[0];

/** main has these files, and the work stands on a branch of its own, not committed. */
function begin(before: Files, work: Files): void {
  desk.checkout.commit("chore: begin", before);
  desk.checkout.git("switch", "--quiet", "--create", "work");
  desk.checkout.write(work);
}

const Told = z.object({ delta: z.record(z.string(), z.array(z.string())).optional() });

const hit = "ember-http 1.2.0 → slate-codec 0.4.11";
const old = "oldtime 0.1.45";

describe("gatehouse advisories --base", () => {
  it("tells what the work brings, what was there before, and what it ends", async () => {
    begin(
      { "Cargo.lock": aCargoLock(old, "gears 1.9.0"), "deny.toml": deny() },
      { "Cargo.lock": aCargoLock(hit, old) },
    );
    const { code, out, problems } = await desk.scan("--base", "main");
    expect(out.replaceAll(/\b[0-9a-f]{7}\b/g, "SHA")).toMatchInlineSnapshot(`
      "❌ Advisories that this pull request lets in: 1 (introduced 1, resolved 1).
      3 package versions of Cargo.lock, looked up in osv-dump as of 2026-11-20 08:00 UTC.
      Compared with main at SHA. What is not committed counts too.

      Introduced: 1
      Cargo.lock
        ADVISORY           RATING  PACKAGE             WAY IN      ENDS WITH
        RUSTSEC-2099-0001  high    slate-codec 0.4.11  ember-http  0.4.13

      To update within the same line:
        cargo update -p slate-codec@0.4.11 --precise 0.4.13

      Resolved: 1
        RUSTSEC-2099-0004

      Carried: 1
        RUSTSEC-2099-0002"
    `);
    expect({ code, problems }).toEqual({ code: 1, problems: "" });
  });

  it.for([
    { what: "brings a vulnerability", before: [], work: [hit], delta: { introduced: ["RUSTSEC-2099-0001"] }, code: 1 },
    {
      what: "meets it in another lockfile too",
      before: [hit],
      work: [hit],
      more: { "tools/Cargo.lock": aCargoLock(hit) },
      delta: { widened: ["RUSTSEC-2099-0001"] },
      code: 0,
    },
    {
      what: "uses directly what a dependency used",
      before: [hit],
      work: [hit, "slate-codec 0.4.11"],
      delta: { widened: ["RUSTSEC-2099-0001"] },
      code: 0,
    },
    {
      what: "moves to another affected version",
      before: [hit],
      work: ["ember-http 1.2.0 → slate-codec 0.4.12"],
      delta: { moved: ["RUSTSEC-2099-0001"] },
      code: 0,
    },
    { what: "leaves it", before: [hit], work: [hit, "x 1.0.0"], delta: { carried: ["RUSTSEC-2099-0001"] }, code: 0 },
    { what: "ends it", before: [hit], work: ["x 1.0.0"], delta: { resolved: ["RUSTSEC-2099-0001"] }, code: 0 },
    {
      what: "brings what nobody maintains",
      before: [],
      work: [old],
      delta: { introduced: ["RUSTSEC-2099-0002"] },
      code: 0,
    },
    {
      what: "uses unsound code directly",
      before: [],
      work: ["gears 1.9.0"],
      delta: { introduced: ["RUSTSEC-2099-0004"] },
      code: 1,
    },
    {
      what: "brings what was accepted before",
      before: [],
      work: [hit],
      ignores: [deny("RUSTSEC-2099-0001"), deny("RUSTSEC-2099-0001")],
      delta: { introduced: ["RUSTSEC-2099-0001"] },
      code: 0,
    },
    {
      what: "accepts what it brings itself",
      before: [],
      work: [hit],
      ignores: [deny(), deny("RUSTSEC-2099-0001")],
      delta: { introduced: ["RUSTSEC-2099-0001"] },
      code: 2,
    },
    {
      what: "takes an ignore away that the lockfile needs",
      before: [hit],
      work: [hit],
      ignores: [deny("RUSTSEC-2099-0001"), deny()],
      delta: { carried: ["RUSTSEC-2099-0001"] },
      code: 1,
    },
  ])("ends with $code where the work $what", async ({ before, work, more = {}, ignores, delta, code }) => {
    const [atBase, now] = (ignores ?? [deny(), deny()]).map((text) => ({ "deny.toml": text }));
    begin({ "Cargo.lock": aCargoLock(...before), ...atBase }, { "Cargo.lock": aCargoLock(...work), ...more, ...now });
    const run = await desk.scan("--base", "main", "--json");
    const none = { introduced: [], widened: [], moved: [], carried: [], resolved: [] };
    expect(Told.parse(JSON.parse(run.out)).delta).toEqual({ ...none, ...delta });
    expect(run.code).toBe(code);
  });

  it("is about where the work began, and others who went on are not blamed on it", async () => {
    begin({ "Cargo.lock": aCargoLock(hit) }, {});
    desk.checkout.git("switch", "--quiet", "main");
    desk.checkout.commit("fix: others went on", { "Cargo.lock": aCargoLock("slate-codec 0.4.13") });
    desk.checkout.git("switch", "--quiet", "work");
    expect((await desk.scan("--base", "main")).out).toContain("Carried: 1");
  });

  it("calls gone what went with its lockfile, and new what came with one", async () => {
    begin(
      { "Cargo.lock": aCargoLock(hit) },
      { "Cargo.lock": null, "web/package-lock.json": anNpmLock("left-pad 1.3.0") },
    );
    const { code, out } = await desk.scan("--base", "main", "--json");
    expect(Told.parse(JSON.parse(out)).delta).toMatchObject({
      introduced: ["GHSA-w2x4-h6j8-p9q3"],
      resolved: ["RUSTSEC-2099-0001"],
    });
    expect(code).toBe(1);
  });

  it("goes by the configuration of the base, as GitHub does", async () => {
    const skips = (glob: string) => `version: 1\nadvisories: { skip: ['${glob}'] }\n`;
    const path = ".github/gatehouse.yml";
    begin(
      { "Cargo.lock": aCargoLock(), [path]: skips("fixtures/**") },
      { "Cargo.lock": aCargoLock(hit), [path]: skips("**") },
    );
    expect((await desk.scan("--base", "main")).code).toBe(1);
  });

  it("blames nobody where the base cannot be read, and does not pass it either", async () => {
    begin({ "Cargo.lock": "<<<<<<< ours\n" }, { "Cargo.lock": aCargoLock(hit) });
    const { code, out } = await desk.scan("--base", "main");
    expect(out).toContain("❌ It cannot be told which advisories this pull request lets in.");
    expect(out).toContain("Neither old nor new, because not all of the base can be read: 1");
    expect(out).not.toContain("Introduced");
    expect(code).toBe(2);
    const told = await desk.scan("--base", "main", "--json");
    expect(Told.parse(JSON.parse(told.out)).delta).toBeUndefined();
  });
});
