import type { GateUse } from "../../policy/verdict.ts";
import { usesIn } from "../sections/gate-uses.ts";
import { areaRule, commonSelfRule } from "./area-rules.ts";
import { matches, ruleOf } from "./asks-less.ts";
import { harmless, inDoubt, type Rule, type RuleFor, unknown } from "./rule.ts";
import type { Comparison } from "./comparison.ts";

/** The rule of every setting that differs between two configurations: some rest on what else is written there. */
export function rulesBetween(comparison: Comparison): RuleFor {
  return (path) => {
    const [, rule] = rules.find(([pattern]) => matches(pattern, path)) ?? [];
    return rule === undefined ? ruleOf(path) : rule(path, comparison);
  };
}

type RuleBetween = (path: readonly string[], comparison: Comparison) => Rule;

const rules: readonly (readonly [pattern: readonly string[], rule: RuleBetween])[] = [
  [["areas", "**"], areaRule],
  [["signoffs", "self"], commonSelfRule],
  [["gates", "*", "signoff"], (path, comparison) => inDoubtIf(countsSigners(path, comparison), path)],
  [["programs", "*", "require"], (path, comparison) => inDoubtIf(gainsStandIn("require", path, comparison), path)],
  [["programs", "*", "advise"], (path, comparison) => inDoubtIf(gainsStandIn("advise", path, comparison), path)],
  [["programs", "*", "on_merge", "**"], (_path, comparison) => tagRule(comparison)],
  [["pull_request", "on_merge", "**"], (_path, comparison) => tagRule(comparison)],
  [["pull_request", "base"], (path, { standIns }) => inDoubtIf(standIns.mayBeOnBranches, path)],
];

/** What a merge is tagged with. Where a gate waits for a tag, another name may open it. */
export function tagRule({ before, after }: Comparison): Rule {
  const isWaitedFor = [before, after].some(({ gates }) => Object.values(gates).some(({ tag }) => tag !== undefined));
  return isWaitedFor ? unknown : harmless;
}

function inDoubtIf(isUnclear: boolean, path: readonly string[]): Rule {
  return isUnclear ? inDoubt(ruleOf(path)) : ruleOf(path);
}

/** Whoever signs one area more is one signer more. */
function countsSigners([, gate = ""]: readonly string[], { after }: Comparison): boolean {
  return after.gates[gate]?.["min_distinct_signers"] !== undefined;
}

function gainsStandIn(
  use: GateUse,
  [, program = ""]: readonly string[],
  { before, after, standIns }: Comparison,
): boolean {
  const known = new Set(before.programs[program]?.[use].flatMap(usesIn).map(({ name }) => name));
  const gates = after.programs[program]?.[use].flatMap(usesIn) ?? [];
  return gates.some(({ name }) => !known.has(name) && standIns.mayBe(name, use));
}
