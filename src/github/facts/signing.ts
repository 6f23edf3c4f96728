import type { AdvisorySource } from "../../advisories/source.ts";
import { areasOf, usesCodeowners } from "../../config/areas-of.ts";
import type { Config } from "../../config/schema.ts";
import { type Area, areaKey, type AreaPeople, filesOfArea, isCalled } from "../../policy/area/area.ts";
import { digestDiff } from "../../policy/area/area-digest.ts";
import type { Contributors, FileList, Person, PullRequest, Review, SigningFacts } from "../../policy/facts.ts";
import type { Heads } from "../../policy/heads.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { neededFacts, type UsedGate } from "../../policy/evaluate.ts";
import { durationMs } from "../../policy/text/duration.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findCodeowners } from "./codeowners-source.ts";
import { collectContributors } from "./contributors.ts";
import { withDiffs } from "../heads/heads.ts";
import { collectAreaPeople } from "./people/area-people.ts";
import { openDirectory } from "./people/directory.ts";
import { uniquePeople, whoToAsk } from "./people/who-to-ask.ts";
import { collectReviews } from "./reviews.ts";

export interface Sources {
  readonly octokit: Octokit;
  readonly store: Store;
  readonly advisories: AdvisorySource;
  readonly appId: number;
  readonly now: () => Date;
}

/** What was read so far of the pull request whose sign-offs are to be judged. */
export interface Scene {
  readonly pullRequest: PullRequest;
  readonly files: FileList;
  readonly ledger: readonly LedgerEntry[];
  /** Without digests. */
  readonly heads: Heads;
  readonly config: Config;
  readonly used: readonly UsedGate[];
  /** Names of areas whose sign-off may settle what a gate found. */
  readonly settling?: readonly string[];
}

interface AlsoAsked {
  /** Whose right to sign is asked for besides. */
  readonly actor: Person;
  /** In the areas that these words name; undefined for every area. */
  readonly words: readonly string[] | undefined;
}

/** Nothing is asked for an area that neither must sign nor was signed. */
export async function collectSigning(
  scene: Scene,
  at: RepositoryRef,
  { octokit, store, now }: Omit<Sources, "advisories" | "appId">,
  also?: AlsoAsked,
): Promise<SigningFacts> {
  const { pullRequest, files, ledger, config } = scene;
  const ref = pullRequest.baseBranch;
  const codeowners = usesCodeowners(config) ? await findCodeowners(octokit, { ...at, ref }, store) : undefined;
  const areas = areasOf(config, { now: now(), files: files.files, codeowners });
  // Without such a gate, and no command, this is about who gave a waiver, and nobody else is asked for.
  const asks = also !== undefined || neededFacts(scene.used).slices.has("areas");
  const required = new Set(areas.filter(asks ? isRequired(scene) : isNamed(scene.settling ?? [])));
  const reviews =
    required.size > 0 || ledger.some(restsOnReviews) ? await collectReviews(pullRequest.number, at, octokit) : [];
  const subject = { repositoryId: at.repositoryId, number: pullRequest.number };
  return {
    areas,
    people: await collectPeople(scene, { areas, required, reviews, also }, at, { octokit, store }),
    reviews,
    heads: await withDiffs(store, subject, scene.heads, {
      diff: digestDiff(areas, files, ref),
      // A comment may mean any head; a review names the one that it was written for.
      wanted: also === undefined ? new Set(reviews.flatMap(({ headSha }) => headSha ?? [])) : "all",
    }),
    graceMs: graceMsOf(config),
    contributors: await findContributors(pullRequest, [...required], at, octokit),
  };
}

/** A sign-off, and a waiver or a ruling of a review: each falls when its author, or its review, is dismissed. */
function restsOnReviews({ kind, ...entry }: LedgerEntry): boolean {
  return kind === "signed" || ((kind === "waived" || kind === "ruled") && entry.source.kind === "review");
}

export function graceMsOf({ signoffs }: Config): number {
  return durationMs(signoffs.grace);
}

/** Touched, required always, or named by a gate. */
function isRequired({ files, used, settling = [] }: Scene): (area: Area) => boolean {
  const isAsked = isNamed([...neededFacts(used).areas, ...settling]);
  return (area) => area.required === "always" || isAsked(area) || filesOfArea(area, files.files).length > 0;
}

function isNamed(names: readonly string[]): (area: Area) => boolean {
  return (area) => names.some((name) => isCalled(area, name));
}

async function collectPeople(
  { pullRequest, ledger, used }: Scene,
  asked: {
    readonly areas: readonly Area[];
    readonly required: ReadonlySet<Area>;
    readonly reviews: readonly Review[];
    readonly also: AlsoAsked | undefined;
  },
  at: RepositoryRef,
  sources: Pick<Sources, "octokit" | "store">,
): Promise<ReadonlyMap<string, AreaPeople>> {
  const { areas, required, reviews, also } = asked;
  const directory = openDirectory(at, sources);
  const gateAreas = new Map(used.map(({ name, area }) => [name, area]));
  const { author, isPrivate } = pullRequest;
  const found = new Map<string, AreaPeople>();
  for (const area of areas) {
    const said = whoToAsk(area, { ledger, reviews: required.has(area) ? reviews : [], gateAreas });
    const people = uniquePeople(asksAlso(area, also) ? [...said, also.actor] : said);
    if (people.length === 0 && !required.has(area)) continue;
    found.set(areaKey(area), await collectAreaPeople(area, { areas, author, people, isPrivate }, directory));
  }
  return found;
}

function asksAlso(area: Area, also: AlsoAsked | undefined): also is AlsoAsked {
  if (also === undefined) return false;
  return also.words === undefined || also.words.some((word) => isCalled(area, word));
}

async function findContributors(
  pullRequest: PullRequest,
  required: readonly Area[],
  at: RepositoryRef,
  octokit: Octokit,
): Promise<Contributors | undefined> {
  const isAsked = required.some(({ excludesContributors }) => excludesContributors !== "no");
  return isAsked ? collectContributors(pullRequest, at, octokit) : undefined;
}
