import { z } from "zod";
import { appendEntries, readLedger } from "../../github/ledger/ledger.ts";
import { judgeEdit } from "../../policy/comment/judge-edit.ts";
import type { Edit, LedgerEntry } from "../../policy/ledger/entry.ts";
import { sourceName } from "../../policy/plan.ts";
import { reason } from "../../policy/reason.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { isConfigured } from "../pull-request/is-configured.ts";
import { lookRequest } from "../subjects.ts";
import { tellNotRead } from "./tell-not-read.ts";

const RecordEdit = z.object({
  ...at,
  number: z.number().int().positive(),
  source: z.object({ kind: z.enum(["comment", "review"]), id: z.number().int().positive() }),
  how: z.enum(["edited", "deleted", "dismissed"]),
  changedAt: z.iso.datetime({ offset: true }),
  /** Whose text it is, and who changed it; null for accounts that are gone. */
  author: z.object({ id: z.number(), login: z.string(), isBot: z.boolean() }).nullable(),
  sender: z.object({ id: z.number(), login: z.string() }).nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
type RecordEdit = z.infer<typeof RecordEdit>;

/** Somebody changed or deleted a text with commands, or dismissed a review. That can close the gate and never open it. */
export const recordEditJob = defineJob({
  name: "record-edit",
  payload: RecordEdit,
  process: async (payload: RecordEdit, deps: Deps) => {
    const { source, how, author, sender, before, after } = payload;
    // Nobody knows who it was → somebody else.
    const isByAuthor = sender !== null && sender.id === author?.id;
    const judged = judgeEdit({ before: before ?? "", after: how === "edited" ? (after ?? "") : undefined });
    const facts = { source, how, byId: sender?.id, isByAuthor };
    if (judged.changesNothing) {
      if (!isByAuthor) deps.log.info(facts, "somebody else changed a comment, its commands stay as they were");
      return;
    }
    const { adds, dropsStop } = judged;
    deps.log.info({ ...facts, adds, dropsStop }, "the commands of a comment or review were changed");
    if (deps.dryRun || !(await isConfigured(payload, deps))) return;
    // A dismissed review still shows its text, but stands for nothing any more.
    const kept = how === "dismissed" ? [] : [...judged.kept];
    const moment = { at: new Date(payload.changedAt).toISOString(), actor: sender };
    await record({ kind: "edited", source, ...moment, how, isByAuthor, kept }, payload, deps);
    if (!adds || !isByAuthor || author === null || author.isBot) return;
    const { number } = payload;
    const unread = { number, source, body: after ?? "", at: new Date(payload.changedAt), authorId: author.id };
    await tellNotRead(unread, reason("edit-not-read", {}), payload, deps);
  },
});

async function record(edit: Edit, payload: RecordEdit, { store, enqueue }: Deps): Promise<void> {
  const { repositoryId, number } = payload;
  if (takesMoreBack(edit, await readLedger(store, repositoryId, number))) {
    await appendEntries(store, repositoryId, number, [edit]);
  }
  // Also when a first attempt has recorded it and did not get to ask.
  await enqueue([lookRequest(payload, number)]);
}

/** Whoever edits a comment again and again must not make its ledger grow: what is taken back is so once. */
function takesMoreBack(edit: Edit, ledger: readonly LedgerEntry[]): boolean {
  const earlier = ledger
    .filter((entry) => entry.kind === "edited")
    .filter(
      ({ source, isByAuthor }) => sourceName(source) === sourceName(edit.source) && (edit.isByAuthor || !isByAuthor),
    );
  const [first, ...others] = earlier;
  if (first === undefined) return true;
  const standing = first.kept.filter((word) => others.every(({ kept }) => kept.includes(word)));
  return standing.some((word) => !edit.kept.includes(word));
}
