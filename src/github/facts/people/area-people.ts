import type { Area, AreaPeople, Backup, Signer } from "../../../policy/area/area.ts";
import { findAreas } from "../../../policy/area/area.ts";
import type { Person } from "../../../policy/facts.ts";
import type { Directory } from "./directory.ts";
import { type Named, resolveBots, resolveNames } from "./named.ts";

interface Asked {
  /** All areas: a backup may be the owners of another one. */
  readonly areas: readonly Area[];
  readonly author: Person | undefined;
  /** Whoever wants to sign, or did. */
  readonly people: readonly Person[];
  /** In a private repository whoever signs must still be able to read it. */
  readonly isPrivate: boolean;
}

/** Which of `people` may sign for the area. What cannot be read is a problem, never an empty list of owners. */
export async function collectAreaPeople(area: Area, asked: Asked, directory: Directory): Promise<AreaPeople> {
  if (area.problem !== undefined) return unreadable(area.problem);
  if (area.owners.length === 0) return unreadable("it has no owners");
  const asksAuthor = area.backups.some(({ after }) => after === "when_author");
  const { author } = asked;
  const people = asksAuthor && author !== undefined ? [...asked.people, author] : asked.people;
  const owners = await resolveNames(area.owners, people, directory);
  if (owners.state === "problem") return unreadable(owners.problem);
  const counted = needsCount(area, owners) ? await listOwners(area, owners, directory) : undefined;
  if (typeof counted === "string") return unreadable(counted);
  // Where the members of teams were listed, the author may be one of them that nobody had to ask about.
  const known = [owners.ids, owners.accountIds, counted];
  const isAuthorOwner = author !== undefined && known.some((ids) => ids?.has(author.id) === true);

  const signers: Signer[] = asked.people
    .filter(({ id }) => owners.ids.has(id))
    .map(({ id }) => ({ id, capacity: "owner" }));
  const others = asked.people.filter(({ id }) => !owners.ids.has(id));
  for (const backup of area.backups.toSorted(soonestFirst(isAuthorOwner))) {
    const named = await resolveBackup(backup, others, asked.areas, directory);
    if (named.state === "problem") return unreadable(named.problem);
    const capacity = backup.kind === "agent" ? "agent" : "backup";
    for (const id of named.ids) signers.push(capacity === "agent" ? { id, capacity } : { id, capacity, backup });
  }
  const agents = await resolveBots(area.agents, others, directory);
  if (agents.state === "problem") return unreadable(agents.problem);
  for (const id of agents.ids) signers.push({ id, capacity: "agent" });

  const may = asked.isPrivate ? await readers(signers, asked.people, directory) : signers;
  return { signers: may, ownerCount: counted?.size, isAuthorOwner, problem: undefined };
}

function unreadable(problem: string): AreaPeople {
  return { signers: [], ownerCount: undefined, isAuthorOwner: false, problem };
}

/** Somebody may be a backup in several ways; the one that holds first comes first. */
function soonestFirst(isAuthorOwner: boolean): (a: Backup, b: Backup) => number {
  const delay = ({ after }: Backup) =>
    after === "immediately" ? 0 : after === "when_author" ? (isAuthorOwner ? 0 : Number.MAX_VALUE) : after;
  return (a, b) => delay(a) - delay(b);
}

function resolveBackup(
  { kind, who }: Backup,
  people: readonly Person[],
  areas: readonly Area[],
  directory: Directory,
): Promise<Named> {
  switch (kind) {
    case "person":
    case "team":
      return resolveNames(who, people, directory);
    case "agent":
      return resolveBots(who, people, directory);
    case "area": {
      const named = who.flatMap((name) => findAreas(areas, name));
      const problem = named.find((area) => area.problem !== undefined)?.problem;
      if (problem !== undefined) return Promise.resolve({ state: "problem", problem });
      return resolveNames([...new Set(named.flatMap(({ owners }) => owners))], people, directory);
    }
    case "gate":
      return resolveNames([], people, directory);
  }
}

/** Members of teams are listed only where the logins alone cannot tell what the quorum asks. */
function needsCount({ quorum }: Area, { accountIds }: Extract<Named, { state: "named" }>): boolean {
  const { need, maxOutstanding } = quorum;
  return maxOutstanding !== undefined || typeof need !== "number" || need > accountIds.size;
}

/** Words when a team cannot be listed. */
async function listOwners(
  { owners }: Area,
  { accountIds }: Extract<Named, { state: "named" }>,
  directory: Directory,
): Promise<ReadonlySet<number> | string> {
  const ids = new Set(accountIds);
  for (const team of owners.filter((owner) => owner.startsWith("@"))) {
    const members = await directory.memberIds(team);
    if (members.state === "problem") return members.problem;
    for (const id of members.answer) ids.add(id);
  }
  return ids;
}

async function readers(
  signers: readonly Signer[],
  people: readonly Person[],
  directory: Directory,
): Promise<readonly Signer[]> {
  const kept: Signer[] = [];
  for (const signer of signers) {
    const person = people.find(({ id }) => id === signer.id);
    // A bot is no collaborator; it acts where its App is installed.
    if (signer.capacity === "agent" || (person !== undefined && (await directory.mayRead(person)))) kept.push(signer);
  }
  return kept;
}
