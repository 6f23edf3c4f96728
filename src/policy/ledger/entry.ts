import { createHash } from "node:crypto";
import { z } from "zod";

/** A comment, a review, or a label that somebody set: what a fact of the ledger came from. */
export const Source = z.object({ kind: z.enum(["comment", "review", "label"]), id: z.number() });
export type Source = z.infer<typeof Source>;

const PersonOfEntry = z.object({ id: z.number(), login: z.string() });

/** What every entry says of itself. */
const stamp = {
  actor: PersonOfEntry,
  source: Source,
  /** GitHub's time of the comment, the review or the event, never ours. */
  at: z.iso.datetime(),
};

/** The code that somebody spoke about: a head, the base it is compared with, and digests of the difference. */
const signedCode = {
  headSha: z.string(),
  baseBranch: z.string(),
  /** Digest of everything the pull request changed at that head; null when it could not be told. */
  wholeDigest: z.string().nullable(),
};

/** Somebody signed an area. Whether it counts is judged at every evaluation anew. */
export const SignOff = z.object({
  kind: z.literal("signed"),
  ...stamp,
  ...signedCode,
  /** Key of the area, see `areaKey`: its name, and for code owners also which part of it. */
  area: z.string(),
  /** Digest of the area's part of the difference; null when it could not be told, and then it is stale for good. */
  areaDigest: z.string().nullable(),
  /** Digest by path, so that a later change can be named; left out for very large areas. */
  fileDigests: z.record(z.string(), z.string()).optional(),
  /** How the area was named in the comment, in lower case. An edit that drops this word withdraws the sign-off. */
  word: z.string(),
  bodySha256: z.string(),
  /** A bot account: never a person's consent, also when it is no agent of the area any more. */
  isMachine: z.literal(true).optional(),
  note: z.string().optional(),
});
export type SignOff = z.infer<typeof SignOff>;

/** Somebody took back a sign-off: their own, or as an owner of the area somebody else's. */
const Withdrawal = z.object({
  kind: z.literal("unsigned"),
  ...stamp,
  area: z.string(),
  signerId: z.number(),
  note: z.string().optional(),
});

/**
 * The commands of a comment or review were changed, or it was deleted, or a review dismissed. It can only take back:
 * sign-offs of that source whose word is not among `kept` are withdrawn (by its author) or voided (by anybody else), and
 * what else it opened counts no more. Also recorded for a source that the ledger does not know yet, because deliveries
 * come in any order.
 */
export const Edit = z.object({
  kind: z.literal("edited"),
  source: Source,
  at: z.iso.datetime(),
  how: z.enum(["edited", "deleted", "dismissed"]),
  /** Null when nobody saw who did it: then it counts as somebody else. */
  actor: PersonOfEntry.nullable(),
  isByAuthor: z.boolean(),
  kept: z.array(z.string()),
});
export type Edit = z.infer<typeof Edit>;

const Hold = z.object({ kind: z.literal("held"), ...stamp, reason: z.string().optional() });
const Unhold = z.object({ kind: z.literal("unheld"), ...stamp, holderId: z.number() });

const Concern = z.object({ kind: z.literal("concern"), ...stamp, name: z.string(), text: z.string().optional() });
const Resolution = z.object({ kind: z.literal("resolved"), ...stamp, name: z.string(), raiserId: z.number() });

/**
 * A review asked for changes, which takes back what its author had signed. GitHub forgets that once the review is
 * dismissed; this does not, or whoever may dismiss it could bring the sign-off back.
 */
const Objected = z.object({ kind: z.literal("objected"), ...stamp });

/** What a gate was that takes parts of the title, see `GateIdentity`; left out where it takes none. */
const filled = z.string().optional();

/** A gate need not hold, for this code and until then. */
const Waiver = z.object({
  kind: z.literal("waived"),
  ...stamp,
  ...signedCode,
  gate: z.string(),
  filled,
  until: z.iso.datetime(),
  reason: z.string(),
});

/** Somebody said how a manual gate stands, for this code. */
const Ruling = z.object({
  kind: z.literal("ruled"),
  ...stamp,
  ...signedCode,
  gate: z.string(),
  filled,
  outcome: z.enum(["pass", "fail"]),
  note: z.string().optional(),
});

/** Somebody who may had a title set by force: it did not pass then, and nothing follows from it but that it is known. */
const Retitled = z.object({ kind: z.literal("retitled"), ...stamp, from: z.string(), to: z.string() });

/**
 * The facts of one pull request that only we know. Append-only: nothing is ever decided from the live text of a comment,
 * because whoever has write access can edit anybody's comment.
 */
export const LedgerEntry = z.discriminatedUnion("kind", [
  SignOff,
  Withdrawal,
  Edit,
  Hold,
  Unhold,
  Concern,
  Resolution,
  Objected,
  Waiver,
  Ruling,
  Retitled,
]);
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export type EntryOf<Kind extends LedgerEntry["kind"]> = Extract<LedgerEntry, { readonly kind: Kind }>;

/**
 * What an entry is about. Of several entries of one comment about one thing the last counts, and each is recorded once:
 * the topic and the source make the id of the ledger's row. What people choose freely stands last or holds no `/`, so
 * that no text makes two topics one.
 */
export function topicOf(entry: LedgerEntry): string {
  switch (entry.kind) {
    case "signed":
      return `area/${entry.actor.id}/${entry.area}`;
    case "unsigned":
      return `area/${entry.signerId}/${entry.area}`;
    case "edited":
      return `edit/${entry.how}/${entry.actor?.id ?? "unknown"}/${JSON.stringify(entry.kept.toSorted())}`;
    case "held":
      return `hold/${entry.actor.id}`;
    case "unheld":
      return `hold/${entry.holderId}`;
    case "concern":
      return `concern/${entry.actor.id}/${entry.name}`;
    case "resolved":
      return `concern/${entry.raiserId}/${entry.name}`;
    case "objected":
      return `objection/${entry.actor.id}`;
    case "waived":
      return `waiver/${entry.gate}`;
    case "ruled":
      return `ruling/${entry.gate}`;
    case "retitled":
      return "title";
  }
}

/** The id of an entry in its ledger: one source says one thing about one topic once, however often it is delivered. */
export function entryId(entry: LedgerEntry): string {
  const topic = topicOf(entry);
  // CODEOWNERS may name so many owners of one part that the topic is too long for an index.
  const short = topic.length <= longestTopic ? topic : createHash("sha256").update(topic).digest("hex");
  return `${entry.source.kind}-${entry.source.id}/${short}`;
}

const longestTopic = 200;
