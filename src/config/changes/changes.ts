import type { ConfigChange } from "../../policy/proposed-config.ts";
import { areaChanges } from "./area-changes.ts";
import { compare, type Comparison } from "./comparison.ts";
import { isSame } from "./differences.ts";
import { gateChanges } from "./gate-changes.ts";
import { rulesBetween, tagRule } from "./rules-between.ts";
import type { Config } from "../schema.ts";
import { rewritten, settingChanges } from "./setting-changes.ts";
import { titleChanges } from "./title-changes.ts";
import { useChanges } from "./use-changes.ts";

const urgency: readonly ConfigChange["asksLess"][] = ["yes", "perhaps", "no"];

/**
 * Everything that is different in the second configuration, a line each: what asks less of pull requests first, then what
 * may. Empty only for two that say the same.
 */
export function configChanges(one: Config, other: Config): readonly ConfigChange[] {
  const comparison = compare(one, other);
  const { before, after } = comparison;
  const ruleFor = rulesBetween(comparison);
  return [
    ...useChanges(comparison),
    ...gateChanges(comparison, ruleFor),
    ...areaChanges(comparison, ruleFor),
    ...titleChanges(before.title, after.title),
    ...orderChanges(comparison),
    ...settingChanges(restOf(before), restOf(after), [], ruleFor),
  ].toSorted((a, b) => urgency.indexOf(a.asksLess) - urgency.indexOf(b.asksLess));
}

/** Of the programs that a pull request belongs to, the first that has a tag names it. */
function orderChanges(comparison: Comparison): readonly ConfigChange[] {
  const { before, after } = comparison;
  const [one, other] = [Object.keys(before.programs), Object.keys(after.programs)];
  const isSameOrder = isSame(
    one.filter((name) => other.includes(name)),
    other.filter((name) => one.includes(name)),
  );
  return isSameOrder ? [] : [rewritten("programs", tagRule(comparison).weigh(one, other))];
}

function restOf({ gates: _gates, areas: _areas, title: _title, ...config }: Config) {
  const { require: _require, advise: _advise, ...pullRequest } = config.pull_request;
  return { ...config, pull_request: pullRequest };
}
