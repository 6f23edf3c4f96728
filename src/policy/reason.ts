import { advisoriesReasons } from "./reasons/advisories-reasons.ts";
import { areaReasons } from "./reasons/area-reasons.ts";
import { changesReasons } from "./reasons/changes-reasons.ts";
import { checksReasons } from "./reasons/checks-reasons.ts";
import { commandReasons } from "./reasons/command-reasons.ts";
import { configReasons } from "./reasons/config-reasons.ts";
import { configurationReasons } from "./reasons/configuration-reasons.ts";
import { eventReasons } from "./reasons/event-reasons.ts";
import { driftReasons } from "./reasons/drift-reasons.ts";
import { evidenceReasons } from "./reasons/evidence-reasons.ts";
import { gateReasons } from "./reasons/gate-reasons.ts";
import { patternsReasons } from "./reasons/patterns-reasons.ts";
import { pinnedReasons } from "./reasons/pinned-reasons.ts";
import { programReasons } from "./reasons/program-reasons.ts";
import { mergeReasons } from "./reasons/merge-reasons.ts";
import { ignoresReasons } from "./reasons/ignores-reasons.ts";
import { readingReasons } from "./reasons/reading-reasons.ts";
import type { ReasonText } from "./reasons/reason-text.ts";
import { issuesReasons } from "./reasons/issues-reasons.ts";
import { reviewReasons } from "./reasons/review-reasons.ts";
import { stopReasons } from "./reasons/stop-reasons.ts";
import { tagReasons } from "./reasons/tag-reasons.ts";
import { titleReasons } from "./reasons/title-reasons.ts";
import { triageReasons } from "./reasons/triage-reasons.ts";

/**
 * The closed list of things Gatehouse says. `{placeholders}` are filled by the caller and escaped when rendered, so a
 * parameter may hold hostile text; one whose name begins with `safe` is Markdown of our own already. `fix` says what
 * somebody can do about it; `needsAction` marks what no amount of waiting will resolve and no failed threshold explains:
 * the composite check then asks for action.
 */
export const reasons = {
  ...titleReasons,
  ...programReasons,
  ...areaReasons,
  ...gateReasons,
  ...evidenceReasons,
  ...checksReasons,
  ...pinnedReasons,
  ...patternsReasons,
  ...changesReasons,
  ...issuesReasons,
  ...advisoriesReasons,
  ...ignoresReasons,
  ...triageReasons,
  ...reviewReasons,
  ...tagReasons,
  ...stopReasons,
  ...configReasons,
  ...configurationReasons,
  ...mergeReasons,
  ...driftReasons,
  ...commandReasons,
  ...eventReasons,
  ...readingReasons,
} as const;

export type ReasonCode = keyof typeof reasons;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type Fix<Code extends ReasonCode> = (typeof reasons)[Code] extends { fix: infer Text } ? Text : never;
type ParameterNames<Code extends ReasonCode> = Placeholders<(typeof reasons)[Code]["says"]> | Placeholders<Fix<Code>>;

/** Raw, unescaped texts by placeholder name. */
export type ReasonParameters<Code extends ReasonCode> = Readonly<Record<ParameterNames<Code>, ReasonParameter>>;

/** A list is shown item by item. */
export type ReasonParameter = string | readonly string[];

export interface Reason {
  readonly code: ReasonCode;
  readonly parameters: Readonly<Record<string, ReasonParameter>>;
}

/** A reason with every placeholder of its sentence and its fix filled; a missing one does not compile. */
export function reason<Code extends ReasonCode>(code: Code, parameters: ReasonParameters<Code>): Reason {
  return { code, parameters };
}

export function reasonText(code: ReasonCode): ReasonText {
  return reasons[code];
}
