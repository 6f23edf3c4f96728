import { refNameProblem } from "../../policy/text/ref-name.ts";
import type { OnMergeConfig } from "../sections/on-merge-config.ts";
import { fillText, placeholdersIn } from "../programs/placeholders.ts";
import type { UnplacedProblem } from "../problems.ts";
import { unknownName } from "./unknown-name.ts";

/** What is wrong with a tag on merge; `known` are the placeholders that have a value there. */
export function onMergeProblems(
  { tag }: OnMergeConfig,
  known: readonly string[],
  place: readonly PropertyKey[],
): readonly UnplacedProblem[] {
  const path = [...place, "tag"];
  const names = placeholdersIn(tag);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) return unknown.map((name) => ({ path, ...unknownName("placeholder", name, known) }));
  // Any value will do to see whether the rest of the name is one that git takes.
  const problem = refNameProblem(fillText(tag, new Map(known.map((name) => [name, "1"]))));
  if (problem !== undefined) {
    return [{ path, says: `\`${tag}\` ${problem}`, fix: "Write a name that git takes, e.g. `merged-<number>`." }];
  }
  if (names.length > 0) return [];
  const fix = `Use ${known.map((name) => `\`<${name}>\``).join(" or ")} in it.`;
  return [{ path, says: "every merge would get the same tag, and only one can have it", fix }];
}
