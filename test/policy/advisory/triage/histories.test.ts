import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TriageChange, TriagePlan } from "../../../../src/policy/advisory/triage/triage-plan.ts";
import { TriageState } from "../../../../src/policy/advisory/triage/triage-state.ts";
import { aRepository } from "./a-repository.ts";
import { anyStep } from "./any-history.ts";

interface Doubts {
  readonly isComplete: boolean;
  readonly isPolicyRead: boolean;
}

/** What must not be, whatever came before. */
function faultsOf(plan: TriagePlan, doubts: Doubts): readonly string[] {
  const names = [...plan.changes, ...plan.quiet].map(({ advisory }) => advisory);
  const isGone = (kind: string) => kind === "close" || kind === "withdrawn";
  return [
    ...plan.changes.flatMap((change) => faultsOfChange(change, doubts).map((fault) => `${change.advisory}: ${fault}`)),
    ...(new Set(names).size === names.length ? [] : ["an advisory is planned twice"]),
    ...(!doubts.isComplete && plan.quietEvents.some(({ event }) => isGone(event.kind))
      ? ["an incomplete scan calls something gone"]
      : []),
  ];
}

function faultsOfChange(
  { events, found, next, isOpen, closeAs, due }: TriageChange,
  { isComplete, isPolicyRead }: Doubts,
): readonly string[] {
  const kinds: readonly string[] = events.map(({ kind }) => kind);
  const says = (...wanted: readonly string[]) => kinds.some((kind) => wanted.includes(kind));
  const isCertain = isPolicyRead || found?.kind === "malicious";
  const isRunning = due.decide !== undefined || due.fix !== undefined;
  const written: unknown = JSON.parse(JSON.stringify(next));
  const faults = {
    "closed by an incomplete scan":
      !isComplete && (closeAs !== undefined || says("close", "withdrawn", "still-locked", "unproved")),
    "depends on what is ignored":
      !isCertain && says("open", "reopen", "still-affected", "uncovered", "propose-ignore", "propose-removal"),
    "reminds of what may be accepted": !isCertain && says("remind") && next.accepted !== null,
    "closed while it is met": closeAs !== undefined && (isOpen || found !== undefined),
    "malicious and accepted": found?.kind === "malicious" && next.presence === "present" && next.accepted !== null,
    "clocks run for nothing": isRunning && (next.accepted !== null || next.presence !== "present"),
    "told twice": ["remind", "open", "close", "unproved", "reopen", "update", "propose-ignore", "propose-removal"].some(
      (kind) => kinds.filter((each) => each === kind).length > 1,
    ),
    "does not come back from its note":
      JSON.stringify(TriageState.safeParse(written).data) !== JSON.stringify(TriageState.parse(next)),
  };
  return Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

describe("any history of scans, ignores, closings and decisions", () => {
  it("is planned soundly, and what a plan leaves calls for nothing", () => {
    const history = fc.array(fc.tuple(anyStep, fc.integer({ min: 0, max: 2 })), { maxLength: 40 });
    let scans = 0;
    fc.assert(
      fc.property(history, (steps) => {
        const repository = aRepository();
        for (const [take, isScanned] of steps) {
          take(repository);
          if (isScanned === 0) continue;
          expect(faultsOf(repository.plan(), repository.doubts())).toEqual([]);
          // Plans, does it, and expects of the next plan that it is empty.
          repository.scan();
          scans += 1;
        }
      }),
      { numRuns: 400 },
    );
    expect(scans).toBeGreaterThan(1000);
  });

  it("is planned the same from the same, and changes nothing that it is given", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 20 }), (steps) => {
        const repository = aRepository();
        for (const take of steps) {
          take(repository);
          expect(repository.plan()).toEqual(repository.plan());
          repository.scan();
        }
      }),
      { numRuns: 50 },
    );
  });
});
