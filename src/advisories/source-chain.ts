import type { AdvisoryRecord } from "../policy/advisory/records/record.ts";
import { RetryLater } from "../queue/job.ts";
import type { AdvisoryAnswer, AdvisorySource, PackageQuery } from "./source.ts";
import { SourceSilent } from "./source.ts";

/** Is told of a source that did not answer, although another one did. */
export type WarnOfSource = (trouble: { readonly source: string; readonly error: unknown }) => void;

/**
 * Sources in the order in which they are asked: the first that answers is believed, and says in `from` who it is. One
 * that asks to wait is waited for, unless another can answer now as well: an old dump is no reason not to wait.
 */
export function createSourceChain(
  [first, ...others]: readonly [AdvisorySource, ...AdvisorySource[]],
  warn: WarnOfSource,
): AdvisorySource {
  const sources = [first, ...others];
  return {
    name: first.name,
    query: (packages) => askInTurn<AdvisoryAnswer>(sources, (source) => query(packages, source), isFresh, warn),
    lookUp: (ids) =>
      askInTurn<ReadonlyMap<string, AdvisoryRecord | "unknown">>(
        sources,
        (source) => source.lookUp(ids),
        () => true,
        warn,
      ),
  };
}

async function query(packages: readonly PackageQuery[], source: AdvisorySource): Promise<AdvisoryAnswer> {
  const answer = await source.query(packages);
  const silent = answer.unanswered.filter(({ why }) => why === "unanswered").length;
  // Such as a dump without these ecosystems: another source may know more. What is found counts, also in a part.
  const isEmpty = packages.length > 0 && silent === packages.length && answer.records.length === 0;
  if (isEmpty) throw new SourceSilent("it left every package unanswered");
  return answer;
}

function isFresh({ from }: AdvisoryAnswer): boolean {
  return !from.isStale;
}

async function askInTurn<Answer>(
  sources: readonly AdvisorySource[],
  ask: (source: AdvisorySource) => Promise<Answer>,
  isAsGood: (answer: Answer) => boolean,
  warn: WarnOfSource,
): Promise<Answer> {
  const silent: { readonly source: string; readonly error: unknown }[] = [];
  let later: RetryLater | undefined;
  for (const source of sources) {
    try {
      const answer = await ask(source);
      if (later !== undefined && !isAsGood(answer)) break;
      for (const trouble of silent) warn(trouble);
      return answer;
    } catch (error) {
      if (!(error instanceof SourceSilent) && !(error instanceof RetryLater)) throw error;
      if (error instanceof RetryLater) later = earlier(later, error);
      silent.push({ source: source.name, error });
    }
  }
  if (later !== undefined) throw later;
  const why = silent.map(({ source, error }) => `${source}: ${error instanceof Error ? error.message : ""}`).join("; ");
  const cause = new AggregateError(silent.map(({ error }) => error));
  throw new SourceSilent(`no source of advisories answered. ${why}`, { cause });
}

function earlier(left: RetryLater | undefined, right: RetryLater): RetryLater {
  return left === undefined || right.retryAt < left.retryAt ? right : left;
}
