import type { ConfigChange } from "../../policy/proposed-config.ts";
import { parseDuration } from "../../policy/text/duration.ts";

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

/** The rule of a setting. What no line knows may ask less: a reader looks once too often, never once too few. */
export function ruleOf(path: readonly string[]): Rule {
  return rulesByPath.find(([pattern]) => matches(pattern, path))?.[1] ?? unknown;
}

/** `*` is any one name, `**` at the end is whatever follows. */
export function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === "**";
  const fixed = isOpen ? pattern.slice(0, -1) : pattern;
  if (isOpen ? path.length < fixed.length : path.length !== fixed.length) return false;
  return fixed.every((part, index) => part === "*" || part === path[index]);
}

function always(asksLess: AsksLess): Rule {
  return { weigh: () => asksLess, gains: asksLess, loses: asksLess };
}

/** Values from the strictest to the mildest. */
function ranked(...values: readonly unknown[]): Rule {
  return {
    weigh: (before, after) => {
      const [one, other] = [values.indexOf(before), values.indexOf(after)];
      if (one === -1 || other === -1) return "perhaps";
      return other > one ? "yes" : "no";
    },
  };
}

/** A limit that asks for nothing where it is not set. */
function limit(isMilder: (before: number, after: number) => boolean): Rule {
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

export const harmless = always("no");
export const unknown = always("perhaps");
const atLeast = limit((before, after) => after < before);
const atMost = limit((before, after) => after > before);
/** Asks for more the longer it is. */
const demands: Rule = { weigh: whereUnset("no", "yes"), gains: "no", loses: "yes" };
/** Asks for less the longer it is, and for nothing less where it is not there. */
const exceptions: Rule = { weigh: whereUnset("yes", "no"), gains: "yes", loses: "no" };
/** Nothing but its entries is accepted, and anything where it is not there. */
const accepted: Rule = { weigh: whereUnset("no", "yes"), gains: "yes", loses: "no" };
/** Applies to its entries only, and to everything where it is not there. */
const reach: Rule = { weigh: whereUnset("yes", "no"), gains: "no", loses: "yes" };
/** A demand that is there or not; another one cannot be compared. */
const demand: Rule = { weigh: whereUnset("no", "yes") };

/** What waits blocks the gate. A title's own check is neutral then, and whoever requires only that one lets it through. */
const waiting: Rule = { weigh: (_before, after) => (after === "neutral" ? "perhaps" : "no") };

/** Where there must be none one is refused that must then be there; the mildest asks for neither. */
const scope: Rule = {
  weigh: (before, after) => {
    if (before === "none" && after === "required") return "perhaps";
    return ranked("required", "none", "optional").weigh(before, after);
  },
};

/** What is not written denies where several people may sign, and asks for evidence where one may. */
const selfSignoff: Rule = {
  weigh: (before, after) => {
    if (before === "allow" || after === "deny") return "no";
    return after === "allow" || (before === "deny" && after !== undefined) ? "yes" : "perhaps";
  },
};

function whereUnset(set: AsksLess, unset: AsksLess): Rule["weigh"] {
  return (before, after) => (before === undefined ? set : after === undefined ? unset : "perhaps");
}

/** The first line that fits counts. */
const rules: readonly (readonly [pattern: string, rule: Rule])[] = [
  ["signoffs.quorum", atLeast],
  ["signoffs.self", selfSignoff],
  ["signoffs.stale_on", ranked("any_push", "area_change", "never")],
  ["signoffs.exclude_contributors", ranked("strict", true, false)],
  ["signoffs.reviews", ranked("explicit", "implicit")],
  ["signoffs.grace", atLeast],
  ["signoffs.show_owners", harmless],
  ["signoffs.request_reviews", harmless],

  ["areas.*.title", harmless],
  ["areas.*.rotate", harmless],
  ["areas.*.quorum", atLeast],
  ["areas.*.max_outstanding", atMost],
  ["areas.*.self_signoff", selfSignoff],
  ["areas.*.stale_on", ranked("any_push", "area_change", "never")],
  ["areas.*.exclude_contributors", ranked("strict", true, false)],
  ["areas.*.required", ranked("always", "when_touched")],
  ["areas.*.agent_sufficient", ranked(false, true)],
  ["areas.*.keep_after_leave", ranked(false, true)],
  ["areas.*.paths", { weigh: whereUnset("no", "perhaps"), gains: "no", loses: "perhaps" }],
  ["areas.*.backups", { weigh: whereUnset("perhaps", "no"), gains: "perhaps", loses: "no" }],
  ["areas.*.agents", { weigh: whereUnset("perhaps", "no"), gains: "perhaps", loses: "no" }],

  ["title.types", accepted],
  // What a type means asks for nothing.
  ["title.types.**", harmless],
  ["title.type_case", ranked("lower", "any")],
  ["title.scope", scope],
  ["title.scopes", accepted],
  ["title.scope_deny", demands],
  ["title.scope_pattern", demand],
  // A scope that was one may be two now, or the other way round.
  ["title.scope_separator", unknown],
  ["title.max", atMost],
  ["title.subject.case", ranked("not-capitalised", "any")],
  ["title.subject.full_stop", ranked(false, true)],
  ["title.subject.max", atMost],
  ["title.patterns", demands],
  ["title.revert_titles", ranked("refuse", "allow")],
  ["title.wip", waiting],
  ["title.drafts", waiting],
  ["title.commits", ranked("all", "single", "auto", "title")],
  ["title.bots", ranked("lint", "lenient", "skip")],
  ["title.bot_logins", exceptions],
  ["title.ignore", exceptions],
  ["title.skip_labels", exceptions],
  ["title.targets", reach],
  ["title.merge_queue", ranked("lint", "pass")],
  // These are told, done, or counted, and hold nothing up.
  ["title.post_merge", harmless],
  ["title.comment", harmless],
  ["title.retitle_closed", harmless],
  ["title.impact", harmless],
  ["title.breaking", harmless],
  ["title.required_signoffs.breaking", demands],
  ["title.required_signoffs.security", demands],

  ["gates.*.fix", harmless],
  ["gates.*.checks", demands],
  ["gates.*.app", demand],
  ["gates.*.signoff", demands],
  ["gates.*.min_distinct_signers", atLeast],
  ["gates.*.evidence.fresh", atMost],
  ["gates.*.evidence.schema", demand],
  ["gates.*.pinned", demands],
  ["gates.*.except", exceptions],
  ["gates.*.ignores.need", demands],
  ["gates.*.ignores.max_age", atMost],
  ["gates.*.patterns", demands],
  ["gates.*.changes.then", accepted],
  // What stands there is no cause for `then`.
  ["gates.*.changes.not_with", { weigh: whereUnset("perhaps", "yes"), gains: "perhaps", loses: "yes" }],
  ["gates.*.review.threads", demand],
  ["gates.*.issues.label", reach],
  ["gates.*.issues.open", atMost],

  ["pull_request.base", reach],
  ["pull_request.draft", harmless],
  ["pull_request.hold_label", { weigh: whereUnset("no", "perhaps") }],
  ["programs.*.require", demands],
  ["programs.*.signoff", demands],
  ["programs.*.advise", harmless],

  // The gate on advisories reads these two; the rest is about issues.
  ["advisories.lockfiles", { weigh: whereUnset("no", "perhaps"), gains: "no", loses: "perhaps" }],
  ["advisories.ignores", { weigh: whereUnset("perhaps", "no"), gains: "perhaps", loses: "no" }],
  ["advisories.**", harmless],
  ["releases.**", harmless],
  ["version", harmless],
];

/** The settings that have a rule. */
export const weighedSettings: readonly string[] = rules.map(([pattern]) => pattern);

const rulesByPath = rules.map(([pattern, rule]) => [pattern.split("."), rule] as const);
