import { describe, expect, it } from "vitest";
import type { FindingRow } from "../../../src/policy/advisory/findings/finding.ts";
import { respond } from "../../../src/render/advisory/advisory-response.ts";
import { aFix, aRow } from "./builders.ts";

const direct: FindingRow["reach"] = { direct: true, path: ["roadrunner 0.8.0", "slate-codec 0.4.11"] };

function anotherIn(ecosystem: string, lockfile: string, name: string, fixed: string): Partial<FindingRow> {
  return { ecosystem, lockfile, package: name, version: "2.4.11", fix: aFix(fixed), reach: direct };
}

describe("what to do", () => {
  it.for<{ why: string; row: Partial<FindingRow>; says: string; mayBeAccepted: boolean }>([
    {
      why: "vulnerable, direct, fix in the line",
      row: { reach: direct },
      says: "Update now. `0.4.13` is in the same line, so nothing should break:\n\n```sh\ncargo update -p slate-codec@0.4.11 --precise 0.4.13\n```",
      mayBeAccepted: false,
    },
    {
      why: "vulnerable, direct, fix in another line",
      row: { reach: direct, fix: aFix("0.5.0") },
      says: "Update to `0.5.0`. It is in another line and may break something: read [what changed](https://crates.io/crates/slate-codec/versions) first, then raise the requirement in `Cargo.toml`. The owner decides the date.",
      mayBeAccepted: true,
    },
    {
      why: "vulnerable, transitive, fix in the line",
      row: {},
      says: "Move the transitive `slate-codec` to `0.4.13`. It is in the same line, so only the lockfile changes:\n\n```sh\ncargo update -p slate-codec@0.4.11 --precise 0.4.13\n```",
      mayBeAccepted: true,
    },
    {
      why: "vulnerable, transitive, fix in another line",
      row: { fix: aFix("0.5.0") },
      says: "Wait for a release of `ember-http 1.2.0` that accepts `slate-codec` `0.5.0`. Until then this issue tracks it, and the risk may be accepted until a date.",
      mayBeAccepted: true,
    },
    {
      why: "vulnerable, transitive, by a way that is not known",
      row: { fix: aFix("0.5.0"), reach: { direct: false, path: [] } },
      says: "Wait for a release of the package that brings it in that accepts `slate-codec` `0.5.0`. Until then this issue tracks it, and the risk may be accepted until a date.",
      mayBeAccepted: true,
    },
    {
      why: "vulnerable without a fix",
      row: { fix: aFix(undefined), reach: direct },
      says: "No version of `slate-codec` without it is known. Find a workaround or replace it; until then accept the risk until a date.",
      mayBeAccepted: true,
    },
    {
      why: "unsound without a fix",
      row: { kind: "unsound", fix: aFix(undefined) },
      says: "Replace `slate-codec`, or accept it with a reason; this issue tracks it.",
      mayBeAccepted: true,
    },
    {
      why: "unsound with a fix in the line",
      row: { kind: "unsound" },
      says: "Update, the fix is in the same line:\n\n```sh\ncargo update -p slate-codec@0.4.11 --precise 0.4.13\n```",
      mayBeAccepted: true,
    },
    {
      why: "unmaintained",
      row: { kind: "unmaintained", fix: aFix(undefined) },
      says: "Replace `slate-codec`, or accept it with a reason; this issue tracks it.",
      mayBeAccepted: true,
    },
    {
      why: "malicious",
      row: { kind: "malicious" },
      says: "Remove `slate-codec` now. Treat each machine that installed or built it as taken over, and replace the secrets it could read.",
      mayBeAccepted: false,
    },
  ])("$why", ({ row, says, mayBeAccepted }) => {
    expect(respond(aRow(row))).toEqual({ text: says, mayBeAccepted });
  });

  it.for([
    {
      row: anotherIn("npm", "web/package-lock.json", "@slate/codec", "3.0.0"),
      says: ["`package.json`", "https://www.npmjs.com/package/@slate/codec?activeTab=versions"],
    },
    {
      row: anotherIn("PyPI", "uv.lock", "slate-codec", "3.0.0"),
      says: ["`pyproject.toml`", "https://pypi.org/project/slate-codec/#history"],
    },
    {
      row: anotherIn("Go", "go.mod", "example.com/slate/codec", "3.0.0"),
      says: ["`go.mod`", "https://pkg.go.dev/example.com/slate/codec?tab=versions"],
    },
    {
      row: anotherIn("crates.io", "Cargo.lock", "x](https://evil.example)", "3.0.0"),
      says: ["`Cargo.toml`", "read what changed in `x](https://evil.example)` first"],
    },
    {
      row: anotherIn("npm", "package-lock.json", "../../evil", "3.0.0"),
      says: ["read what changed in `../../evil` first"],
    },
  ])("names the manifest and the releases of $row.ecosystem: $row.package", ({ row, says }) => {
    const { text } = respond(aRow(row));
    for (const part of says) expect(text).toContain(part);
  });

  it.for([
    { lockfile: "web/package-lock.json", ecosystem: "npm", command: "npm " },
    { lockfile: "uv.lock", ecosystem: "PyPI", command: "uv lock " },
    { lockfile: "poetry.lock", ecosystem: "PyPI", command: "poetry " },
    { lockfile: "Cargo.lock", ecosystem: "crates.io", command: "cargo " },
  ])("gives the command of $lockfile", ({ lockfile, ecosystem, command }) => {
    const row = aRow({ lockfile, ecosystem, version: "2.4.11", fix: aFix("2.4.13") });
    expect(respond(row).text).toContain(`\`\`\`sh\n${command}`);
  });

  it.for(["web/pnpm-lock.yaml", "yarn.lock"])(
    "says where to go and gives no command that could do else: %s",
    (lockfile) => {
      const row = aRow({ lockfile, ecosystem: "npm", version: "2.4.11", fix: aFix("2.4.13"), reach: direct });
      expect(respond(row).text).toBe("Update now. `2.4.13` is in the same line, so nothing should break.");
    },
  );

  it("never gives a command that a name has a hand in", () => {
    const row = aRow({ package: "x; rm -rf ~", reach: direct });
    expect(respond(row).text).toBe("Update now. `0.4.13` is in the same line, so nothing should break.");
  });
});
