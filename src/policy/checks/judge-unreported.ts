import type { ReportedCheck } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import { utcMinute } from "../text/utc-minute.ts";
import { type CheckedName, stepName } from "./checked-name.ts";
import { nearestReported } from "./nearest-reported.ts";
import type { Part } from "./part.ts";
import { reportersOf } from "./reporters.ts";

// CI that waits for a runner has queued its checks long before; what is still absent then was never asked to run.
const graceMs = 60 * 60 * 1000;

/** Nothing that counts was reported under this name: not green, and after an hour no longer something to wait for. */
export function judgeUnreported(
  wanted: CheckedName,
  given: {
    /** When the commit was first heard of. */
    readonly since: Date;
    readonly now: Date;
    /** All that was reported under the name, of which nothing counts. */
    readonly matching: readonly ReportedCheck[];
    /** All that could have counted. */
    readonly counted: readonly ReportedCheck[];
    readonly app: string | undefined;
  },
): Part {
  const { since, now, matching, counted, app } = given;
  const name = wanted.text;
  const elsewhere = app === undefined || matching.length === 0 ? [] : [reportedElsewhere(matching, wanted, app)];
  const moment = utcMinute(since);
  const changesAt = new Date(since.getTime() + graceMs);
  if (now < changesAt) {
    return {
      state: "pending",
      reasons: [reason("check-not-reported", { name, since: moment }), ...elsewhere],
      changesAt,
    };
  }
  const never = reason("check-never-reported", { name, since: moment });
  return { state: "no-data", reasons: [never, ...elsewhere, ...renamed(wanted, counted)] };
}

function reportedElsewhere(matching: readonly ReportedCheck[], { check }: CheckedName, app: string): Reason {
  return reason("check-other-app", { name: check, reporters: reportersOf(matching), app });
}

function renamed({ text, check, step }: CheckedName, counted: readonly ReportedCheck[]): readonly Reason[] {
  const near = nearestReported(
    check,
    counted.map(({ name }) => name),
  );
  if (near === undefined) return [];
  return [reason("check-renamed", { name: text, near: step === undefined ? near : stepName(near, step) })];
}
