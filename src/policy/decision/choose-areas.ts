import { type AreaState, areaKey, statesCalled } from "../area/area.ts";
import { areaNames, type CommandContext } from "../command.ts";
import { type Reason, reason } from "../reason.ts";
import { nearest } from "../text/nearest.ts";

/** An area that somebody named. Code owners split one area into several. */
export interface NamedArea {
  /** As typed, in lower case. */
  readonly word: string;
  readonly states: readonly AreaState[];
}

export type ChosenAreas =
  | { readonly state: "chosen"; readonly areas: readonly NamedArea[] }
  | { readonly state: "refused"; readonly why: Reason };

/**
 * One unknown word refuses the whole line: it may be prose, and `/signoff runtime not yet` must not sign. `lineWith`
 * gives the line with other words in the place of these.
 */
export function chooseAreas(
  words: readonly string[],
  { areas }: Pick<CommandContext, "areas">,
  lineWith: (words: readonly string[]) => string,
): ChosenAreas {
  if (areas.length === 0) return { state: "refused", why: reason("no-areas-defined", {}) };
  const chosen = new Map<string, NamedArea>();
  // Code owners may split one area into thousands, and a comment may name it a thousand times.
  for (const word of new Set(words.map((each) => each.toLowerCase()))) {
    const states = statesCalled(areas, word);
    if (states.length === 0) return { state: "refused", why: unknownArea(word, words, areas, lineWith) };
    const keys = states.map(({ area }) => areaKey(area)).join("\n");
    if (!chosen.has(keys)) chosen.set(keys, { word, states });
  }
  return { state: "chosen", areas: [...chosen.values()] };
}

/** Each area by itself under its own name, for `all`. */
export function everyArea(states: readonly AreaState[], word: string): readonly NamedArea[] {
  return states.map((state) => ({ word, states: [state] }));
}

function unknownArea(
  word: string,
  words: readonly string[],
  states: readonly AreaState[],
  lineWith: (words: readonly string[]) => string,
): Reason {
  const areas = areaNames(states);
  const known = [...new Set(states.flatMap(({ area }) => [area.name, ...area.aliases]))];
  const corrected: string[] = [];
  for (const each of words) {
    const guess = statesCalled(states, each).length > 0 ? each : nearest(each, known);
    // One word that is none is enough, and there may be thousands of them.
    if (guess === undefined) return reason("no-such-area", { area: word, areas });
    corrected.push(guess);
  }
  return reason("did-you-mean-area", { area: word, command: lineWith(corrected), areas });
}
