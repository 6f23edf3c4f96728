import { type Reason, reason } from "../../../reason.ts";
import type { KnownAdvisory, TriageCommandContext } from "./triage-command.ts";

/** Which advisory a line is about, and what it says besides. */
export type Named =
  | { readonly state: "named"; readonly advisory: KnownAdvisory; readonly rest: string }
  /** No id, and no issue that implies one. */
  | { readonly state: "none"; readonly rest: string }
  | { readonly state: "refused"; readonly why: Reason };

// How the databases write their ids; `go-based` and `osv-scanner` are words of a reason.
const idShape = /^(?:(?:RUSTSEC|CVE|GO|PYSEC|MAL|OSV)-\d{4}-\d+|GHSA(?:-[0-9a-z]{4}){3})$/i;

/** The id comes first, on the issue of an advisory or elsewhere. Aliases mean the same, in any case. */
export function nameAdvisory(text: string, { place, known }: TriageCommandContext): Named {
  const [, first = "", rest = ""] = /^(\S*)\s*([^]*)$/.exec(text) ?? [];
  const found = first === "" ? [] : findAdvisories(first, known);
  const implied = place.advisory === undefined ? undefined : known.find(({ id }) => id === place.advisory);
  if (implied !== undefined) {
    if (found.includes(implied)) return { state: "named", advisory: implied, rest };
    if (!idShape.test(first)) return { state: "named", advisory: implied, rest: text };
    return { state: "refused", why: reason("triage-another-advisory", { given: first, advisory: implied.id }) };
  }
  const [advisory, ...others] = found;
  if (advisory !== undefined && others.length > 0) {
    return { state: "refused", why: reason("triage-shared-alias", { given: first, ids: found.map(({ id }) => id) }) };
  }
  if (advisory !== undefined) return { state: "named", advisory, rest };
  if (!idShape.test(first)) return { state: "none", rest: text };
  return { state: "refused", why: reason("triage-unknown-advisory", { given: first, command: "/triage rescan" }) };
}

/**
 * By its own name before any alias, because three different bugs may share one: deciding about one of them must not decide
 * about the others.
 */
function findAdvisories(given: string, known: readonly KnownAdvisory[]): readonly KnownAdvisory[] {
  const wanted = given.toLowerCase();
  const own = known.filter(({ id }) => id.toLowerCase() === wanted);
  if (own.length > 0) return own.slice(0, 1);
  const also = known.filter(({ state }) => state?.aliases.some((alias) => alias.toLowerCase() === wanted) === true);
  const present = also.filter(({ state }) => state?.presence === "present");
  return present.length > 0 ? present : also.slice(0, 1);
}
