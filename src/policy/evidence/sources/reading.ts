import type { Reason } from "../../reason.ts";
import type { EvidenceRun } from "../artifact.ts";
import { type Document, type Format, type ReadText, readText } from "../formats/format.ts";
import { keptWith } from "../../kept-with.ts";

/** What was found at a source. */
export interface Reading {
  /** What the document is called in sentences. */
  readonly name: string;
  readonly outcome:
    | { readonly ok: true; readonly document: Document }
    | {
        readonly ok: false;
        readonly state: "no-data" | "pending";
        readonly reason: Reason;
        /** When it is waited for no longer. */
        readonly changesAt?: Date;
      };
  /** The run that uploaded it. */
  readonly run?: EvidenceRun;
  readonly caveats: readonly Reason[];
  readonly notes: readonly Reason[];
}

type Circumstances = Partial<Pick<Reading, "run" | "caveats" | "notes">>;

export function unread(name: string, why: Reason, circumstances: Circumstances = {}): Reading {
  return { name, caveats: [], notes: [], ...circumstances, outcome: { ok: false, state: "no-data", reason: why } };
}

/** What holds a text. It is read once in each look, however many gates rest on it. */
interface Holder {
  readonly text: string;
}

export function readAs(format: Format, holder: Holder, name: string, circumstances: Circumstances): Reading {
  const readings = readingsOf(holder);
  const known = `${format} ${name}`;
  const read = readings.get(known) ?? readText(holder.text, format, name);
  readings.set(known, read);
  if (!read.ok) return unread(name, read.reason, circumstances);
  return { name, caveats: [], notes: [], ...circumstances, outcome: { ok: true, document: read.document } };
}

const readingsOf = keptWith((_holder: Holder) => new Map<string, ReadText>());
