import { z } from "zod";
import { tagOnMerge } from "../../config/programs/on-merge.ts";
import type { Config } from "../../config/schema.ts";
import type { Octokit } from "../../github/client/octokit.ts";
import { findConfig } from "../../github/facts/config-source.ts";
import { findMerge, isOnBranch, type Merge } from "../../github/facts/merge.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { findTagged, TagRefused, type TagRefusal } from "../../github/posts/tag.ts";
import { shortSha } from "../../policy/text/short-sha.ts";
import type { Effect, NoticeEffect } from "../../policy/effect.ts";
import { type Reason, reason } from "../../policy/reason.ts";
import { refNameProblem } from "../../policy/text/ref-name.ts";
import { defineJob } from "../../queue/job.ts";
import { sentenceWithFix } from "../../render/reason.ts";
import { renderTagMessage } from "../../render/tag-message.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { type FinalWords, findFinalWords, noteTagged } from "./final-words.ts";

const Payload = z.object({
  ...at,
  number: z.number().int().positive(),
  /** As it was when it was merged: whoever changes it later tags nothing else. */
  baseBranch: z.string(),
  headSha: z.string(),
  title: z.string(),
  /** How often the branch did not have the commit yet. */
  waited: z.number().int().nonnegative().default(0),
});
type Payload = z.infer<typeof Payload>;

// GitHub tells of a merge before every server of it has seen the branch move.
const waitsMs = [10_000, 60_000, 600_000];

/**
 * A pull request was merged: gives the commit that the merge made its tag, if the last look before it found that one is
 * due and that the gates held, and says on the pull request what came of it. What was not looked at is never tagged: who
 * merges it all the same may not choose a tag by the title. A merge is tagged once.
 */
export const tagMergeJob = defineJob({
  name: "tag-merge",
  payload: Payload,
  process: async (payload: Payload, deps: Deps) => {
    const words = await findFinalWords(deps.store, payload);
    if (words?.isTagged === true) return;
    const octokit = await deps.github.installation(payload.installationId);
    if (words !== undefined && isOf(words, payload)) await settle(words, payload, octokit, deps);
    else await tellUnjudged(words, payload, octokit, deps);
  },
});

function isOf({ title, baseBranch, headSha }: FinalWords, merged: Payload): boolean {
  return title === merged.title && baseBranch === merged.baseBranch && headSha === merged.headSha;
}

async function settle(words: FinalWords, payload: Payload, octokit: Octokit, deps: Deps): Promise<void> {
  const { baseBranch, waited } = payload;
  const merge = await findMerge(payload.number, payload, octokit);
  if (merge === undefined) return;
  if (!words.isReady) return tellUntagged("merge-tag-not-ready", words.tag.name, merge, payload, octokit, deps);
  if (await isOnBranch(merge.sha, baseBranch, payload, octokit)) return tag(words, merge, payload, deps);
  const delayMs = waitsMs[waited];
  if (delayMs !== undefined) {
    return deps.enqueue([{ job: "tag-merge", payload: { ...payload, waited: waited + 1 }, delayMs }]);
  }
  const { name } = words.tag;
  const said = { tag: name, commit: shortSha(merge.sha), base: baseBranch, command: byHand(name, merge.sha) };
  await tell(reason("merge-tag-unreachable", said), merge, payload, deps);
}

/** Silent where no tag would be due: by the rules of now, and where they cannot be used by what was known before. */
async function tellUnjudged(
  words: FinalWords | undefined,
  payload: Payload,
  octokit: Octokit,
  deps: Deps,
): Promise<void> {
  const { number, baseBranch, title } = payload;
  const finding = await findConfig(octokit, { ...payload, ref: baseBranch }, deps.store);
  const config = finding.state === "valid" ? finding.config : undefined;
  if (config === undefined ? words === undefined : !mayTag(config)) return;
  const merge = await findMerge(number, payload, octokit);
  if (merge === undefined) return;
  const due = config === undefined ? words?.tag : tagOnMerge(config, { ...merge.pullRequest, title });
  if (due !== undefined) await tellUntagged("merge-tag-unjudged", due.name, merge, payload, octokit, deps);
}

/** Told without a request; which pull requests it is about takes one. */
function mayTag({ pull_request: pullRequest, programs }: Config): boolean {
  return [pullRequest, ...Object.values(programs)].some(({ on_merge: onMerge }) => onMerge !== undefined);
}

/** Not where somebody, or we before the store was lost, have tagged it. */
async function tellUntagged(
  why: "merge-tag-unjudged" | "merge-tag-not-ready",
  name: string,
  merge: Merge,
  payload: Payload,
  octokit: Octokit,
  deps: Deps,
): Promise<void> {
  const invalid = whyInvalid(name, merge);
  if (invalid === undefined && (await findTagged(name, payload, octokit)) === merge.sha) return;
  const said = { tag: name, commit: shortSha(merge.sha), command: byHand(name, merge.sha) };
  await tell(invalid ?? reason(why, said), merge, payload, deps);
}

/** Tags, or says why not. */
async function tag(words: FinalWords, merge: Merge, payload: Payload, deps: Deps): Promise<void> {
  const { name, annotate } = words.tag;
  const { sha, by, pullRequest } = merge;
  const invalid = whyInvalid(name, merge);
  if (invalid !== undefined) return tell(invalid, merge, payload, deps);
  const titled = { ...pullRequest, title: words.title, headSha: words.headSha };
  const message = renderTagMessage(titled, { by, last: words, withGates: annotate === "summary" });
  try {
    await apply([{ kind: "tag", name, sha, message }], merge, payload, deps);
  } catch (error) {
    if (!(error instanceof TagRefused)) throw error;
    return tell(refused(error.refusal, name, sha), merge, payload, deps);
  }
  await tell(reason("merge-tagged", { tag: name, commit: shortSha(sha) }), merge, payload, deps);
  if (!deps.dryRun) await noteTagged(deps.store, payload, words);
}

function whyInvalid(name: string, { sha }: Merge): Reason | undefined {
  const problem = refNameProblem(name);
  if (problem === undefined) return undefined;
  return reason("merge-tag-invalid", { tag: name, commit: shortSha(sha), safeProblem: problem });
}

function refused(refusal: TagRefusal, name: string, sha: string): Reason {
  const words = { tag: name, commit: shortSha(sha), command: byHand(name, sha) };
  switch (refusal.kind) {
    case "elsewhere":
      return reason("merge-tag-elsewhere", { ...words, other: shortSha(refusal.sha) });
    case "branch":
      return reason("merge-tag-branch", { tag: words.tag, commit: words.commit });
    case "not-allowed":
      return reason("merge-tag-not-allowed", { ...words, answer: refusal.answer });
    case "refused":
      return reason("merge-tag-refused", { ...words, answer: refusal.answer });
  }
}

/** The name has passed git's rules, but a shell reads more into it. */
function byHand(name: string, sha: string): string {
  const quoted = `'${name.replaceAll("'", `'\\''`)}'`;
  return `git tag -a ${quoted} ${sha} && git push origin ${quoted}`;
}

/** One notice, whatever came of it: a tag is not seen from the pull request. */
async function tell(outcome: Reason, merge: Merge, payload: Payload, deps: Deps): Promise<void> {
  const body = sentenceWithFix(outcome);
  const notice: NoticeEffect = { kind: "notice", number: payload.number, topic: "on-merge", body };
  await apply([notice], merge, payload, deps);
}

async function apply(
  effects: readonly Effect[],
  { pullRequest }: Merge,
  payload: Payload,
  { github, store, log, dryRun }: Deps,
): Promise<void> {
  const octokit = await github.installation(payload.installationId);
  const target = { ...payload, hasComments: pullRequest.comments > 0 };
  await applyEffects(effects, target, { octokit, store, appId: github.appId, log, dryRun });
}
