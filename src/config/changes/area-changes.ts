import type { ConfigChange } from "../../policy/proposed-config.ts";
import { reason } from "../../policy/reason.ts";
import type { AreaConfig } from "../sections/areas.ts";
import { isGovernance } from "../area-globs.ts";
import type { RuleFor } from "./rule.ts";
import type { Comparison } from "./comparison.ts";
import { findDifferences } from "./differences.ts";
import { weighNewArea } from "./new-area.ts";
import type { Config } from "../schema.ts";
import { change, describe, rewritten, settingChanges } from "./setting-changes.ts";

/** Areas that come and go, their owners one by one, and everything else that is written about them. */
export function areaChanges(comparison: Comparison, ruleFor: RuleFor): readonly ConfigChange[] {
  const { before, after } = comparison;
  const names = new Set([...Object.keys(before.areas), ...Object.keys(after.areas)]);
  return [...names].flatMap((area): readonly ConfigChange[] => {
    const one = before.areas[area];
    const other = after.areas[area];
    if (other === undefined) return [areaRemoved(area)];
    if (one === undefined) {
      const { owners: _owners, codeowners: _codeowners, ...more } = other;
      return [areaAdded(area, other, before), ...settingChanges({}, more, ["areas", area], ruleFor)];
    }
    return changesOf(area, { ...comparison, one, other }, ruleFor);
  });
}

function areaRemoved(area: string): ConfigChange {
  return change("yes", (safeWhen) => reason("area-removed", { safeWhen, area }));
}

function areaAdded(area: string, added: AreaConfig, before: Config): ConfigChange {
  const { owners = [], codeowners } = added;
  return change(weighNewArea(area, added, before), (safeWhen) =>
    codeowners === true
      ? reason("area-added-codeowners", { safeWhen, area })
      : reason("area-added", { safeWhen, area, owners }),
  );
}

/** One area on both sides. */
interface Compared extends Comparison {
  readonly one: AreaConfig;
  readonly other: AreaConfig;
}

function changesOf(area: string, compared: Compared, ruleFor: RuleFor): readonly ConfigChange[] {
  const { before, after, one, other } = compared;
  const [meantBefore, meantAfter] = [withDefaults(one, before), withDefaults(other, after)];
  return findDifferences(one, other, ["areas", area]).flatMap((difference) => {
    const key = difference.path.at(-1) ?? "";
    if (key === "owners" && one.owners !== undefined && other.owners !== undefined) {
      return ownerChanges(area, one.owners, other.owners);
    }
    if (key === "aliases") return aliasChanges(area, one.aliases ?? [], other.aliases ?? []);
    const meant = { before: Reflect.get(meantBefore, key), after: Reflect.get(meantAfter, key) };
    return describe(difference, Object.hasOwn(meantBefore, key) ? meant : difference, ruleFor(difference.path));
  });
}

/**
 * One by one, because each is a person. With more owners it is easier to find one who signs; and with an owner goes what
 * they asked to be changed, which closes the area only while they own it.
 */
function ownerChanges(area: string, one: Owners, other: Owners): readonly ConfigChange[] {
  const lost = one.filter((owner) => !other.includes(owner));
  const gained = other.filter((owner) => !one.includes(owner));
  const changes = [
    ...lost.map((owner) => change("perhaps", (safeWhen) => reason("area-loses-owner", { safeWhen, area, owner }))),
    ...gained.map((owner) => change("perhaps", (safeWhen) => reason("area-gains-owner", { safeWhen, area, owner }))),
  ];
  return changes.length > 0 ? changes : [rewritten(`areas.${area}.owners`)];
}

type Owners = readonly string[];

/** Nothing rests on any other name: gates know areas by the one that stands in front. */
function aliasChanges(area: string, one: readonly string[], other: readonly string[]): readonly ConfigChange[] {
  const setting = `areas.${area}.aliases`;
  const isOfRules = (alias: string) => isGovernance("", { aliases: [alias] });
  const lost = one.filter((alias) => !other.includes(alias));
  const gained = other.filter((alias) => !one.includes(alias));
  const changes = [
    ...lost.map((alias) =>
      change(isOfRules(alias) ? "yes" : "no", (safeWhen) =>
        reason("setting-loses", { safeWhen, setting, items: [alias] }),
      ),
    ),
    ...gained.map((alias) =>
      change(isOfRules(alias) ? "perhaps" : "no", (safeWhen) =>
        reason("setting-gains", { safeWhen, setting, items: [alias] }),
      ),
    ),
  ];
  return changes.length > 0 ? changes : [rewritten(setting)];
}

/** What stands for the keys that are not written. */
function withDefaults(area: AreaConfig, { signoffs }: Config) {
  return {
    quorum: area.quorum ?? signoffs.quorum,
    max_outstanding: area.max_outstanding,
    self_signoff: area.self_signoff ?? signoffs.self,
    stale_on: area.stale_on ?? signoffs.stale_on,
    exclude_contributors: area.exclude_contributors ?? signoffs.exclude_contributors,
    required: area.required ?? "when_touched",
    agent_sufficient: area.agent_sufficient ?? false,
    keep_after_leave: area.keep_after_leave ?? false,
  };
}
