import { areasOf } from "../../config/areas-of.ts";
import type { Config } from "../../config/schema.ts";
import { answersFor } from "../../policy/advisory/triage/commands/may-triage.ts";
import type { KnownAdvisory, TriageArea } from "../../policy/advisory/triage/commands/triage-command.ts";
import type { Area } from "../../policy/area/area.ts";
import type { ChangedFile, Person } from "../../policy/facts.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findCodeowners } from "../facts/codeowners-source.ts";
import { collectAreaPeople } from "../facts/people/area-people.ts";
import { openDirectory } from "../facts/people/directory.ts";
import type { TriagePlace } from "./triage-place.ts";

/** Whose area is meant, and when. */
export interface AskedArea {
  readonly config: Config;
  /** Whose CODEOWNERS counts, where the area takes its owners from there. */
  readonly branch: string;
  /** Those that are concerned: CODEOWNERS says who owns each of them. */
  readonly lockfiles: readonly string[];
  readonly at: Date;
}

interface Sources {
  readonly octokit: Octokit;
  readonly store: Store;
}

interface Asked extends Omit<AskedArea, "lockfiles"> {
  readonly place: TriagePlace;
  readonly known: readonly KnownAdvisory[];
  readonly actor: Person;
}

/** The area that is asked to triage, once for each set of owners; none where the configuration names no area. */
export async function findTriageParts(
  asked: AskedArea,
  repository: RepositoryRef,
  sources: Sources,
): Promise<readonly Area[]> {
  const { name, areas } = await findAreas(asked, repository, sources);
  return areas.filter((area) => area.name === name);
}

/**
 * The area that is asked to triage, and whether the actor answers for it at the time of their comment; undefined where the
 * configuration names none.
 */
export async function findTriageArea(
  { place, known, actor, at, ...rest }: Asked,
  repository: RepositoryRef,
  { octokit, store }: Sources,
): Promise<TriageArea | undefined> {
  const lockfiles = known.flatMap(({ state }) => (state?.places ?? []).map(([lockfile]) => lockfile));
  const { name, areas } = await findAreas({ ...rest, lockfiles, at }, repository, { octokit, store });
  if (name === undefined) return undefined;
  const directory = openDirectory(repository, { octokit, store });
  const parts = areas.filter((area) => area.name === name);
  const shownOwners = [...new Set(parts.flatMap((area) => area.shownOwners))];
  let problem: string | undefined;
  for (const part of parts) {
    // Whether the actor can still read the repository is told by their permission.
    const asked = { areas, author: place.author, people: [actor], isPrivate: false };
    const people = await collectAreaPeople(part, asked, directory);
    if (answersFor(people, actor.id, { at, openedAt: place.openedAt })) {
      return { name, shownOwners, isAnsweredFor: true, problem: undefined };
    }
    problem ??= people.problem;
  }
  return { name, shownOwners, isAnsweredFor: false, problem };
}

async function findAreas(
  { config, branch, lockfiles, at }: AskedArea,
  repository: RepositoryRef,
  { octokit, store }: Sources,
): Promise<{ readonly name: string | undefined; readonly areas: readonly Area[] }> {
  const name = config.advisories?.triage;
  if (name === undefined) return { name, areas: [] };
  const isCodeowned = config.areas[name]?.codeowners === true;
  const codeowners = isCodeowned ? await findCodeowners(octokit, { ...repository, ref: branch }, store) : undefined;
  const files = isCodeowned ? asChanged(lockfiles) : [];
  return { name, areas: areasOf(config, { now: at, files, codeowners }) };
}

/** As if a pull request changed them all. */
function asChanged(paths: readonly string[]): readonly ChangedFile[] {
  return [...new Set(paths)].map((path) => ({
    path,
    previousPath: undefined,
    status: "modified",
    patch: undefined,
    blobSha: "",
  }));
}
