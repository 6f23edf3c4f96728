import { readFileSync } from "node:fs";
import { loadConfig } from "../../../src/config/load.ts";
import { usedGates } from "../../../src/config/used-gates.ts";
import type { ChangedFile } from "../../../src/policy/facts.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { aFile, allOf, aPullRequest, someFacts } from "../builders.ts";

/** What the page of the gate `patterns` shows of the configuration that stands on it. */
export const patternsPictures: Readonly<Record<string, () => string>> = {
  patterns: () =>
    rows(["test-plan", "stable-links"], {
      path: "docs/start.md",
      patch: "@@ -1 +1,2 @@\n-## Begin\n+# Begin\n+See PR #12",
    }),
  "patterns-decision": () =>
    rows(["new-phases"], { path: "docs/plans/024.md", patch: "@@ -0,0 +1,2 @@\n+### Phase 1\n+Begun" }),
  "patterns-unread": () =>
    rows(["stable-links"], { path: "docs/history.md", patch: undefined, changedLines: 30_000, status: "added" }),
};

function rows(names: readonly string[], file: Partial<ChangedFile>): string {
  const page = readFileSync("docs/gates/patterns.md", "utf8");
  const loaded = loadConfig(/^```yaml\n([^]*?)^```$/m.exec(page)?.[1] ?? "");
  if (!loaded.ok) throw new Error("the configuration of the page does not load");
  const pullRequest = aPullRequest();
  const facts = someFacts({ pullRequest, files: allOf(aFile(file)) });
  const gates = usedGates(loaded.config, pullRequest).filter(({ name }) => names.includes(name));
  if (gates.length !== names.length) throw new Error(`the page does not use all of ${names.join(", ")}`);
  const told = gates.map((used) => {
    const { name: gate, use } = used;
    return { gate, kind: used.gate.kind, use, verdict: used.gate.judge(facts, used) };
  });
  return renderGates(told, 20_000).replaceAll(/^/gm, "> ");
}
