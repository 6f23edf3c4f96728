import { z } from "zod";
import { findConfig } from "../../github/facts/config-source.ts";
import { isCommandDone, markCommandDone } from "../../github/ledger/command-done.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { repositorySeal } from "../../github/triage/repository-seal.ts";
import { appendTriage } from "../../github/triage/triage-ledger.ts";
import { findTriagePlace } from "../../github/triage/triage-place.ts";
import { readTriage, type TriageRead } from "../../policy/advisory/triage/commands/run-triage.ts";
import { reason } from "../../policy/reason.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import { type Allowance, commentsPerHour, takeAllowance } from "../comment/command-rate.ts";
import { decideOnce } from "../comment/decide-once.ts";
import type { Deps } from "../deps.ts";
import { configReason } from "../pull-request/config-reason.ts";
import { type AnsweredComment, answerTriage, answerUnreadTriage, refuseTriage } from "./answer-triage.ts";
import { collectTriageContext } from "./collect-triage-context.ts";
import { scanRequest } from "./scan-request.ts";
import { findScannedRepository } from "./scanned-branch.ts";

const TriageAdvisory = z.object({
  ...at,
  /** The issue or the pull request. */
  number: z.int().positive(),
  isPullRequest: z.boolean(),
  /** The comment, as it was when it was written. */
  source: z.object({
    id: z.int().positive(),
    body: z.string(),
    at: z.iso.datetime({ offset: true }),
    author: z.object({ id: z.number(), login: z.string(), isBot: z.boolean() }).nullable(),
    viaAppId: z.number().nullable(),
  }),
});
export type TriageAdvisory = z.infer<typeof TriageAdvisory>;
type Author = NonNullable<TriageAdvisory["source"]["author"]>;

/** Runs the triage commands of one comment, once: what it decides is recorded, and the scan makes of it what it must. */
export const triageAdvisoryJob = defineJob({
  name: "triage-advisory",
  payload: TriageAdvisory,
  process: async (payload: TriageAdvisory, deps: Deps): Promise<void> => {
    const { number, repositoryId, isPullRequest, source } = payload;
    const { store, log, dryRun } = deps;
    const { author } = source;
    // Nobody's consent, and two bots would never stop talking.
    if (author === null || author.isBot || source.viaAppId !== null) return;
    const read = readTriage(source.body, { isShared: isPullRequest });
    const comment = { kind: "comment" as const, id: source.id };
    if (read.state === "none" || (await isCommandDone(store, comment, "triage"))) return;
    const reader = { repositoryId, number, personId: author.id };
    const allowance = await takeAllowance(store, reader, { source: comment, at: new Date(source.at) });
    if (allowance === "silent") {
      log.warn({ personId: author.id }, "too many commands in an hour, not run");
    } else {
      const decide = () => findAnswer(read, allowance, payload, author, deps);
      const answer = await decideOnce(`triage-answer/comment-${source.id}`, decide, deps);
      if (answer === undefined) return;
      await act(answer, payload, author, deps);
    }
    if (!dryRun) await markCommandDone(store, comment, "triage");
  },
});

async function act(answer: AnsweredComment, payload: TriageAdvisory, author: Author, deps: Deps): Promise<void> {
  const { github, store, log, enqueue, dryRun } = deps;
  if (!dryRun) {
    for (const { advisory, entry } of await appendTriage(store, payload.repositoryId, answer.recorded)) {
      log.info({ advisory, entry: entry.kind, personId: author.id }, "recorded in the ledger");
    }
    // Before anything is said: a reaction that fails must not keep a decision from being applied.
    if (answer.asksForScan) await enqueue([scanRequest(payload)]);
  }
  const octokit = await github.installation(payload.installationId);
  await applyEffects(answer.effects, payload, { octokit, store, appId: github.appId, log, dryRun });
}

/** Undefined where nobody waits for us: on other issues, and in repositories that do not scan for advisories. */
async function findAnswer(
  read: Exclude<TriageRead, { readonly state: "none" }>,
  allowance: Allowance,
  payload: TriageAdvisory,
  author: Author,
  deps: Deps,
): Promise<AnsweredComment | undefined> {
  const { number, source } = payload;
  const octokit = await deps.github.installation(payload.installationId);
  const seal = repositorySeal(deps.github, payload.repositoryId);
  const place = await findTriagePlace(octokit, payload, { number, appId: deps.github.appId, seal });
  if (place === undefined) return undefined;
  const repository = await findScannedRepository(octokit, payload);
  if (repository.state === "skipped") return undefined;
  const { defaultBranch } = repository;
  const finding = await findConfig(octokit, { ...payload, ref: defaultBranch }, deps.store);
  if (finding.state === "never") return undefined;
  const written = { number, commentId: source.id, body: source.body };
  if (finding.state !== "valid") {
    // On a pull request somebody else's bot may be meant; our own issue says whose commands these are.
    if (place.kind === "pull-request") return undefined;
    return refuseTriage(written, configReason(finding, { ...payload, base: defaultBranch }));
  }
  const { config } = finding;
  const rules = config.advisories;
  if (rules === undefined) return undefined;
  if (allowance === "told") {
    const limit = String(commentsPerHour);
    return refuseTriage(written, reason("too-many-comments", { actor: author.login, limit }));
  }
  if (read.state !== "lines") return answerUnreadTriage(written, read);
  const actor = { id: author.id, login: author.login };
  const comment = { id: source.id, at: new Date(source.at) };
  const asked = { lines: read.lines, place, config, rules, defaultBranch, actor, comment };
  return answerTriage(written, read, await collectTriageContext(asked, payload, octokit, deps));
}
