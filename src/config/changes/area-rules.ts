import { isGovernance } from "../area-globs.ts";
import type { Config } from "../schema.ts";
import type { AreaConfig } from "../sections/areas.ts";
import { ruleOf } from "./asks-less.ts";
import { harmless, inDoubt, type Rule } from "./rule.ts";
import type { Comparison } from "./comparison.ts";

/** The rule of an area's key. A new area asks for more, except where it takes something from others. */
export function areaRule(path: readonly string[], comparison: Comparison): Rule {
  const { before, after, leftAlone } = comparison;
  const [, name = "", key = ""] = path;
  const [one, other] = [before.areas[name], after.areas[name]];
  if (other === undefined) return ruleOf(path);
  const common = one === undefined ? harmless : ruleOf(path);
  switch (key) {
    case "aliases":
      return isGovernance("", other) ? inDoubt(common) : common;
    case "paths":
      return takesFiles(before) || isAboutAll(one) || isSignedByTouch(name, comparison) ? inDoubt(common) : common;
    case "required":
      return isSignedByTouch(name, comparison) ? inDoubt(common) : common;
    case "backups":
      return leftAlone.has(name) ? inDoubt(common) : common;
    case "self_signoff":
      return one !== undefined && asksMany(other, after) ? selfWhereManySign(common) : common;
    default:
      return common;
  }
}

/** The rule of `signoffs.self`, which every area follows that does not say. */
export function commonSelfRule(path: readonly string[], { after }: Comparison): Rule {
  const following = Object.values(after.areas).filter((area) => area.self_signoff === undefined);
  return following.some((area) => asksMany(area, after)) ? selfWhereManySign(ruleOf(path)) : ruleOf(path);
}

/** Code owners of an area without globs are asked about what no area's globs cover. */
function takesFiles({ areas }: Config): boolean {
  return Object.values(areas).some(({ codeowners, paths }) => codeowners === true && paths === undefined);
}

/** Then any change makes its sign-offs stale. */
function isAboutAll(area: AreaConfig | undefined): boolean {
  return area?.required === "always" && area.paths === undefined;
}

/** Whether more files may ask for less: approvals sign only what is touched, and this area must sign anyway. */
function isSignedByTouch(name: string, { before, after }: Comparison): boolean {
  const isAsked = before.areas[name]?.required === "always" || isNamed(name, before);
  return isAsked && after.signoffs.reviews === "implicit";
}

/** Whether something asks for the area by its name. */
function isNamed(area: string, { gates, programs, title }: Config): boolean {
  const lists: readonly unknown[] = [
    ...Object.values(gates).map(({ signoff }) => signoff),
    ...Object.values(programs).map(({ signoff }) => signoff),
    ...Object.values(title.requiredSignoffs),
  ];
  return lists.some((list) => Array.isArray(list) && list.includes(area));
}

function asksMany({ quorum, max_outstanding: most }: AreaConfig, { signoffs }: Config): boolean {
  return typeof (quorum ?? signoffs.quorum) === "string" || most !== undefined;
}

/** Nobody waits for an author who may not sign. */
function selfWhereManySign({ weigh }: Rule): Rule {
  return {
    weigh: (before, after) => {
      const asksLess = weigh(before, after);
      const isShutOut = before !== undefined && (after === undefined || after === "deny");
      return asksLess === "no" && isShutOut ? "perhaps" : asksLess;
    },
  };
}
