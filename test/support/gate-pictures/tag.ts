import { tagGate } from "../../../src/policy/gates/tag.ts";
import { tagKey, type TagState } from "../../../src/policy/tag.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { firstHead, someFacts } from "../builders.ts";

/** What the page of the gate `tag` shows. */
export const tagPictures: Readonly<Record<string, () => string>> = {
  tag: () => row({ state: "absent" }),
  "tag-unreachable": () => row({ state: "found", sha: firstHead, branch: "develop", isReachable: false }),
};

function row(state: TagState): string {
  const want = { name: "audit-tier-2-complete", branch: "develop" };
  const gate = tagGate.bind({ tag: want.name, branch: want.branch });
  const verdict = gate.judge(someFacts({ tags: new Map([[tagKey(want), state]]) }), {
    name: "before",
    area: undefined,
  });
  const table = renderGates([{ gate: "tier-before", kind: "tag", use: "require", verdict }], 20_000);
  return table.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
