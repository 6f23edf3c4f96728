import { z } from "zod";

const Reason = z.string().max(1000);
const Moment = z.iso.datetime();

const What = z.discriminatedUnion("kind", [
  /** Live with it; an ignore is proposed. `until` is the end of a UTC day. */
  z.object({
    kind: z.literal("accept-risk"),
    reason: Reason,
    until: Moment.optional(),
    /** It counts only once somebody else has said the same: a fix is there. */
    needsSecond: z.literal(true).optional(),
  }),
  /** The advisory is met, and does not concern this repository; an ignore is proposed. */
  z.object({ kind: z.literal("not-affected"), reason: Reason }),
  /** Decided later: its clocks stop until then. */
  z.object({ kind: z.literal("defer"), reason: Reason, until: Moment }),
  /** A pull request is said to end it; the scan after its merge proves it, or does not. */
  z.object({ kind: z.literal("fixed-by"), pullRequest: z.int().positive() }),
  z.object({ kind: z.literal("severity"), rating: z.enum(["critical", "high", "medium", "low"]), reason: Reason }),
  z.object({ kind: z.literal("assign"), login: z.string().max(100) }),
  /** Look at it again: what was decided before does not count any more, and a closed issue is opened. */
  z.object({
    kind: z.literal("reopen"),
    /** Where an ignore covered it: since when, as the scan before had seen it. The clocks of that and of `at` differ. */
    acceptedSince: Moment.optional(),
  }),
  /** Takes the latest decision back that nobody has taken back yet. */
  z.object({ kind: z.literal("undo") }),
]);

/** What somebody decided about an advisory by a command. */
export type TriageEntry = z.infer<typeof TriageEntry>;
export const TriageEntry = z.intersection(
  What,
  z.object({
    /** The comment that says so, and its line, counted from 0: `12345/0`. */
    id: z.string().max(40),
    by: z.object({ id: z.number(), login: z.string().max(100) }),
    at: Moment,
  }),
);
