import type { AreaState } from "../policy/area/area.ts";
import { areaNames, type Command, type Decision } from "../policy/command.ts";
import type { Source } from "../policy/ledger/entry.ts";
import { clip } from "./clip.ts";
import { code, cut } from "./markdown.ts";
import { replyMarker } from "./marker.ts";
import { sentenceWithFix } from "./reason.ts";

/** One command line of a comment with what became of it. */
export interface Answered {
  /** As typed. */
  readonly line: string;
  readonly decision: Pick<Decision, "outcome" | "reasons">;
}

/** What a list of commands says of one. */
export type Listed = Pick<Command, "usage" | "summary" | "who">;

const answerBytes = 40_000;
const helpBytes = 20_000;

/** The one answer to a comment or review. */
export function renderReply(source: Source, answered: readonly Answered[], help: string | undefined): string {
  return [replyMarker(source), renderAnswers(answered, help)].filter((part) => part !== "").join("\n\n");
}

/** What became of each line. None of it may begin with a command: mail clients quote it back without the `>`. */
export function renderAnswers(answered: readonly Answered[], help: string | undefined): string {
  const lines = answered.map(({ line, decision }) => {
    const sign = decision.outcome === "done" ? "✅" : "❌";
    return `${sign} ${code(cut(line, 200))}: ${clip(decision.reasons.map(sentenceWithFix), 10_000, someMore).join(" ")}`;
  });
  return [...clip(lines, answerBytes, someMore), ...(help === undefined ? [] : [help])].join("\n\n");
}

/** The commands and the areas of this repository, from the registries. A command never begins its line, see above. */
export function renderHelp(commands: readonly Listed[], areas: readonly AreaState[]): string {
  const list = commands.map(({ usage, summary, who }) => `- Comment ${code(usage)}: ${summary} Who may: ${who}`);
  if (areas.length === 0) return list.join("\n");
  const owned = areaNames(areas).map((name) => areaLine(name, areas));
  return [...list, "", "Areas and their owners:", "", ...clip(owned, helpBytes, (left) => `- ${someMore(left)}`)].join(
    "\n",
  );
}

/** Code owners split an area into several: one line names them all. */
function areaLine(name: string, states: readonly AreaState[]): string {
  const parts = states.filter(({ area }) => area.name === name).map(({ area }) => area);
  const aliases = [...new Set(parts.flatMap((area) => area.aliases))];
  const owners = [...new Set(parts.flatMap((area) => area.shownOwners))];
  const also = aliases.length === 0 ? "" : ` (also ${aliases.map(code).join(", ")})`;
  const who = owners.length === 0 ? "" : `: ${clip(owners.map(code), 1_000, someMore).join(", ")}`;
  return `- ${code(name)}${also}${who}`;
}

function someMore(left: number): string {
  return `… and ${left} more`;
}
