import type { Area, AreaState, SignOffState } from "./area.ts";
import type { PullRequest } from "../facts.ts";
import { codeSpan, codeSpans } from "../text/code-span.ts";
import { shortSha } from "../text/short-sha.ts";

/** What every sentence with a fix says: who can do it, and how. Markdown, because it may stand for hidden names. */
export function remedyFor({ name, shownOwners }: Area): { readonly safeOwners: string; readonly command: string } {
  const safeOwners = shownOwners.length === 0 ? "Its owners" : codeSpans(shownOwners, "or");
  return { safeOwners, command: `/signoff ${name}` };
}

/** "`bob` (backup, self-signed)". */
export function signerInWords({ by, capacity, isSelfSigned }: SignOffState): string {
  const marks = [
    ...(capacity === "backup" || capacity === "agent" ? [capacity] : []),
    ...(isSelfSigned ? ["self-signed"] : []),
  ];
  return marks.length === 0 ? codeSpan(by.login) : `${codeSpan(by.login)} (${marks.join(", ")})`;
}

/** Everything that counts: people, at which head, and gates that stand in for one. */
export function votesInWords({ signOffs, gateBackups }: AreaState, pullRequest: PullRequest): string {
  const people = signOffs.flatMap((each) => {
    const { headSha, standing } = each;
    if (standing.state !== "live") return [];
    const signed = `${signerInWords(each)} at ${codeSpan(shortSha(headSha))}`;
    const head = codeSpan(shortSha(pullRequest.headSha));
    return [standing.carriedOver ? `${signed}, carried over to ${head}: same diff` : signed];
  });
  const gates = gateBackups.map((gate) => `the gate ${codeSpan(gate)} (backup)`);
  return [...people, ...gates].join("; ");
}

/** A link to what changed, in brackets behind a sentence; empty where there is nothing to compare. */
export function compareLink(headSha: string, pullRequest: PullRequest): string {
  const { repositoryUrl, headSha: present } = pullRequest;
  if (headSha === present || !fullSha.test(headSha) || !fullSha.test(present)) return "";
  return ` ([compare](${repositoryUrl}/compare/${headSha}...${present}))`;
}

const fullSha = /^[0-9a-f]{40,64}$/;
