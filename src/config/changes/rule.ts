import type { ConfigChange } from "../../policy/proposed-config.ts";
import { parseDuration } from "../../policy/text/duration.ts";
import { isSame } from "./differences.ts";

export type AsksLess = ConfigChange["asksLess"];

/** What a difference in one setting does to what is asked of pull requests. */
export interface Rule {
  /** Where the value changes, or only one side has it. */
  readonly weigh: (before: unknown, after: unknown) => AsksLess;
  /** Where a list gains or loses entries; as `weigh` of the whole when left out. */
  readonly gains?: AsksLess;
  readonly loses?: AsksLess;
}

/** Which rule a setting has. */
export type RuleFor = (path: readonly string[]) => Rule;

export const harmless = always("no");
export const unknown = always("perhaps");

function always(asksLess: AsksLess): Rule {
  return { weigh: () => asksLess, gains: asksLess, loses: asksLess };
}

/** Values from the strictest to the mildest. */
export function ranked(...values: readonly unknown[]): Rule {
  return {
    weigh: (before, after) => {
      const [one, other] = [values.indexOf(before), values.indexOf(after)];
      if (one === -1 || other === -1) return "perhaps";
      return other > one ? "yes" : "no";
    },
  };
}

/** The same where one of them is meant while nothing is written. */
export function rankedWith(usual: unknown, ...values: readonly unknown[]): Rule {
  const { weigh } = ranked(...values);
  return { weigh: (before, after) => weigh(before ?? usual, after ?? usual) };
}

/** A limit that asks for nothing where it is not set. */
export function limit(isMilder: (before: number, after: number) => boolean): Rule {
  return {
    weigh: (before, after) => {
      if (before === undefined) return "no";
      if (after === undefined) return "yes";
      const [one, other] = [measureOf(before), measureOf(after)];
      if (one === undefined || other === undefined) return "perhaps";
      return isMilder(one, other) ? "yes" : "no";
    },
  };
}

/** A number, or a duration in milliseconds. */
function measureOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" ? parseDuration(value) : undefined;
}

/** The same where something else decides whether what asks for no less by itself does so. */
export function inDoubt({ weigh, gains, loses }: Rule): Rule {
  return {
    weigh: (before, after) => doubted(weigh(before, after)),
    ...(gains === undefined ? {} : { gains: doubted(gains) }),
    ...(loses === undefined ? {} : { loses: doubted(loses) }),
  };
}

function doubted(asksLess: AsksLess): AsksLess {
  return asksLess === "no" ? "perhaps" : asksLess;
}

export function whereUnset(set: AsksLess, unset: AsksLess): Rule["weigh"] {
  return (before, after) => (before === undefined ? set : after === undefined ? unset : "perhaps");
}

/** A list, and the one that is meant while nothing is written. Another one cannot be compared. */
export function listWith(usual: readonly unknown[], entries: Required<Pick<Rule, "gains" | "loses">>): Rule {
  return { weigh: (before, after) => (isSame(before ?? usual, after ?? usual) ? "no" : "perhaps"), ...entries };
}
