import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import { code, fenced } from "../markdown.ts";
import { respond } from "./advisory-response.ts";
import { show } from "./show.ts";
import type { TriageContext } from "./triage-context.ts";

/** How people say by a comment, or by a policy file, what becomes of the advisory. */
export function renderHowToDecide(advisory: Advisory, context: TriageContext): string {
  const { area } = context;
  const owners = area === undefined ? "" : ` or own the area ${show(area)}`;
  return [
    "### How to decide",
    `Comment one of these lines, with your own words in place of the brackets. Those who can write to this repository${owners} may; ${code("/triage help")} says more.`,
    renderCommands(advisory, context),
    renderPolicyEntry(advisory, context.policyFile),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/**
 * Lines to copy. None of them is accepted as it stands: people answer by mail, and mail programs may quote them back
 * without a sign that they are quoted.
 */
export function renderCommands(advisory: Advisory, { policyFile }: Pick<TriageContext, "policyFile">): string {
  const isMalicious = advisory.kind === "malicious";
  const lines = [
    "/triage fixed-by #<pull request>",
    ...(mayBeAccepted(advisory) && policyFile !== undefined ? ["/triage accept-risk <why> until <day>"] : []),
    ...(isMalicious ? [] : ["/triage defer <why> until <day>", "/triage not-affected <why>"]),
  ];
  return fenced(lines.join("\n"), "text");
}

function mayBeAccepted({ rows }: Advisory): boolean {
  return rows.some((row) => respond(row).mayBeAccepted);
}

function renderPolicyEntry(advisory: Advisory, policyFile: string | undefined): string {
  if (policyFile === undefined || !mayBeAccepted(advisory)) return "";
  return [
    "<details><summary>What accepting it changes</summary>",
    `It adds this entry to ${show(policyFile)} by a pull request. Whoever merges it accepts the risk; after the day of ${code("until")} (UTC) it no longer counts. You may write it yourself as well.`,
    fenced(policyEntry(advisory.id, policyFile), "toml"),
    "</details>",
  ].join("\n\n");
}

function policyEntry(id: string, file: string): string {
  if (file.endsWith("osv-scanner.toml")) {
    return `[[IgnoredVulns]]\nid = "${id}"\nignoreUntil = 2030-01-31\nreason = "why it cannot hurt us; #123"`;
  }
  const reason = "why it cannot hurt us; until 2030-01-31; #123";
  const entry = file.endsWith("audit.toml") ? `"${id}", # ${reason}` : `{ id = "${id}", reason = "${reason}" },`;
  return `[advisories]\nignore = [\n    ${entry}\n]`;
}
