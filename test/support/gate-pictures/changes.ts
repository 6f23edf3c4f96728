import { changesGate } from "../../../src/policy/gates/changes.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { aFile, allOf, someFacts } from "../builders.ts";

/** What the page of the gate `changes` shows. */
export const changesPictures: Readonly<Record<string, () => string>> = {
  changes: () => row("changelog", { if: ["src/**"], then: ["CHANGELOG.md"] }, ["src/host.ts"]),
  "changes-together": () =>
    row("one-lifecycle", { if: ["docs/plans/**"], not_with: ["docs/specs/**"] }, [
      "docs/plans/024.md",
      "docs/specs/017.md",
    ]),
};

function row(gate: string, changes: object, paths: readonly string[]): string {
  const facts = someFacts({ files: allOf(...paths.map((path) => aFile({ path }))) });
  const verdict = changesGate.bind({ changes }).judge(facts, { name: gate, area: undefined });
  const table = renderGates([{ gate, kind: "changes", use: "require", verdict }], 20_000);
  return table.replaceAll(/^/gm, "> ");
}
