import { type Reason, reason } from "../../../reason.ts";
import { foldTriage } from "../decision.ts";
import { aboutAdvisory, decided, standsAlready, type TriageSubject } from "./about-advisory.ts";
import { answered, noLookUps, refusedTriage } from "./triage-command.ts";

/** A pull request as people name it; without owner and repository it is of this one. */
interface NamedPullRequest {
  readonly repository: string | undefined;
  readonly number: number;
}

export const fixedByCommand = aboutAdvisory({
  name: "fixed-by",
  aliases: [],
  usage: "fixed-by #NUMBER",
  summary: "A pull request ends it; the scan after its merge proves that, or says what is still locked.",
  examples: ["fixed-by #123"],
  lookUps: (text) => {
    const named = parsePullRequest(lastWord(text));
    return named === undefined ? noLookUps : { pullRequests: [named.number], logins: [] };
  },
  parse: (text) => ({ text, named: parsePullRequest(text) }),
  decide: ({ text, named }, subject) => {
    const { id, advisory, stamp } = subject;
    if (named === undefined) {
      return refusedTriage(reason("triage-pull-request-needed", { command: subject.corrected("#123") }));
    }
    const refusal = whyNotThis(named, text, subject);
    if (refusal !== undefined) return refusedTriage(refusal);
    const entry = { kind: "fixed-by" as const, pullRequest: named.number, ...stamp };
    if (standsAlready(entry, foldTriage(advisory.entries).stance)) return answered(reason("triage-stands", {}));
    const number = String(named.number);
    return decided(subject, entry, reason("triage-fixed-by", { advisory: id, number }));
  },
});

function whyNotThis(
  { repository, number }: NamedPullRequest,
  given: string,
  { context, corrected }: TriageSubject,
): Reason | undefined {
  const { owner, repo } = context.repository;
  const isHere = repository === undefined || repository.toLowerCase() === `${owner}/${repo}`.toLowerCase();
  const end = isHere ? context.pullRequests.get(number) : undefined;
  if (end === undefined) return reason("triage-no-such-pull-request", { given, command: corrected("#123") });
  if (end === "closed") return reason("triage-pull-request-closed", { number: String(number) });
  return undefined;
}

const written =
  /^(?:https:\/\/[\w.:-]+\/(?=[^/]+\/[^/]+\/pull\/))?(?:([\w.-]+\/[\w.-]+)(?:#|\/pull\/)|#?)(\d{1,9})\/?$/;

function parsePullRequest(text: string): NamedPullRequest | undefined {
  const [, repository, digits = ""] = written.exec(text) ?? [];
  const number = Number.parseInt(digits, 10);
  return number > 0 ? { repository, number } : undefined;
}

function lastWord(text: string): string {
  return text.split(/\s+/).at(-1) ?? "";
}
