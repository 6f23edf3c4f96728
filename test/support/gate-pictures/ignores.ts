import type { IgnoreFile } from "../../../src/policy/advisory/ignores/ignore-file.ts";
import { ignoresGate } from "../../../src/policy/gates/ignores.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { aFile, allOf, someFacts } from "../builders.ts";

/** What the page of the gate `ignores` shows. */
export const ignoresPictures: Readonly<Record<string, () => string>> = {
  ignores: () => row("deny.toml", '"RUSTSEC-2099-0002",', "2026-11-01T09:00:00Z"),
  "ignores-old": () => row("src/main.rs", '"RUSTSEC-2099-0002",  # no successor yet; #124', "2026-02-01T09:00:00Z"),
};

function row(changed: string, second: string, at: string): string {
  const first = '{ id = "RUSTSEC-2099-0001", reason = "only in the test server; #123" },';
  const file: IgnoreFile = {
    state: "found",
    text: `[advisories]\nignore = [\n    ${first}\n    ${second}\n]\n`,
    lineTimes: [
      { startLine: 1, endLine: 3, at: new Date("2026-10-01T09:00:00Z") },
      { startLine: 4, endLine: 5, at: new Date(at) },
    ],
  };
  const gate = ignoresGate.bind({ ignores: { need: ["reason", "issue"], max_age: "180d" } });
  const ignoreFiles = { files: new Map([["deny.toml", file]]), isComplete: true };
  const facts = someFacts({ ignoreFiles, files: allOf(aFile({ path: changed })) });
  const verdict = gate.judge(facts, { name: "ignores-documented", area: undefined });
  const table = renderGates([{ gate: "ignores-documented", kind: "ignores", use: "require", verdict }], 20_000);
  return table.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
