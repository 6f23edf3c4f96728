import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../support/cli.ts";
import { startOsv } from "../../support/osv-server.ts";
import { writeZip } from "../../support/zip.ts";
import { aCargoLock, anNpmLock, aScanDesk, type ScanDesk, someRecords } from "./scan-desk.ts";

let desk: ScanDesk;
beforeEach(() => {
  desk = aScanDesk();
});
afterEach(() => desk.close());

const hit = aCargoLock("slate-codec 0.4.11");

describe("a lockfile", () => {
  it.for([
    { what: "is broken", name: "web/package-lock.json", text: '{"name": ', says: "web/package-lock.json line 1" },
    { what: "is empty", name: "web/yarn.lock", text: "", says: "web/yarn.lock line 1: is empty" },
    {
      what: "holds merge conflict markers",
      name: "tools/Cargo.lock",
      text: "version = 4\n<<<<<<< ours\n",
      says: "tools/Cargo.lock line 2: holds merge conflict markers. Put it right, or leave it out",
    },
    {
      what: "is too large",
      name: "tools/Cargo.lock",
      text: `#${"x".repeat(10 * 1024 * 1024)}`,
      says: "tools/Cargo.lock has 10485761 bytes, more than the 10485760 that are read. Leave it out",
    },
  ])("that $what is told with its fix, and the others are scanned", async ({ name, text, says }) => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit, [name]: text });
    const { code, out, problems } = await desk.scan();
    expect(problems).toContain(says);
    expect(out).toContain("❌ 1 lockfile could not be read; 1 vulnerability that nobody has accepted");
    expect(code).toBe(2);
  });

  it("that is a link is not followed", async () => {
    const elsewhere = desk.write("Cargo.lock", hit);
    mkdirSync(join(desk.checkout.path, "tools"));
    symlinkSync(elsewhere, join(desk.checkout.path, "tools/Cargo.lock"));
    desk.checkout.commit("chore: begin", { "Cargo.lock": aCargoLock() });
    const { code, out, problems } = await desk.scan();
    expect(problems).toBe(
      "tools/Cargo.lock is a symbolic link, which is not followed. Name the file that it leads to.",
    );
    expect(out).not.toContain("RUSTSEC");
    expect(code).toBe(2);
  });

  it("that the configuration names has to be there", async () => {
    const config = "version: 1\nadvisories: { lockfiles: [Cargo.lock, tools/Cargo.lock] }\n";
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit, ".github/gatehouse.yml": config });
    const { code, problems } = await desk.scan();
    expect(problems).toBe("tools/Cargo.lock is not there. Put it back, or take it out of advisories.lockfiles.");
    expect(code).toBe(2);
  });

  it.for([
    { name: "nowhere/Cargo.lock", says: "nowhere/Cargo.lock is not there. Correct its name." },
    { name: "src", says: "src is not there. Correct its name." },
    { name: "notes.txt", says: "notes.txt is of a format that cannot be read yet; readable are Cargo.lock, " },
  ])("named as $name is told, and the others are scanned", async ({ name, says }) => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit, "notes.txt": "x\n", "src/lib.rs": "\n" });
    const { code, out, problems } = await desk.scan("--lockfile", "Cargo.lock", "--lockfile", name);
    expect(problems).toContain(says);
    expect(out).toContain("RUSTSEC-2099-0001");
    expect(code).toBe(2);
  });

  it("that cannot be read for another reason is told with it", async () => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit });
    const name = `${"x".repeat(300)}/Cargo.lock`;
    const { code, out, problems } = await desk.scan("--lockfile", "Cargo.lock", "--lockfile", name);
    expect(problems).toContain("/Cargo.lock cannot be read: ENAMETOOLONG");
    expect(out).toContain("RUSTSEC-2099-0001");
    expect(code).toBe(2);
  });

  it("that a sparse checkout leaves out is missing, and nothing passes for it", async () => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": aCargoLock(), "web/package-lock.json": anNpmLock() });
    desk.checkout.git("sparse-checkout", "set", "src");
    const { code, problems } = await desk.scan();
    expect(problems).toContain("web/package-lock.json is not there.");
    expect(code).toBe(2);
  });

  it("has to be somewhere", async () => {
    desk.checkout.commit("chore: begin", { "README.md": "#\n" });
    const { code, out, problems } = await desk.scan();
    expect(problems).toMatch(
      /^gatehouse advisories: there is no lockfile to scan\. Readable are Cargo\.lock, .*--lockfile$/,
    );
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

describe("a dump", () => {
  it.for([
    { what: "is not there", dump: "nowhere", says: "`nowhere` holds no dump of advisories. Give the folder" },
    { what: "is a folder of something else", dump: ".", says: "`.` holds no dump of advisories. Give the folder" },
    { what: "is no zip", dump: "notes.txt", says: "cannot be read: it is no zip archive, or a broken one" },
    { what: "holds no record", dump: "empty.zip", says: "it holds no record" },
    { what: "is an address", dump: "https://example.com", says: "an address goes into OSV_DUMP" },
  ])("that $what leaves nothing to be told", async ({ dump, says }) => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit });
    desk.checkout.write({ "notes.txt": "x\n", "empty.zip": writeZip({ "README.md": "x" }) });
    const { code, out, problems } = await desk.scan("--dump", dump);
    expect(problems).toContain(says);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("without the ecosystem of a lockfile passes nothing", async () => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": aCargoLock("x 1.0.0") });
    const archive = join(desk.dump, "npm/all.zip");
    const alone = await desk.scan("--dump", archive);
    expect(alone.problems).toContain("no advisories could be looked up; give a dump of crates.io with --dump: ");
    expect(alone.code).toBe(2);
    desk.checkout.write({ "web/package-lock.json": anNpmLock("harmless 0.1.0") });
    const both = await desk.scan("--dump", archive);
    expect(both.out).toContain("❌ Not everything is known about 1 package; no advisory is met");
    expect(both.out).toContain("1 not answered by the advisory source: x 1.0.0");
    expect(both.code).toBe(2);
  });
});

describe("a source that", () => {
  it.for([
    { what: "is no OSV", fault: { status: 404 }, says: "is OSV_API_URL right?" },
    { what: "asks to wait", fault: { status: 429 }, says: "asks to wait" },
  ])("$what leaves nothing to be told", async ({ fault, says }) => {
    const osv = await startOsv({ records: someRecords });
    try {
      osv.faults.push({ on: "querybatch", kind: "status", ...fault });
      desk.checkout.commit("chore: begin", { "Cargo.lock": hit });
      const given = { cwd: desk.checkout.path, env: { ...desk.checkout.env, OSV_API_URL: osv.url } };
      const { code, out, problems } = await runCommandLine(["advisories"], given);
      expect(problems).toContain("no advisories could be looked up; try again later, or give a dump of crates.io");
      expect(problems).toContain(says);
      expect({ code, out }).toEqual({ code: 2, out: "" });
    } finally {
      await osv.close();
    }
  });

  it.for([
    { env: { OSV_API_URL: "off" }, says: "set OSV_DUMP, or remove OSV_API_URL=off" },
    { env: { OSV_API_URL: "http://example.com" }, says: "OSV_API_URL must be an https:// address" },
  ])("cannot be asked because of $env is told", async ({ env, says }) => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit });
    const given = { cwd: desk.checkout.path, env: { ...desk.checkout.env, ...env } };
    const { code, problems } = await runCommandLine(["advisories"], given);
    expect(problems).toContain(says);
    expect(code).toBe(2);
  });
});

describe("a place", () => {
  it("that is no checkout has no lockfiles of its own, and no base", async () => {
    const given = { cwd: desk.outside, env: desk.checkout.env };
    const dump = ["--dump", desk.dump];
    const alone = await runCommandLine(["advisories", ...dump], given);
    expect(alone.problems).toContain("not a git repository");
    expect(alone.problems).toContain("Go into a checkout, or name lockfiles with --lockfile");
    const args = ["advisories", ...dump, "--lockfile", "Cargo.lock", "--base", "main"];
    const based = await runCommandLine(args, given);
    expect(based.problems).toContain("Go into a checkout; only there is a base");
    expect([alone.code, based.code]).toEqual([2, 2]);
  });

  it.for([
    { base: "nowhere", says: "there is no revision `nowhere` here: name a branch, tag or commit, or fetch it first" },
    { base: "--output=/tmp/x", says: "there is no revision `--output=/tmp/x`" },
  ])("without the base $base says so", async ({ base, says }) => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit });
    const { code, problems } = await desk.scan("--base", base);
    expect(problems).toContain(says);
    expect(code).toBe(2);
  });

  it("outside of the checkout has no base to be compared with", async () => {
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit });
    const { problems } = await desk.scan("--base", "HEAD", "--lockfile", desk.write("Cargo.lock", hit));
    expect(problems).toContain("is outside of this checkout, so it has no base to be compared with");
  });

  it("whose configuration is broken is not scanned by other rules", async () => {
    const path = ".github/gatehouse.yml";
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit, [path]: "version: 2\n" });
    const { code, out, problems } = await desk.scan();
    expect(problems).toContain(`${path}:1:1 \`version\` is \`2\``);
    expect((await desk.scan("--base", "HEAD")).problems).toContain(`HEAD:${path}:1:1`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("that names programs in its configuration of git starts none of them", async () => {
    const trace = join(desk.outside, "a-program-ran");
    desk.checkout.commit("chore: begin", { "Cargo.lock": hit, ".gitattributes": "*.lock filter=x diff=x\n" });
    for (const key of ["filter.x.clean", "filter.x.process", "core.fsmonitor", "diff.x.textconv", "core.pager"]) {
      desk.checkout.git("config", key, `touch ${trace}; cat`);
    }
    writeFileSync(join(desk.checkout.path, "Cargo.lock"), `${hit}\n`);
    expect((await desk.scan("--base", "HEAD")).out).toContain("Carried: 1");
    expect(existsSync(trace)).toBe(false);
  });
});
