import type { ComparedSides, StandingAdvisory } from "../../policy/advisory/comparison/comparison.ts";
import type { Terminal } from "../terminal.ts";
import { commandLines, findingLines } from "./finding-lines.ts";
import { lineWidth } from "./finding-table.ts";
import { plainText, wrapped } from "./fit-cell.ts";

/** What the work brings, what it leaves, and what it ends; sections in the order of what there is to do. */
export function changeLines(
  { standing, resolved }: ComparedSides,
  paint: Terminal["paint"],
): readonly (readonly string[])[] {
  const groups = Map.groupBy(standing, partOf);
  const tables = [...titles].map(([part, title]) => {
    const those = groups.get(part) ?? [];
    return those.length === 0 ? [] : [`${title}: ${those.length}`, ...findingLines(those, paint)];
  });
  const brought = standing.filter((each) => partOf(each) === "introduced" || partOf(each) === "widened");
  const idsOf = (part: Part) => (groups.get(part) ?? []).map(({ id }) => id);
  return [
    ...tables,
    commandLines(brought),
    listed("Introduced, and accepted before", idsOf("accepted")),
    listed("Resolved", resolved),
    listed("Carried", idsOf("carried")),
  ];
}

type Part = "unknown" | "introduced" | "own-ignore" | "uncovered" | "widened" | "moved" | "accepted" | "carried";

const titles: ReadonlyMap<Part, string> = new Map([
  ["introduced", "Introduced"],
  ["own-ignore", "Introduced together with an ignore of its own"],
  ["uncovered", "There before, and their ignore goes"],
  ["widened", "Widened: in more places than before, or used directly now"],
  ["unknown", "Neither old nor new, because not all of the base can be read"],
  ["moved", "Moved: the same in another version"],
]);

function partOf({ change, cover }: StandingAdvisory): Part {
  if (change === "unknown" && cover === "none") return change;
  if (change === "introduced" || change === "unknown") {
    if (cover === "documented") return "accepted";
    return cover === "added" ? "own-ignore" : "introduced";
  }
  return cover === "removed" ? "uncovered" : change;
}

function listed(title: string, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const words = ids.map((id, at) => `${plainText(id)}${at === ids.length - 1 ? "" : ","}`);
  return [`${title}: ${ids.length}`, ...wrapped(words, lineWidth - 2).map((line) => `  ${line}`)];
}
