import type { Reason } from "../../reason.ts";
import type { EvidenceRun } from "../artifact.ts";
import { type Document, type Format, readText } from "../formats/format.ts";

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

export function readAs(format: Format, text: string, name: string, circumstances: Circumstances): Reading {
  const read = readText(text, format, name);
  if (!read.ok) return unread(name, read.reason, circumstances);
  return { name, caveats: [], notes: [], ...circumstances, outcome: { ok: true, document: read.document } };
}
