import type { FindingRow } from "../../policy/advisory/findings/finding.ts";
import { updateCommand, wayOut } from "../../policy/advisory/findings/way-out.ts";
import { compareVersions, type Version } from "../../policy/advisory/versions/version.ts";
import { versionScheme } from "../../policy/advisory/versions/version-scheme.ts";

// No real one is half as long, and it is copied whole or not at all.
const longestCommand = 300;

/** Commands that an ordinary requirement accepts, by the folder in which they are run; `""` is the top. */
export function updateCommands(rows: readonly FindingRow[]): ReadonlyMap<string, readonly string[]> {
  const commands = new Map<string, Set<string>>();
  for (const row of highestOfEach(rows)) {
    const command = updateCommand(row);
    if (command === undefined || command.length > longestCommand) continue;
    const folder = row.lockfile.slice(0, Math.max(0, row.lockfile.lastIndexOf("/")));
    const known = commands.get(folder) ?? new Set<string>();
    commands.set(folder, known.add(command));
  }
  return new Map([...commands].map(([folder, those]) => [folder, [...those]]));
}

/** Of several advisories on one package version, the row whose fix is the highest: the lower ones are met with it as well. */
function highestOfEach(rows: readonly FindingRow[]): readonly FindingRow[] {
  const highest = new Map<string, { readonly row: FindingRow; readonly to: Version }>();
  for (const row of rows) {
    const to = row.fix.suggested === undefined ? undefined : versionScheme(row.ecosystem)?.parse(row.fix.suggested);
    if (to === undefined || wayOut(row) !== "same-line") continue;
    const key = JSON.stringify([row.lockfile, row.package, row.version]);
    const known = highest.get(key);
    if (known === undefined || compareVersions(to, known.to) > 0) highest.set(key, { row, to });
  }
  return [...highest.values()].map(({ row }) => row);
}
