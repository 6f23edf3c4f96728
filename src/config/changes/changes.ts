import type { ConfigChange } from "../../policy/proposed-config.ts";
import { areaChanges } from "./area-changes.ts";
import { harmless, unknown } from "./asks-less.ts";
import { gateChanges } from "./gate-changes.ts";
import type { Config } from "../schema.ts";
import { settingChanges } from "./setting-changes.ts";
import { useChanges } from "./use-changes.ts";

const urgency: readonly ConfigChange["asksLess"][] = ["yes", "perhaps", "no"];

/**
 * Everything that is different in the second configuration, a line each: what asks less of pull requests first, then what
 * may. Empty only for two that say the same.
 */
export function configChanges(before: Config, after: Config): readonly ConfigChange[] {
  return [
    ...useChanges(before.pull_request, after.pull_request),
    ...gateChanges(before.gates, after.gates),
    ...areaChanges(before, after),
    ...titleChanges(before.title, after.title),
    ...mergeChanges(before, after),
    ...settingChanges(restOf(before), restOf(after), []),
  ].toSorted((a, b) => urgency.indexOf(a.asksLess) - urgency.indexOf(b.asksLess));
}

/** By the names that stand in the file. */
function titleChanges(before: Config["title"], after: Config["title"]): readonly ConfigChange[] {
  return [
    ...settingChanges(asWritten(before), asWritten(after), ["title"]),
    ...settingChanges(before.meanings, after.meanings, ["title", "types"]),
  ];
}

/** What a merge is tagged with. Where a gate waits for a tag, another name may open it. */
function mergeChanges(before: Config, after: Config): readonly ConfigChange[] {
  const isWaitedFor = [before, after].some(({ gates }) => Object.values(gates).some(({ tag }) => tag !== undefined));
  const rule = isWaitedFor ? unknown : harmless;
  const programs = new Set([before, after].flatMap((config) => Object.keys(config.programs)));
  return [
    ...settingChanges(before.pull_request.on_merge, after.pull_request.on_merge, ["pull_request", "on_merge"], rule),
    ...[...programs].flatMap((name) => {
      const [one, other] = [before, after].map((config) => config.programs[name]?.on_merge);
      return settingChanges(one, other, ["programs", name, "on_merge"], rule);
    }),
  ];
}

function asWritten({ meanings: _meanings, scopePattern, subject, ...rules }: Config["title"]) {
  return {
    ...rules,
    scope_pattern: scopePattern,
    subject: subject === undefined ? undefined : { case: subject.case, full_stop: subject.fullStop },
  };
}

function restOf({ gates: _gates, areas: _areas, title: _title, ...config }: Config) {
  const { require: _require, advise: _advise, on_merge: _merge, ...pullRequest } = config.pull_request;
  const programs = Object.entries(config.programs).map(([name, { on_merge: _each, ...program }]) => [name, program]);
  return { ...config, pull_request: pullRequest, programs: Object.fromEntries(programs) as object };
}
