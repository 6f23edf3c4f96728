/** A configuration with every kind of gate, so that a look reads every slice that there is. */
export const everyKind = `
version: 1
areas:
  runtime: { owners: [ana, "@acme/runtime"], paths: [src/**] }
  security: { owners: [bea] }
  governance: { owners: [olga] }
gates:
  ci: { checks: ["build *"], area: runtime }
  step: { checks: ["build 1 › Test"] }
  coverage:
    evidence: { file: reports/coverage.json, fresh: 36h }
    rows: [{ name: Lines, value: lines.covered, of: lines.total, expect: ">= 80%" }]
  nightly:
    evidence: { artifact: { workflow: nightly.yml, name: results, path: "**/results.json" }, fresh: 36h }
    rows: [{ name: Failures, value: failures, expect: "= 0" }]
  stated:
    evidence: { body: audit }
    rows: [{ name: Criticals, value: open, expect: "= 0" }]
  reviewed: { signoff: [security] }
  pinned: { pinned: [.github/workflows/**] }
  words: { patterns: [{ in: added_lines, forbid: 'console\\.log' }, { in: body, require: '^#+ Test plan' }] }
  changelog: { changes: { if: [src/api/**], then: [CHANGELOG.md] } }
  threads: { review: { threads: resolved } }
  bot: { review: { by: bea, at: head, clean: No issues } }
  findings: { issues: { label: P0, open: 0 } }
  tried: { manual: Tried on a real device, area: runtime }
  tagged: { tag: v1.0.0 }
  deps: { advisories: introduced }
  ignores: { ignores: { need: [reason] } }
pull_request:
  require: [title, touched, ci, step, coverage, reviewed, pinned, words, changelog, threads, findings, deps, ignores]
  advise: [nightly, stated, bot, tried, tagged]
advisories: { lockfiles: [Cargo.lock], ignores: [deny.toml] }
`;
