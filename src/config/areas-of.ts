import type { Area, AreaFiles } from "../policy/area/area.ts";
import type { Codeowners } from "../policy/area/codeowners.ts";
import type { ChangedFile } from "../policy/facts.ts";
import { globsOf } from "./area-globs.ts";
import type { AreaConfig, SignoffsConfig } from "./sections/areas.ts";
import { backupsOf } from "./backups-of.ts";
import { codeownedParts } from "./codeowned-parts.ts";
import { countSigners } from "./problems/possible-signers.ts";
import type { Config } from "./schema.ts";

/** What the areas of a pull request depend on besides the configuration. */
interface CodeToSign {
  /** Decides whose week it is. */
  readonly now: Date;
  readonly files: readonly ChangedFile[];
  /** Of the base branch; undefined when it has none. */
  readonly codeowners: Codeowners | undefined;
}

export function usesCodeowners({ areas }: Config): boolean {
  return Object.values(areas).some(({ codeowners }) => codeowners === true);
}

/** The configured areas, in the order written. Code owners make one for each set of owners of the changed files. */
export function areasOf(config: Config, code: CodeToSign): readonly Area[] {
  const parts = codeownedParts(config, code);
  return Object.entries(config.areas).flatMap(([name, area]) => {
    if (area.codeowners === true) return parts(area).map((part) => toArea(name, area, config, part));
    const owners = area.rotate === "week" ? inTurn(area.owners ?? [], code.now) : (area.owners ?? []);
    return [toArea(name, area, config, { owners, files: filesOf(name, area, config), problem: undefined })];
  });
}

function toArea(
  name: string,
  area: AreaConfig,
  { areas, signoffs }: Config,
  { owners, files, problem }: Pick<Area, "owners" | "files" | "problem">,
): Area {
  const signers = countSigners({ ...area, owners }, (other) => areas[other]?.owners ?? []);
  return {
    name,
    title: area.title ?? name,
    aliases: area.aliases ?? [],
    owners,
    shownOwners: shownOwners(owners, signoffs.show_owners),
    backups: backupsOf(area.backups ?? []),
    agents: area.agents ?? [],
    isAgentSufficient: area.agent_sufficient ?? false,
    files,
    quorum: { need: area.quorum ?? signoffs.quorum, maxOutstanding: area.max_outstanding },
    staleOn: area.stale_on ?? signoffs.stale_on,
    // Where somebody else can sign, the author need not.
    selfSignoff: area.self_signoff ?? signoffs.self ?? (signers === 1 ? "with_evidence" : "deny"),
    required: area.required ?? "when_touched",
    excludesContributors: exclusion(area.exclude_contributors ?? signoffs.exclude_contributors),
    keepsAfterLeave: area.keep_after_leave ?? false,
    reviews: signoffs.reviews,
    problem,
  };
}

function filesOf(name: string, area: AreaConfig, config: Config): AreaFiles {
  if (area.required === "always" && area.paths === undefined) return { kind: "all" };
  return { kind: "globs", globs: globsOf(name, area, config) };
}

function shownOwners(owners: readonly string[], shown: SignoffsConfig["show_owners"]): readonly string[] {
  const names = owners.map((owner) => owner.replace(/#\d+$/, ""));
  switch (shown) {
    case "names":
      return names;
    case "teams":
      return names.filter((name) => name.startsWith("@"));
    case "none":
      return [];
  }
}

function exclusion(written: SignoffsConfig["exclude_contributors"]): Area["excludesContributors"] {
  if (written === "strict") return "strict";
  return written ? "yes" : "no";
}

// A Monday, as weeks begin in the calendar of ISO 8601.
const firstMonday = Date.UTC(1970, 0, 5);
const weekMs = 7 * 24 * 60 * 60 * 1000;

/** The owners, beginning with whose week it is (UTC). */
function inTurn(owners: readonly string[], now: Date): readonly string[] {
  const week = Math.floor((now.getTime() - firstMonday) / weekMs);
  const first = owners.length === 0 ? 0 : week % owners.length;
  return [...owners.slice(first), ...owners.slice(0, first)];
}
