import type { ConfigChange } from "../../policy/proposed-config.ts";
import { type Reason, type ReasonParameter, reason } from "../../policy/reason.ts";
import { ruleOf } from "./asks-less.ts";
import type { AsksLess, Rule, RuleFor } from "./rule.ts";
import { type Difference, findDifferences } from "./differences.ts";
import { isInactiveAt } from "../sections/inactive.ts";

/** How a line about a change begins. */
function inWords(asksLess: AsksLess): string {
  switch (asksLess) {
    case "yes":
      return "Asks less than before";
    case "perhaps":
      return "May ask less than before";
    case "no":
      return "After the merge";
  }
}

export function change(asksLess: AsksLess, say: (safeWhen: string) => Reason): ConfigChange {
  return { asksLess, reason: say(inWords(asksLess)) };
}

/** One line or two for each difference below `path`, whatever it is about. */
export function settingChanges(
  before: unknown,
  after: unknown,
  path: readonly string[],
  ruleFor: RuleFor = ruleOf,
): readonly ConfigChange[] {
  return findDifferences(before, after, path).flatMap((difference) =>
    describe(difference, difference, ruleFor(difference.path)),
  );
}

/** `meant` is what the two sides mean where a default stands for what is not written. */
export function describe(
  difference: Difference,
  meant: Pick<Difference, "before" | "after">,
  rule: Rule,
): readonly ConfigChange[] {
  const { path, before, after } = difference;
  if (isInactiveAt(path)) {
    return [change("no", (safeWhen) => reason("inactive-rewritten", { safeWhen, setting: nameOf(path) }))];
  }
  if (Array.isArray(before) && Array.isArray(after)) return describeList(path, before, after, rule);
  return [change(rule.weigh(meant.before, meant.after), (safeWhen) => valueReason(difference, safeWhen))];
}

function valueReason({ path, before, after }: Difference, safeWhen: string): Reason {
  const setting = nameOf(path);
  if (before === undefined) return reason("setting-set", { safeWhen, setting, after: shown(after) });
  if (after === undefined) return reason("setting-unset", { safeWhen, setting, before: shown(before) });
  return reason("setting-changed", { safeWhen, setting, before: shown(before), after: shown(after) });
}

function describeList(
  path: readonly string[],
  before: readonly unknown[],
  after: readonly unknown[],
  rule: Rule,
): readonly ConfigChange[] {
  const setting = nameOf(path);
  const gained = missingFrom(before, after);
  const lost = missingFrom(after, before);
  const changes: ConfigChange[] = [];
  if (lost.length > 0) {
    const loses = rule.loses ?? rule.weigh(before, after);
    // What came in its place may ask for as much.
    const asksLess = loses === "yes" && gained.length > 0 ? "perhaps" : loses;
    changes.push(change(asksLess, (safeWhen) => reason("setting-loses", { safeWhen, setting, items: lost })));
  }
  if (gained.length > 0) {
    const asksLess = rule.gains ?? rule.weigh(before, after);
    changes.push(change(asksLess, (safeWhen) => reason("setting-gains", { safeWhen, setting, items: gained })));
  }
  return changes.length > 0 ? changes : [rewritten(setting)];
}

/** The order of a list, or an entry that stands there twice. */
export function rewritten(setting: string, asksLess: AsksLess = "no"): ConfigChange {
  return change(asksLess, (safeWhen) => reason("setting-rewritten", { safeWhen, setting }));
}

function missingFrom(list: readonly unknown[], other: readonly unknown[]): readonly string[] {
  const there = new Set(list.map(textOf));
  return [...new Set(other.map(textOf))].filter((text) => !there.has(text));
}

function nameOf(path: readonly string[]): string {
  return path.join(".");
}

function shown(value: unknown): ReasonParameter {
  return Array.isArray(value) && value.length > 0 ? value.map(textOf) : textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}
