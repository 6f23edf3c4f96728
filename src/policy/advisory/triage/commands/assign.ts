import { reason } from "../../../reason.ts";
import { foldTriage } from "../decision.ts";
import { aboutAdvisory, decided } from "./about-advisory.ts";
import { answered, noLookUps, refusedTriage } from "./triage-command.ts";

export const assignCommand = aboutAdvisory({
  name: "assign",
  aliases: [],
  usage: "assign @LOGIN",
  summary: "Ask somebody to take care of it.",
  examples: ["assign @ana"],
  lookUps: (text) => {
    const login = parseLogin(text.split(/\s+/).at(-1) ?? "");
    return login === undefined ? noLookUps : { pullRequests: [], logins: [login] };
  },
  parse: parseLogin,
  decide: (login, subject) => {
    const { id, advisory, context, stamp } = subject;
    const command = subject.corrected("LOGIN");
    if (login === undefined) return refusedTriage(reason("triage-login-needed", { command }));
    if (!context.assignable.has(login.toLowerCase())) return refusedTriage(reason("triage-not-assignable", { login }));
    const { assignee } = foldTriage(advisory.entries);
    if (assignee?.toLowerCase() === login.toLowerCase()) return answered(reason("triage-stands", {}));
    return decided(subject, { kind: "assign", login, ...stamp }, reason("triage-assigned", { advisory: id, login }));
  },
});

/** A team cannot be given an issue. */
function parseLogin(text: string): string | undefined {
  return /^@?([a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:_[a-z\d]+)?)$/i.exec(text)?.[1];
}
