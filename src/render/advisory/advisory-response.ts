import type { FindingRow } from "../../policy/advisory/finding.ts";
import { describeFix, updateCommand, wayOut } from "../../policy/advisory/way-out.ts";
import type { Way } from "../../policy/advisory/way-out.ts";
import { code, cut, fenced } from "../markdown.ts";

/** What to do about one row, in words, with the command that does it. */
export interface Response {
  readonly text: string;
  /** Whether living with it for a while is an answer worth offering. */
  readonly mayBeAccepted: boolean;
}

/** One of the classes of response that the release policy knows: by kind, by how it gets in, and by where the fix is. */
export function respond(row: FindingRow): Response {
  const way = wayOut(row);
  const name = show(row.package);
  if (row.kind === "malicious") {
    const text = `Remove ${name} now. It was published to do harm: treat each machine that built it as taken over, and replace the secrets it could read.`;
    return { text, mayBeAccepted: false };
  }
  if (row.kind === "vulnerability") {
    return row.reach.direct ? respondToDirect(row, way) : respondToTransitive(row, way);
  }
  const text =
    way === "same-line"
      ? withCommand("Update, the fix is in the same line:", updateCommand(row))
      : `Replace ${name}, or accept it with a reason and a tracking issue.`;
  return { text, mayBeAccepted: true };
}

/** A name of somebody else's making, short enough that a full issue stays below what GitHub accepts. */
export function show(text: string): string {
  return code(cut(text, 90));
}

function respondToDirect(row: FindingRow, way: Way): Response {
  const name = show(row.package);
  const fix = show(describeFix(row) ?? "");
  if (way === "no-fix") return withoutFix(name);
  if (way === "same-line") {
    const text = `Update now. ${fix} is in the same line, so nothing should break:`;
    return { text: withCommand(text, updateCommand(row)), mayBeAccepted: false };
  }
  const text = `Update to ${fix}. It is in another line, so read the changelog of ${name} first and raise the requirement in ${code("Cargo.toml")}; the owner decides the date.`;
  return { text, mayBeAccepted: true };
}

function respondToTransitive(row: FindingRow, way: Way): Response {
  const name = show(row.package);
  if (way === "no-fix") return withoutFix(name);
  if (way === "same-line") {
    const text = "Pin the transitive version. Only the lockfile changes:";
    return { text: withCommand(text, updateCommand(row)), mayBeAccepted: true };
  }
  const parent = show(row.reach.path.at(-2) ?? "the package that brings it in");
  const text = `Wait for a release of ${parent} that accepts ${name} ${show(describeFix(row) ?? "")}, and accept the risk until a date.`;
  return { text, mayBeAccepted: true };
}

function withoutFix(name: string): Response {
  return {
    text: `No version of ${name} is fixed. Find a workaround or replace it; until then accept the risk until a date.`,
    mayBeAccepted: true,
  };
}

function withCommand(text: string, command: string | undefined): string {
  return command === undefined ? text.replace(/:$/, ".") : `${text}\n\n${fenced(command, "sh")}`;
}
