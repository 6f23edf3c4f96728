import { TriageEntry } from "../../policy/advisory/triage/triage-entry.ts";
import type { Store } from "../../store/store.ts";

/** Appends what is not there yet, each entry under its own id, and gives what was new. */
export async function appendTriage(
  store: Store,
  repositoryId: number,
  recorded: readonly { readonly advisory: string; readonly entry: TriageEntry }[],
): Promise<readonly { readonly advisory: string; readonly entry: TriageEntry }[]> {
  const added: { readonly advisory: string; readonly entry: TriageEntry }[] = [];
  for (const each of recorded) {
    const row = { id: each.entry.id, value: each.entry };
    if (await store.append(subjectOf(repositoryId, each.advisory), row)) added.push(each);
  }
  return added;
}

/** Lets what was and will be decided about an advisory under an earlier name count under its name now. */
export async function linkRenamed(
  store: Store,
  repositoryId: number,
  renamed: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  for (const { from, to } of renamed) await store.append(namesOf(repositoryId, to), { id: from, value: from });
}

/**
 * What was decided by commands, by advisory, in the order of arrival, under its earlier names first; advisories without a
 * decision are left out. Throws on
 * an entry that this version does not know: guessing could take a decision back.
 */
export async function readTriageLedger(
  store: Store,
  repositoryId: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly TriageEntry[]>> {
  const ledgers = new Map<string, readonly TriageEntry[]>();
  for (const id of new Set(ids)) {
    const entries: TriageEntry[] = [];
    for (const name of [...(await earlierNames(store, repositoryId, id)), id]) {
      const rows = await store.read(subjectOf(repositoryId, name));
      entries.push(...rows.map(({ value }) => TriageEntry.parse(value)));
    }
    if (entries.length > 0) ledgers.set(id, entries);
  }
  return ledgers;
}

/** The oldest first; from a CVE to GitHub's id, and from that to the native one. */
async function earlierNames(store: Store, repositoryId: number, id: string): Promise<readonly string[]> {
  const names = new Set([id]);
  for (const name of names) {
    for (const { id: earlier } of await store.read(namesOf(repositoryId, name))) names.add(earlier);
  }
  return [...names].slice(1).toReversed();
}

function namesOf(repositoryId: number, advisory: string): string {
  return `advisory-names/${repositoryId}/${advisory}`;
}

function subjectOf(repositoryId: number, advisory: string): string {
  return `advisory/${repositoryId}/${advisory}`;
}
