import type { Clock, Clocks } from "./clocks.ts";
import type { TriageEvent } from "./triage-plan.ts";
import type { TriageState } from "./triage-state.ts";

type Reminder = Extract<TriageEvent, { readonly kind: "remind" }>;
type Reminded = TriageState["reminded"];

const weekMs = 7 * 24 * 3_600_000;

/** The latest reminder that is due and was not given: one at 75 % of a window, one at its end, then one a week. */
export function findReminder(clocks: Clocks, reminded: Reminded, now: Date): Reminder | undefined {
  const since = reminded === null ? -Infinity : Date.parse(reminded.at);
  const [first] = stepsOf(clocks, now)
    .filter(({ at }) => at <= now.getTime() && at > since)
    .toSorted((left, right) => left.rank - right.rank || right.at - left.at);
  return first && { kind: "remind", of: first.clock.of, what: first.what, dueAt: first.clock.dueAt };
}

/** What was given, as far as it still stands for a clock that runs. */
export function settleReminded(reminded: Reminded, { running }: Clocks, now: Date): Reminded {
  if (reminded === null) return null;
  const own = running.find(({ of }) => of === reminded.of);
  // Somebody gave it more time.
  if (own !== undefined) return reminded.what !== "soon" && own.dueAt > now ? null : reminded;
  // What it asked for is done, and by then another clock was over as well: a second reminder would say nothing new.
  const other = running.find(({ dueAt }) => dueAt <= new Date(reminded.at));
  return other === undefined ? reminded : { of: other.of, what: "due", at: reminded.at };
}

interface Step {
  readonly clock: Clock;
  readonly at: number;
  readonly what: Reminder["what"];
  readonly rank: number;
}

function stepsOf({ running, resumedAt }: Clocks, now: Date): readonly Step[] {
  const isAnyLate = running.some(({ dueAt }) => dueAt <= now);
  return running.flatMap((clock, rank): Step[] => {
    const due = clock.dueAt.getTime();
    const isLate = due <= now.getTime();
    const common = { clock, rank };
    // Nobody is told that one ends soon while the other is over already.
    if (!isLate && isAnyLate) return [];
    // What was put off is told when that is over, and not once more.
    const soonAt = resumedAt?.getTime() ?? due - clock.windowMs / 4;
    if (!isLate) return [{ ...common, at: soonAt, what: "soon" }];
    const resumed: Step[] = resumedAt === undefined ? [] : [{ ...common, at: resumedAt.getTime(), what: "due" }];
    const weeks = Math.floor((now.getTime() - due) / weekMs);
    // One a week, and not one a week for each clock.
    const weekly: Step[] = weeks > 0 && rank === 0 ? [{ ...common, at: due + weeks * weekMs, what: "weekly" }] : [];
    return [...weekly, ...resumed, { ...common, at: due, what: "due" }];
  });
}
