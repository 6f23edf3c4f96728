import { pinnedGate } from "../../../src/policy/gates/pinned.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { aFile, allOf, someFacts } from "../builders.ts";

/** What the page of the gate `pinned` shows. */
export const pinnedPictures: Readonly<Record<string, () => string>> = {
  pinned: () =>
    row("jobs:\n  test:\n    steps:\n      - uses: actions/checkout@v4\n      - uses: docker://alpine:3.8\n"),
  "pinned-comment": () => row(`jobs:\n  test:\n    steps:\n      - uses: actions/checkout@${commit} # main\n`),
  "pinned-unreadable": () => row("jobs: [test"),
};

const commit = "11bd71901bbe5b1630ceea73d27597364c9af683";

function row(text: string): string {
  const path = ".github/workflows/ci.yml";
  const facts = someFacts({ files: allOf(aFile({ path })), documents: new Map([[path, { state: "found", text }]]) });
  const verdict = pinnedGate.bind({ pinned: [".github/**"] }).judge(facts, { name: "pins", area: undefined });
  const table = renderGates([{ gate: "pins", kind: "pinned", use: "require", verdict }], 20_000);
  return table.replaceAll(/^/gm, "> ");
}
