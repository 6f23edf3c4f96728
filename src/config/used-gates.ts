import type { UsedGate } from "../policy/evaluate.ts";
import type { PullRequest } from "../policy/facts.ts";
import { configurationGate } from "../policy/gates/configuration.ts";
import { signoffGate } from "../policy/gates/signoff.ts";
import { touchedGate } from "../policy/gates/touched.ts";
import { configFolder, configPath } from "../policy/known-paths.ts";
import { matchGlobs } from "../policy/text/glob.ts";
import type { GateUse } from "../policy/verdict.ts";
import type { When } from "../policy/when.ts";
import { announcedSignoffs } from "./announced-signoffs.ts";
import { isGovernance } from "./area-globs.ts";
import { bindGate } from "./bind-gate.ts";
import { freeName } from "./free-name.ts";
import { type GateUseConfig, usesIn } from "./sections/gate-uses.ts";
import { type Filling, type MatchedProgram, nothingFilled, programsFor } from "./programs/programs.ts";
import type { Config } from "./schema.ts";

/**
 * The gates of a pull request under a validated configuration: required ones first, those of programs last, each in the
 * order written. One gate may stand there several times, from several places; of the uses that apply the first counts.
 */
export function usedGates(
  config: Config,
  { title, baseBranch }: Pick<PullRequest, "title" | "baseBranch">,
): readonly UsedGate[] {
  if (!isGoverned(config, baseBranch)) return [...guardOfTheRules(config, []), previewOfTheRules];
  const { require, advise } = config.pull_request;
  const programs = programsFor(title, config);
  const required = useGates(require, "require", config);
  const announced = announcedSignoffs(config);
  return [
    ...required,
    ...announced,
    ...programs.flatMap((matched) => [
      ...useGates(matched.program.require, "require", config, matched),
      ...signoffOf(matched),
    ]),
    ...useGates(advise, "advise", config),
    ...programs.flatMap((matched) => useGates(matched.program.advise, "advise", config, matched)),
    ...guardOfTheRules(config, [...required, ...announced]),
    previewOfTheRules,
  ];
}

/** Whether `base` leaves any gate to pull requests of this branch. */
export function isGoverned({ pull_request: { base } }: Config, baseBranch: string): boolean {
  return base === undefined || matchGlobs(base)(baseBranch);
}

/**
 * Who changes the rules needs `governance` also where nobody else has to sign. On every base branch: each holds the rules
 * of its own pull requests.
 */
function guardOfTheRules(config: Config, required: readonly UsedGate[]): readonly UsedGate[] {
  const [name] = Object.entries(config.areas).find(([key, area]) => isGovernance(key, area)) ?? [];
  const isGuarded = required.some(({ gate, when }) => gate.kind === touchedGate.kind && when === undefined);
  if (name === undefined || isGuarded) return [];
  const free = freeName(name, config, { otherwise: `${name}-area`, besides: required.map((each) => each.name) });
  return [{ name: free, use: "require", gate: touchedGate.bind({ only: [name] }), area: name }];
}

/**
 * On every base branch, like the guard. Whoever changes nothing of the rules is not bothered with it. A change of the
 * folder itself is one to a link.
 */
const previewOfTheRules: UsedGate = {
  name: configurationGate.kind,
  use: "require",
  gate: configurationGate.bind({}),
  area: undefined,
  when: [{ paths: [configPath, configFolder] }],
  isImplied: true,
};

function useGates(
  entries: readonly GateUseConfig[],
  use: GateUse,
  config: Config,
  matched?: MatchedProgram,
): readonly UsedGate[] {
  return entries.flatMap(usesIn).map(({ name, when }) => {
    const filling: Filling = matched?.filling ?? nothingFilled;
    const { when: own, ...bound } = bindGate(name, config, filling);
    return { name, use, ...bound, ...conditions(matched?.when, when, own) };
  });
}

/** The areas that a program asks for by itself. */
function signoffOf({ name, program: { signoff }, when }: MatchedProgram): readonly UsedGate[] {
  if (signoff === undefined) return [];
  return [{ name, use: "require", gate: signoffGate.bind({ signoff }), area: undefined, ...conditions(when) }];
}

function conditions(...written: readonly (When | undefined)[]): Pick<UsedGate, "when"> {
  const when = written.flatMap((each) => (each === undefined || Object.keys(each).length === 0 ? [] : [each]));
  return when.length === 0 ? {} : { when };
}
