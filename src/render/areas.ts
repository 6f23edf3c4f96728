import type { AreaState } from "../policy/area/area.ts";
import type { PullRequest } from "../policy/facts.ts";
import { areaReason, shortSha } from "../policy/area/area-reason.ts";
import { clip } from "./clip.ts";
import { cell, code } from "./markdown.ts";
import { sentenceWithFix } from "./reason.ts";

const areaWords: Readonly<Record<AreaState["state"], string>> = {
  "not-touched": "➖ not touched",
  signed: "✅ signed",
  unsigned: "⏳ not signed",
  stale: "❌ stale",
  lapsed: "❌ lapsed",
  unreadable: "❌ owners unknown",
  "files-unknown": "❌ files unknown",
};

/** The table of areas in the order of the configuration; undefined when there are none. */
export function renderAreas(areas: readonly AreaState[], pullRequest: PullRequest, bytes: number): string | undefined {
  if (areas.length === 0) return undefined;
  const rows = areas.map((state) => {
    const why = cell(sentenceWithFix(areaReason(state, pullRequest)));
    return `| ${cell(code(state.area.name))} | ${areaWords[state.state]}${signedHead(state)} | ${why} |`;
  });
  const shown = clip(rows, bytes, (left) => `| … | | ${left} more |`);
  return ["| Area | State | Why |", "| --- | --- | --- |", ...shown].join("\n");
}

/** Areas that the pull request touches or that somebody signed. */
export function shownAreas(areas: readonly AreaState[]): readonly AreaState[] {
  return areas.filter(({ state, signOffs }) => state !== "not-touched" || signOffs.length > 0);
}

export function isOpen({ state }: AreaState): boolean {
  return state !== "signed" && state !== "not-touched";
}

function signedHead({ signOffs }: AreaState): string {
  const head = signOffs.find(({ state }) => state === "live")?.signOff.headSha;
  return head === undefined ? "" : ` at ${code(shortSha(head))}`;
}
