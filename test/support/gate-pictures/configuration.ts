import { configChanges } from "../../../src/config/changes/changes.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { configurationGate } from "../../../src/policy/gates/configuration.ts";
import type { ProposedConfig } from "../../../src/policy/proposed-config.ts";
import { finalWordsOf, renderTagMessage } from "../../../src/render/tag-message.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { aCheck, aPullRequest, someFacts } from "../builders.ts";
import { ci, reportOf, title } from "../reports.ts";

/** What the pages of the gate `configuration` and of merges show. */
export const configurationPictures: Readonly<Record<string, () => string>> = {
  configuration: () => row(propose(before, after)),
  "configuration-invalid": () => row(propose(before, after.replace("gates:", "gatez:"))),
  "on-merge": () => `\`\`\`text\n${message()}\n\`\`\``,
};

const before = `version: 1
areas:
  api: { owners: [ana, dan], paths: [src/api/**] }
gates:
  coverage:
    evidence: { file: coverage.json }
    rows: [{ name: Lines, value: lines.covered, of: lines.total, expect: ">= 80%" }]
  lint: { checks: [lint] }
pull_request: { require: [touched, coverage, lint] }
`;

const after = before
  .replace("[ana, dan]", "[ana, eva]")
  .replace(">= 80%", ">= 70%")
  .replace("coverage, lint]", "coverage], advise: [lint]");

function propose(old: string, text: string): ProposedConfig {
  const [one, other] = [loadConfig(old), loadConfig(text)];
  if (!one.ok) throw new Error("the configuration of the picture does not load");
  if (!other.ok) return { state: "invalid", problems: other.problems };
  return { state: "valid", changes: configChanges(one.config, other.config), notes: other.notes };
}

function row(proposed: ProposedConfig): string {
  const gate = "configuration";
  const verdict = configurationGate.bind({}).judge(someFacts({ proposed }), { name: gate, area: undefined });
  const table = renderGates([{ gate, kind: gate, use: "require", verdict }], 20_000);
  return table.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}

function message(): string {
  const checks = { checks: [aCheck({ name: "build" }), aCheck({ id: 2, name: "lint" })] };
  const last = finalWordsOf(reportOf({ checks }, [title, ci]));
  return renderTagMessage(aPullRequest(), { by: "olga", last, withGates: true });
}
