import type { LedgerEntry } from "./entry.ts";

/** Stands for a head or a base branch that nobody knows any more. No branch and no commit is called like that. */
export const lost = "";

/** What somebody said of code, once nobody can prove any more that it is the code of now: it is stale for good. */
export function withoutCode(entry: LedgerEntry): LedgerEntry {
  switch (entry.kind) {
    case "signed": {
      const { fileDigests: _files, ...signOff } = entry;
      return { ...signOff, wholeDigest: null, areaDigest: null };
    }
    case "waived":
    case "ruled":
      return { ...entry, baseBranch: lost, wholeDigest: null };
    case "unsigned":
    case "edited":
    case "held":
    case "unheld":
    case "concern":
    case "resolved":
    case "objected":
    case "retitled":
      return entry;
  }
}
