import type { Backup } from "../policy/area/area.ts";
import { durationMs } from "../policy/text/duration.ts";
import type { AreaConfig } from "./sections/areas.ts";

type Written = NonNullable<AreaConfig["backups"]>[number];

/** Backups as the policy knows them: each of one kind, with its moment in milliseconds. */
export function backupsOf(backups: readonly Written[]): readonly Backup[] {
  return backups.flatMap((written) => {
    if (typeof written === "string") return byKind([written], "immediately");
    const { who, kind, after: told } = written;
    const after = told === "immediately" || told === "when_author" ? told : durationMs(told);
    return kind === undefined ? byKind(who, after) : [{ kind, who, after }];
  });
}

function byKind(who: readonly string[], after: Backup["after"]): readonly Backup[] {
  const teams = who.filter((name) => name.startsWith("@"));
  const people = who.filter((name) => !name.startsWith("@"));
  return [
    ...(people.length === 0 ? [] : [{ kind: "person" as const, who: people, after }]),
    ...(teams.length === 0 ? [] : [{ kind: "team" as const, who: teams, after }]),
  ];
}
