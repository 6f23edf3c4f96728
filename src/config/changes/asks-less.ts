import { ratings } from "../../policy/advisory/findings/advisory.ts";
import { usualIgnores } from "../sections/advisories.ts";
import { harmless, limit, listWith, ranked, rankedWith, type Rule, unknown, whereUnset } from "./rule.ts";

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

/** Which vulnerabilities fail: a list of ratings, all where nothing is written. */
const failingRatings: Rule = {
  weigh: (before, after) => {
    const [one, other] = [ratingsIn(before), ratingsIn(after)];
    return one.every((rating) => other.includes(rating)) ? "no" : "yes";
  },
  gains: "no",
  loses: "yes",
};

function ratingsIn(value: unknown): readonly unknown[] {
  if (value === "never") return [];
  return Array.isArray(value) ? value : ratings;
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
  ["gates.*.fail_on.vulnerability", failingRatings],
  ["gates.*.fail_on.unsound", rankedWith("direct", "any", "direct", "never")],
  ["gates.*.fail_on.unmaintained", rankedWith("never", "any", "direct", "never")],
  ["gates.*.fail_on.notice", rankedWith("never", "any", "direct", "never")],
  ["gates.*.fail_on.widened", rankedWith(false, true, false)],
  // As long as nothing stands in it.
  ["gates.*.fail_on", harmless],
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

  // The gate on advisories reads these; the rest is about issues. A lockfile less is not looked at any more, and one more may
  // have had all along what a pull request brings into another.
  ["advisories.lockfiles", unknown],
  ["advisories.skip", listWith([], { gains: "perhaps", loses: "perhaps" })],
  ["advisories.ignores", listWith(usualIgnores, { gains: "perhaps", loses: "no" })],
  // Its sign-off accepts what a pull request brings with its own ignore.
  ["advisories.triage", { weigh: whereUnset("perhaps", "no") }],
  ["advisories.source_down", rankedWith("wait", "fail", "wait")],
  ["advisories.**", harmless],
  ["notify.**", harmless],
  ["releases.**", harmless],
  ["version", harmless],
];

/** The settings that have a rule. */
export const weighedSettings: readonly string[] = rules.map(([pattern]) => pattern);

const rulesByPath = rules.map(([pattern, rule]) => [pattern.split("."), rule] as const);
