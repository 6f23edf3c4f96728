import type { ConfigChange } from "../../policy/proposed-config.ts";
import { reason } from "../../policy/reason.ts";
import type { AreaConfig } from "../sections/areas.ts";
import { isGovernance } from "../area-globs.ts";
import { ruleOf, unknown } from "./asks-less.ts";
import { findDifferences } from "./differences.ts";
import { countSigners } from "../problems/possible-signers.ts";
import type { Config } from "../schema.ts";
import { change, describe, inWords, rewritten, settingChanges } from "./setting-changes.ts";

type Scene = Pick<Config, "areas" | "signoffs">;

/** Areas that come and go, their owners one by one, and everything else that is written about them. */
export function areaChanges(before: Scene, after: Scene): readonly ConfigChange[] {
  const names = new Set([...Object.keys(before.areas), ...Object.keys(after.areas)]);
  return [...names].flatMap((area): readonly ConfigChange[] => {
    const one = before.areas[area];
    const other = after.areas[area];
    if (one !== undefined && other !== undefined) return changesOf(area, { before, after, one, other });
    return other === undefined ? [areaRemoved(area)] : areaAdded(area, other);
  });
}

function areaRemoved(area: string): ConfigChange {
  return change("yes", (safeWhen) => reason("area-removed", { safeWhen, area }));
}

function areaAdded(area: string, { owners, codeowners, ...more }: AreaConfig): readonly ConfigChange[] {
  const words = { safeWhen: inWords("no"), area };
  const added =
    codeowners === true
      ? reason("area-added-codeowners", words)
      : reason("area-added", { ...words, owners: owners ?? [] });
  const settings = settingChanges({}, more, ["areas", area]);
  // A new area asks for more, whatever it says in detail.
  return [{ asksLess: "no", reason: added }, ...settings.map((each) => asNew(each))];
}

function asNew({ reason: { code, parameters } }: ConfigChange): ConfigChange {
  return { asksLess: "no", reason: { code, parameters: { ...parameters, safeWhen: inWords("no") } } };
}

/** One area on both sides. */
interface Compared {
  readonly before: Scene;
  readonly after: Scene;
  readonly one: AreaConfig;
  readonly other: AreaConfig;
}

function changesOf(area: string, { before, after, one, other }: Compared): readonly ConfigChange[] {
  const [meantBefore, meantAfter] = [withDefaults(one, before), withDefaults(other, after)];
  return findDifferences(one, other, ["areas", area]).flatMap((difference) => {
    const key = difference.path.at(-1) ?? "";
    // Whoever is left alone may sign for their own work, with evidence.
    const isEasier = asksMany(meantAfter) || isLeftAlone({ before, after, one, other });
    if (key === "owners" && one.owners !== undefined && other.owners !== undefined) {
      return ownerChanges(area, { one: one.owners, other: other.owners, isEasier });
    }
    if (key === "aliases") return aliasChanges(area, one.aliases ?? [], other.aliases ?? []);
    const meant = { before: Reflect.get(meantBefore, key), after: Reflect.get(meantAfter, key) };
    const rule = key === "backups" && isEasier ? unknown : ruleOf(difference.path);
    return describe(difference, Object.hasOwn(meantBefore, key) ? meant : difference, rule);
  });
}

/** One by one, because each is a person. With more owners it is easier to find one who signs. */
function ownerChanges(
  area: string,
  { one, other, isEasier }: { readonly one: Owners; readonly other: Owners; readonly isEasier: boolean },
): readonly ConfigChange[] {
  const lost = one.filter((owner) => !other.includes(owner));
  const gained = other.filter((owner) => !one.includes(owner));
  // Where all of them or most must sign, fewer of them must then.
  const losing = isEasier ? "perhaps" : "no";
  const changes = [
    ...lost.map((owner) => change(losing, (safeWhen) => reason("area-loses-owner", { safeWhen, area, owner }))),
    ...gained.map((owner) => change("perhaps", (safeWhen) => reason("area-gains-owner", { safeWhen, area, owner }))),
  ];
  return changes.length > 0 ? changes : [rewritten(`areas.${area}.owners`)];
}

type Owners = readonly string[];

function asksMany({ quorum, max_outstanding: most }: Pick<AreaConfig, "quorum" | "max_outstanding">): boolean {
  return typeof quorum === "string" || most !== undefined;
}

/** Nothing says whether authors may sign, and only now a single one could. */
function isLeftAlone({ before, after, one, other }: Compared): boolean {
  if (other.self_signoff !== undefined || after.signoffs.self !== undefined) return false;
  return signersOf(other, after) === 1 && signersOf(one, before) !== 1;
}

/** Code owners are known only for the files that a pull request changes. */
function signersOf({ owners, ...area }: AreaConfig, { areas }: Scene): number | undefined {
  return owners === undefined ? undefined : countSigners({ ...area, owners }, (name) => areas[name]?.owners ?? []);
}

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
function withDefaults(area: AreaConfig, { signoffs }: Scene) {
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
