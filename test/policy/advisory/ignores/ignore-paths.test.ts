import { expect, it } from "vitest";
import { filesForIgnore, ignorePathsFor } from "../../../../src/policy/advisory/ignores/ignore-paths.ts";
import { anAdvisory } from "./builders.ts";

it("the policy files are the configured ones and an osv-scanner.toml beside each lockfile, each once", () => {
  const lockfiles = ["Cargo.lock", "web/package-lock.json", "web/yarn.lock", "a/b/go.mod"];
  expect(ignorePathsFor(["deny.toml", "web/osv-scanner.toml"], lockfiles)).toEqual([
    "deny.toml",
    "web/osv-scanner.toml",
    "osv-scanner.toml",
    "a/b/osv-scanner.toml",
  ]);
});

const usual = ["deny.toml", ".deny.toml", ".cargo/deny.toml", ".cargo/audit.toml"];
const crate = { lockfile: "Cargo.lock" };
const module = { ecosystem: "npm", lockfile: "web/package-lock.json" };

it.for([
  { why: "the file of cargo-deny", rows: [crate], present: ["deny.toml"], is: ["deny.toml"] },
  {
    why: "the first that cargo-deny reads",
    rows: [crate],
    present: [".cargo/deny.toml", ".deny.toml"],
    is: [".deny.toml"],
  },
  {
    why: "both Rust tools",
    rows: [crate],
    present: ["deny.toml", ".cargo/audit.toml"],
    is: ["deny.toml", ".cargo/audit.toml"],
  },
  { why: "cargo-audit alone", rows: [crate], present: [".cargo/audit.toml"], is: [".cargo/audit.toml"] },
  { why: "a new deny.toml", rows: [crate], present: [], is: ["deny.toml"] },
  {
    why: "osv-scanner too, where it is used",
    rows: [crate],
    present: ["deny.toml", "osv-scanner.toml"],
    is: ["deny.toml", "osv-scanner.toml"],
  },
  {
    why: "a new osv-scanner.toml beside a lockfile that is not Rust's",
    rows: [module],
    present: ["deny.toml"],
    is: ["web/osv-scanner.toml"],
  },
  {
    why: "all that are concerned",
    rows: [crate, module],
    present: ["deny.toml"],
    is: ["deny.toml", "web/osv-scanner.toml"],
  },
])("an ignore is written to $why", ({ rows, present, is }) => {
  expect(filesForIgnore(anAdvisory({ rows }), usual, new Set(present))).toEqual(is);
});

it("without a configured file of a Rust tool, osv-scanner's is written", () => {
  expect(filesForIgnore(anAdvisory({ rows: [crate] }), [], new Set())).toEqual(["osv-scanner.toml"]);
});
