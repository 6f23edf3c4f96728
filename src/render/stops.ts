import { utcMinute } from "../policy/text/utc-minute.ts";
import type { Report } from "../policy/evaluate.ts";
import type { EntryOf } from "../policy/ledger/entry.ts";
import { type Reason, reason } from "../policy/reason.ts";
import { clip } from "./clip.ts";
import { sentenceWithFix } from "./reason.ts";

/** What stops the merge besides the gates, one line each, with who, since when, why and how it ends. */
export function renderStops({ holds, concerns, isWaitingDraft }: Report, bytes: number): string | undefined {
  const lines = [
    ...holds.map((hold) => `- ❌ ${sentenceWithFix(holdReason(hold))}`),
    ...concerns.map((concern) => `- ❌ ${sentenceWithFix(concernReason(concern))}`),
    ...(isWaitingDraft ? [`- ⏳ ${sentenceWithFix(reason("waiting-draft", {}))}`] : []),
  ];
  if (lines.length === 0) return undefined;
  return clip(lines, bytes, (left) => `- … and ${left} more`).join("\n");
}

export function holdReason({ actor, at, reason: why }: EntryOf<"held">): Reason {
  const words = { who: actor.login, since: utcMinute(at), command: "/unhold" };
  return why === undefined ? reason("on-hold-unexplained", words) : reason("on-hold", { ...words, why });
}

export function concernReason({ actor, at, name, text }: EntryOf<"concern">): Reason {
  const words = { name, who: actor.login, since: utcMinute(at), command: `/resolve ${name}` };
  return text === undefined
    ? reason("open-concern-unexplained", words)
    : reason("open-concern", { ...words, why: text });
}
