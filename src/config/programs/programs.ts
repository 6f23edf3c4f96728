import { type Reason, reason } from "../../policy/reason.ts";
import type { Verdict } from "../../policy/verdict.ts";
import { isTitleWord, type When } from "../../policy/when.ts";
import type { PlaceholderValues } from "./placeholders.ts";
import type { ProgramConfig } from "../sections/program-config.ts";
import { matchTitle } from "./program-title.ts";
import type { Config } from "../schema.ts";

/** What a title makes of the placeholders of a program. */
export interface Filling {
  /** As they stand in the title. */
  readonly given: PlaceholderValues;
  readonly values: PlaceholderValues;
  /** What is to be said of a gate that needs one of these: they have no value here. */
  readonly without: ReadonlyMap<string, Verdict>;
}

/** A program that a pull request belongs to by its title. */
export interface MatchedProgram {
  readonly name: string;
  readonly program: ProgramConfig;
  readonly filling: Filling;
  /** What must hold besides the title. */
  readonly when: When;
}

export const nothingFilled: Filling = { given: new Map(), values: new Map(), without: new Map() };

/** The programs whose title fits, in the order written. */
export function programsFor(title: string, { programs }: Pick<Config, "programs">): readonly MatchedProgram[] {
  return Object.entries(programs).flatMap(([name, program]) => {
    const { title: pattern, ...rest } = program.when;
    // A word is a condition like labels and files: what is breaking also stands in the description.
    if (pattern === undefined || isTitleWord(pattern)) {
      return [{ name, program, filling: nothingFilled, when: program.when }];
    }
    const values = matchTitle(pattern, title);
    return values === undefined ? [] : [{ name, program, filling: fillingOf(values, program.sequence), when: rest }];
  });
}

function fillingOf(given: PlaceholderValues, sequence: string | undefined): Filling {
  if (sequence === undefined) return { given, values: given, without: new Map() };
  const value = given.get(sequence) ?? "";
  const previous = `${sequence}.previous`;
  // One way to write each number, or `07` would be another tier than `7`.
  if (!/^(?:0|[1-9]\d{0,8})$/.test(value)) {
    const unreadable = noData(reason("sequence-unreadable", { value, name: sequence }));
    const others = new Map([...given].filter(([name]) => name !== sequence));
    return { given, values: others, without: new Map([sequence, previous].map((name) => [name, unreadable])) };
  }
  const number = Number(value);
  if (number <= 1) {
    const why = reason("sequence-begins", { value, name: sequence });
    return { given, values: given, without: new Map([[previous, { state: "not-applicable", reason: why }]]) };
  }
  return { given, values: new Map([...given, [previous, String(number - 1)]]), without: new Map() };
}

export function noData(why: Reason): Verdict {
  return { state: "no-data", reason: why };
}
