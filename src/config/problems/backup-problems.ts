import { titleGate } from "../../policy/gates/title.ts";
import { touchedGate } from "../../policy/gates/touched.ts";
import { accountNames } from "../account-names.ts";
import type { AreaConfig } from "../sections/areas.ts";
import { kindsOf } from "./gate-problems.ts";
import { namedAreaProblem } from "./named-area.ts";
import { problemLimit, type UnplacedProblem } from "../problems.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { unknownName } from "./unknown-name.ts";

type Written = Exclude<NonNullable<AreaConfig["backups"]>[number], string>;
type Problem = Pick<UnplacedProblem, "says" | "fix">;

/** Backups that cannot be what their kind says, and those that could never stand in. */
export function backupProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const problems: UnplacedProblem[] = [];
  for (const [name, { backups = [] }] of parts.areas) {
    for (const [index, backup] of backups.entries()) {
      // The short form was checked by its schema.
      if (typeof backup === "string") continue;
      for (const [at, who] of backup.who.entries()) {
        // Nobody is shown more of them, and each costs a comparison with every known name.
        if (problems.length >= problemLimit) return problems;
        const problem = problemOf(who, backup.kind, name, parts);
        if (problem !== undefined) problems.push({ path: ["areas", name, "backups", index, "who", at], ...problem });
      }
      if (backup.kind === "gate" && !timelessMoments.includes(backup.after)) {
        problems.push({ path: ["areas", name, "backups", index, "after"], ...timedGate });
      }
    }
  }
  return problems;
}

const timelessMoments = ["immediately", "when_author"];
// No sign-off says when it came, so it could be there before its time.
const timedGate: Problem = {
  says: "a gate cannot stand in after a time, because nothing says since when it holds",
  fix: "Use `immediately` or `when_author`.",
};

function problemOf(who: string, kind: Written["kind"], area: string, parts: ReadableParts): Problem | undefined {
  switch (kind) {
    case undefined:
      return formProblem(who, accountNames.backup, "a login or a team", "`alice` or `@acme/runtime`");
    case "person":
      return formProblem(who, accountNames.person, "a login", "`alice`");
    case "team":
      return formProblem(who, accountNames.team, "a team", "`@acme/runtime`");
    case "agent":
      return formProblem(who, accountNames.agent, "the login of a bot", "`renovate[bot]`");
    case "area":
      return areaProblem(who, area, parts);
    case "gate":
      return gateProblem(who, parts);
  }
}

function formProblem(who: string, form: RegExp, what: string, example: string): Problem | undefined {
  if (form.test(who)) return undefined;
  return { says: `\`${who}\` cannot be ${what}`, fix: `Write it like ${example}.` };
}

function areaProblem(who: string, area: string, parts: ReadableParts): Problem | undefined {
  if (who === area) return { says: "an area cannot be its own backup", fix: "Name another one." };
  return namedAreaProblem(who, parts);
}

/** Only gates that are judged, and judged before the sign-offs, can stand in for one. */
function gateProblem(who: string, { gates, gateNames, uses }: ReadableParts): Problem | undefined {
  const names = [titleGate.kind, ...gateNames];
  if (who !== touchedGate.kind && !names.includes(who)) return unknownName("gate", who, names);
  const gate = gates.find(([name]) => name === who)?.[1];
  const rests = gate !== undefined && kindsOf(gate).some(({ needs }) => needs.includes("areas"));
  if (who === touchedGate.kind || rests) {
    return { says: `gate \`${who}\` rests on sign-offs itself`, fix: "Name a gate that measures something." };
  }
  if (uses.some(({ name }) => name === who)) return undefined;
  return { says: `gate \`${who}\` is not used`, fix: "Add it to `pull_request.require` or `pull_request.advise`." };
}
