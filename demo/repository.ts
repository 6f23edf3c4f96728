import { readFileSync } from "node:fs";

/** What stands in the demo's repository before anybody opens a pull request. */
const config = `# yaml-language-server: $schema=./gatehouse.schema.json
version: 1
areas:
  runtime: { owners: [ana], paths: [src/runtime/**] }
  governance: { owners: [olga] }  # who answers for this file
signoffs: { grace: 0s }           # the demo does not wait; the default is 10s
gates:
  ci: { checks: [build], app: ci-runner }
  coverage:
    evidence: { file: reports/coverage.json }
    rows:
      - { name: Line coverage, value: lines.covered, of: lines.total, expect: ">= 80%" }
pull_request: { require: [title, touched, ci, coverage] }
advisories: { lockfiles: [Cargo.lock], ignores: [deny.toml], triage: runtime }
releases: { announce: { stable: announcements, prerelease: previews } }
`;

export const repository = {
  config,
  files: {
    "Cargo.lock": fixture("Cargo.lock"),
    "deny.toml": fixture("deny.toml"),
    "src/runtime/host.ts": "export const startDelayMs = 400;\n",
    "reports/coverage.json": JSON.stringify({ lines: { covered: 42, total: 50 } }),
  },
  advisories: ["0001", "0002", "0004"].map((number): unknown => JSON.parse(fixture(`osv/RUSTSEC-2099-${number}.json`))),
};

function fixture(path: string): string {
  return readFileSync(new URL(`../test/fixtures/${path}`, import.meta.url), "utf8");
}
