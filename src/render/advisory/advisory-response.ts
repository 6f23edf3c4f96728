import type { FindingRow } from "../../policy/advisory/findings/finding.ts";
import { describeFix, updateCommand, wayOut } from "../../policy/advisory/findings/way-out.ts";
import type { Way } from "../../policy/advisory/findings/way-out.ts";
import { code, fenced } from "../markdown.ts";
import { releasesPage } from "./releases-page.ts";
import { show } from "./show.ts";

/** What to do about one row, in words, with the command that does it. */
export interface Response {
  readonly text: string;
  /** Whether living with it for a while is an answer worth offering. */
  readonly mayBeAccepted: boolean;
}

/** One of the classes of response that the release policy knows: by kind, by how it gets in, and by where the fix is. */
export function respond(row: FindingRow): Response {
  const way = wayOut(row);
  if (row.kind === "malicious") {
    const text = `Remove ${show(row.package)} now. Treat each machine that installed or built it as taken over, and replace the secrets it could read.`;
    return { text, mayBeAccepted: false };
  }
  if (row.kind !== "vulnerability") return respondToWarning(row, way);
  if (way === "no-fix") {
    const text = `No version of ${show(row.package)} without it is known. Find a workaround or replace it; until then accept the risk until a date.`;
    return { text, mayBeAccepted: true };
  }
  return row.reach.direct ? respondToDirect(row, way) : respondToTransitive(row, way);
}

type WayWithFix = Exclude<Way, "no-fix">;

function respondToDirect(row: FindingRow, way: WayWithFix): Response {
  const fix = show(describeFix(row) ?? "");
  if (way === "same-line") {
    const text = `Update now. ${fix} is in the same line, so nothing should break:`;
    return { text: withCommand(text, updateCommand(row)), mayBeAccepted: false };
  }
  const page = releasesPage(row);
  const read = page === undefined ? `what changed in ${show(row.package)}` : `[what changed](${page})`;
  const text = `Update to ${fix}. It is in another line and may break something: read ${read} first, then raise the requirement in ${manifestOf(row)}. The owner decides the date.`;
  return { text, mayBeAccepted: true };
}

function respondToTransitive(row: FindingRow, way: WayWithFix): Response {
  const name = show(row.package);
  const fix = show(describeFix(row) ?? "");
  if (way === "same-line") {
    const text = `Move the transitive ${name} to ${fix}. It is in the same line, so only the lockfile changes:`;
    return { text: withCommand(text, updateCommand(row)), mayBeAccepted: true };
  }
  const parent = row.reach.path.at(-2);
  const from = parent === undefined ? "the package that brings it in" : show(parent);
  const text = `Wait for a release of ${from} that accepts ${name} ${fix}. Until then this issue tracks it, and the risk may be accepted until a date.`;
  return { text, mayBeAccepted: true };
}

function respondToWarning(row: FindingRow, way: Way): Response {
  const text =
    way === "same-line"
      ? withCommand("Update, the fix is in the same line:", updateCommand(row))
      : `Replace ${show(row.package)}, or accept it with a reason; this issue tracks it.`;
  return { text, mayBeAccepted: true };
}

function withCommand(text: string, command: string | undefined): string {
  return command === undefined ? text.replace(/:$/, ".") : `${text}\n\n${fenced(command, "sh")}`;
}

const manifests: ReadonlyMap<string, string> = new Map([
  ["crates.io", "Cargo.toml"],
  ["npm", "package.json"],
  ["PyPI", "pyproject.toml"],
  ["Go", "go.mod"],
]);

function manifestOf({ ecosystem }: FindingRow): string {
  const name = manifests.get(ecosystem);
  return name === undefined ? "the manifest" : code(name);
}
