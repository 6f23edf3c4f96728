import { describe, expect, it } from "vitest";
import type { FindingRow } from "../../../../src/policy/advisory/findings/finding.ts";
import { findIgnore, type Ignore, parseIgnores } from "../../../../src/policy/advisory/ignores/ignore.ts";
import { anAdvisory, anIgnore } from "./builders.ts";

const now = new Date("2099-10-01T12:00:00Z");
const cve = anAdvisory({ aliases: ["CVE-2099-1"] });

describe("an ignore of deny.toml", () => {
  it.for([
    { id: "RUSTSEC-2099-0001", reason: "", covers: true },
    { id: "CVE-2099-1", reason: "", covers: true },
    { id: "RUSTSEC-2099-0002", reason: "", covers: false },
    { id: "RUSTSEC-2099-0001", reason: "until 2099-10-01", covers: true },
    { id: "RUSTSEC-2099-0001", reason: "until 2099-09-30", covers: false },
    { id: "RUSTSEC-2099-0001", reason: "wait; expires 2099-11-01; #4", covers: true },
    { id: "RUSTSEC-2099-0001", reason: "review by 2099-01-01", covers: false },
    { id: "RUSTSEC-2099-0001", reason: "until 2099-02-31", covers: false },
    { id: "RUSTSEC-2099-0001", reason: "until they fix it", covers: true },
  ])('"$id" with reason "$reason" covers: $covers', ({ id, reason, covers }) => {
    const text = `[advisories]\nignore = [{ id = ${JSON.stringify(id)}, reason = ${JSON.stringify(reason)} }]`;
    const reading = parseIgnores("deny.toml", text);
    const found = reading.state === "read" && findIgnore(cve, reading.ignores, now);
    expect(found !== undefined).toBe(covers);
  });
});

it("an osv-scanner.toml that names an id twice goes by the first, which is over here", () => {
  const text = '[[IgnoredVulns]]\nid = "CVE-2099-1"\nignoreUntil = 2099-09-01\n[[IgnoredVulns]]\nid = "CVE-2099-1"\n';
  const reading = parseIgnores("osv-scanner.toml", text);
  expect(reading.state === "read" && reading.ignores).toHaveLength(2);
  expect(reading.state === "read" && findIgnore(cve, reading.ignores, now)).toBeUndefined();
});

it("a malicious package is never covered", () => {
  const advisory = anAdvisory({ id: "MAL-2099-1", kind: "malicious" });
  expect(findIgnore(advisory, [anIgnore({ id: "MAL-2099-1" })], now)).toBeUndefined();
});

describe("an advisory in several lockfiles", () => {
  const root = { lockfile: "Cargo.lock" };
  const web = { lockfile: "web/package-lock.json" };
  const deep = { lockfile: "web/deep/package-lock.json" };
  const everywhere = anIgnore({ file: "deny.toml" });
  const inRoot = anIgnore({ file: "osv-scanner.toml", tool: "osv-scanner", folder: "" });
  const inWeb = anIgnore({ file: "web/osv-scanner.toml", tool: "osv-scanner", folder: "web" });
  const day = (ignore: Ignore, until: string): Ignore => ({ ...ignore, until: new Date(`${until}T00:00:00Z`) });

  it.for<{ why: string; rows: readonly Partial<FindingRow>[]; ignores: readonly Ignore[]; is: Ignore | undefined }>([
    { why: "deny.toml covers all of them", rows: [root, web, deep], ignores: [everywhere], is: everywhere },
    { why: "that of web does not cover the root", rows: [root, web], ignores: [inWeb], is: undefined },
    { why: "that of the root does not cover web", rows: [root, web], ignores: [inRoot], is: undefined },
    { why: "each covers its own folder", rows: [root, web], ignores: [inRoot, inWeb], is: inRoot },
    { why: "folders below inherit nothing", rows: [web, deep], ignores: [inWeb], is: undefined },
    { why: "that of web covers web", rows: [web], ignores: [inWeb], is: inWeb },
  ])("$why", ({ rows, ignores, is }) => {
    expect(findIgnore(anAdvisory({ rows }), ignores, now)).toBe(is);
  });

  it("of several that cover a place, the one that ends last speaks", () => {
    const [soon, late] = [day(everywhere, "2099-11-01"), day(inRoot, "2099-12-01")];
    expect(findIgnore(anAdvisory({ rows: [root] }), [soon, late], now)).toBe(late);
    expect(findIgnore(anAdvisory({ rows: [root] }), [late, everywhere, soon], now)).toBe(everywhere);
  });

  it("is uncovered as soon as one of its places is", () => {
    const [soon, late] = [day(inWeb, "2099-11-01"), day(inRoot, "2099-12-01")];
    const advisory = anAdvisory({ rows: [root, web] });
    expect(findIgnore(advisory, [late, soon], now)).toBe(soon);
    expect(findIgnore(advisory, [late, soon], new Date("2099-11-01T00:00:00Z"))).toBeUndefined();
  });
});

it("many ignores are not searched again for each advisory", () => {
  let looks = 0;
  const ignores = Array.from({ length: 500 }, (_, at): Ignore => {
    const ignore = anIgnore();
    return Object.defineProperty(ignore, "id", { get: () => ((looks += 1), `CVE-2099-${at}`) });
  });
  const found = ignores.map((_, at) => findIgnore(anAdvisory({ aliases: [`CVE-2099-${at}`] }), ignores, now));
  expect(found).toEqual(ignores);
  expect(looks).toBeLessThan(3000);
});
