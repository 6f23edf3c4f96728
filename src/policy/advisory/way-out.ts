import { describeBound, isSynthetic } from "./fix.ts";
import type { FindingRow } from "./finding.ts";
import { isSameLine, parseVersion } from "./version.ts";

/** Where the version is that ends a finding; a caret requirement accepts one of the same line. */
export type Way = "same-line" | "other-line" | "no-fix";

export function wayOut({ version, fix }: Pick<FindingRow, "version" | "fix">): Way {
  const from = parseVersion(version);
  const to = fix.suggested === undefined ? undefined : parseVersion(fix.suggested);
  if (from === undefined || to === undefined) return "no-fix";
  return isSameLine(from, to) ? "same-line" : "other-line";
}

/** The version to go to in words, for example "0.4.13" or "> 0.3.0"; undefined when there is none. */
export function describeFix({ fix }: Pick<FindingRow, "fix">): string | undefined {
  const version = fix.suggested === undefined ? undefined : parseVersion(fix.suggested);
  return version && describeBound(version);
}

/**
 * The exact command, or undefined when a name could do something in a shell: people copy this line. Two versions of one
 * crate may be locked, so the package is named with its version.
 */
export function updateCommand({
  package: name,
  version,
  fix,
}: Pick<FindingRow, "package" | "version" | "fix">): string | undefined {
  const to = fix.suggested === undefined ? undefined : parseVersion(fix.suggested);
  if (to === undefined || ![name, version].every((text) => /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/.test(text)))
    return undefined;
  return `cargo update -p ${name}@${version}${isSynthetic(to) ? "" : ` --precise ${to.version}`}`;
}
