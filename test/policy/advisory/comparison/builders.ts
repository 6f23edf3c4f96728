import { compareSides } from "../../../../src/policy/advisory/comparison/compare.ts";
import type { AdvisoryComparison, ComparedAdvisories } from "../../../../src/policy/advisory/comparison/comparison.ts";
import { findAdvisories, type NotChecked } from "../../../../src/policy/advisory/findings/finding.ts";
import type { Ignore } from "../../../../src/policy/advisory/ignores/ignore.ts";
import type { AdvisoryRecord } from "../../../../src/policy/advisory/records/record.ts";
import { indexRecords } from "../../../../src/policy/advisory/records/record-index.ts";
import { advisoriesGate } from "../../../../src/policy/gates/advisories.ts";
import { reason } from "../../../../src/policy/reason.ts";
import type { Verdict } from "../../../../src/policy/verdict.ts";
import { sentence } from "../../../../src/render/reason.ts";
import { judgedAt, someFacts } from "../../../support/builders.ts";
import { aRecord, aTree } from "../builders.ts";
import { anIgnore } from "../ignores/builders.ts";

export const h2 = aRecord({ name: "h2", events: [{ introduced: "0" }, { fixed: "0.4.13" }], aliases: ["CVE-2099-1"] });
export const id = h2.id;

export interface Scene {
  readonly before?: readonly string[];
  readonly head: readonly string[];
  readonly records?: readonly AdvisoryRecord[];
  /** Where it was before; `Cargo.lock` unless told. */
  readonly lockfileBefore?: string;
  readonly ignoredBefore?: readonly string[];
  readonly ignored?: readonly string[];
  readonly until?: Date;
  /** When it ended before; as now unless told. */
  readonly untilBefore?: Date;
  readonly isBaseUnread?: boolean;
  readonly notChecked?: readonly NotChecked[];
  readonly more?: Partial<ComparedAdvisories>;
}

export const clean = ["app 1.0.0 local"];
export const direct = ["app 1.0.0 local → h2@0.4.0", "h2 0.4.0"];
export const transitive = ["app 1.0.0 local → hyper@1.0.0", "hyper 1.0.0 → h2@0.4.0", "h2 0.4.0"];

export function compare(scene: Scene): ComparedAdvisories {
  const { before = clean, head, records = [h2], lockfileBefore = "Cargo.lock", isBaseUnread = false } = scene;
  const index = indexRecords(records);
  const side = (lockfile: string, lines: readonly string[]) => findAdvisories(lockfile, aTree(...lines), index);
  const found = side("Cargo.lock", head);
  const { until, untilBefore = until } = scene;
  const ignores = {
    before: (scene.ignoredBefore ?? []).map((each): Ignore => anIgnore({ id: each, until: untilBefore })),
    atHead: (scene.ignored ?? []).map((each): Ignore => anIgnore({ id: each, until })),
    now: judgedAt,
  };
  const known = isBaseUnread ? undefined : side(lockfileBefore, before);
  const why = [reason("advisories-base-unread", { file: "Cargo.lock", base: "4e1f", problem: "line 3: is not valid" })];
  return {
    state: "compared",
    base: isBaseUnread ? { state: "unread", why } : { state: "read", sha: "4e1f".repeat(10) },
    checked: 3,
    unlisted: [],
    unreadIgnores: [],
    ...compareSides(known, { ...found, notChecked: [...found.notChecked, ...(scene.notChecked ?? [])] }, ignores),
    ...scene.more,
  };
}

export function judge(advisories: AdvisoryComparison, failOn: unknown = {}): Verdict {
  const gate = advisoriesGate.bind({ advisories: "introduced", fail_on: failOn });
  return gate.judge(someFacts({ advisories }), { name: "deps-clean", area: undefined });
}

export function said(verdict: Verdict): readonly string[] {
  const { reason: why, details = [], caveats = [] } = verdict;
  return [why, ...details, ...caveats].map(sentence);
}

export const kind = (informational: string) =>
  aRecord({ name: "h2", events: [{ introduced: "0" }], entry: { database_specific: { informational } } });
export const malicious = aRecord({ id: "MAL-2099-1", name: "h2" });
