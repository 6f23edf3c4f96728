import { shortSha } from "../../text/short-sha.ts";
import type { AlwaysThere, Facts } from "../../facts.ts";
import { type Reason, reason } from "../../reason.ts";
import { nearest } from "../../text/nearest.ts";
import { utcMinute } from "../../text/utc-minute.ts";
import { type ArtifactDocument, artifactKey, type ArtifactWant, type EvidenceRun } from "../artifact.ts";
import { formatOf } from "../formats/format.ts";
import { mayBeginUntil } from "./may-begin.ts";
import { type Reading, readAs, unread } from "./reading.ts";
import { selfReport } from "./self-report.ts";

/** A file that a run of a workflow uploaded. */
export function readArtifact(want: ArtifactWant, facts: Pick<Facts, AlwaysThere | "artifacts" | "files">): Reading {
  const { artifacts, files } = facts;
  const found = artifacts.get(artifactKey(want)) ?? { state: "never-ran" };
  const { workflow, path } = want;
  if (found.state === "never-ran") return unread(path, reason("evidence-never-ran", { workflow }));
  if (found.state === "never-queued") return neverQueued(want, facts);
  const { run } = found;
  const words = { ...runInWords(run), workflow };
  const told = {
    run,
    // The run of a base branch had the workflow of that branch.
    caveats: run.isOfHead
      ? selfReport(files, `.github/workflows/${workflow}`)
      : [reason("evidence-of-base", { ...words, branch: run.branch })],
    notes: run.isOfHead ? [reason("evidence-run", words)] : [],
  };
  if (found.state === "running") {
    const why = reason("evidence-running", words);
    return { name: path, ...told, notes: [], outcome: { ok: false, state: "pending", reason: why } };
  }
  if (found.state !== "found") return unread(path, whyUnread(found, want), told);
  const format = formatOf(found.file);
  if (format === undefined) return unread(found.file, reason("evidence-format", { file: found.file }), told);
  return readAs(format, found, found.file, told);
}

/** Whoever is told "no data" is thrown out of the queue, so the run is waited for. */
function neverQueued({ workflow, path }: ArtifactWant, facts: Pick<Facts, "now" | "headSince">): Reading {
  const until = mayBeginUntil(facts);
  if (until === undefined) return unread(path, reason("evidence-never-queued", { workflow }));
  const why = reason("evidence-not-begun", { workflow, until: utcMinute(until) });
  return {
    name: path,
    caveats: [],
    notes: [],
    outcome: { ok: false, state: "pending", reason: why, changesAt: until },
  };
}

function whyUnread(
  found: Exclude<ArtifactDocument, { state: "found" | "running" | "never-ran" | "never-queued" }>,
  { workflow, name, path }: ArtifactWant,
): Reason {
  const run = String(found.run.id);
  switch (found.state) {
    case "no-artifact":
      return found.names.length === 0
        ? reason("artifact-none", { run, workflow, name })
        : reason("artifact-absent", { run, workflow, name, names: nearestFirst(name, found.names) });
    case "no-file":
      return found.names.length === 0
        ? reason("artifact-empty", { run, name, path })
        : reason("artifact-without-file", { run, name, path, names: nearestFirst(path, found.names) });
    case "ambiguous":
      return reason("artifact-ambiguous", { run, names: found.names });
    case "expired":
      return reason("artifact-expired", { run, name, workflow });
    case "too-large":
      return reason("evidence-too-large", { file: name, bytes: String(found.bytes), limit: String(found.limit) });
    case "unreadable":
      return reason("artifact-unreadable", { run, name, problem: found.problem });
  }
}

/** What is there instead, what was probably meant before the rest. */
function nearestFirst(wanted: string, names: readonly string[]): readonly string[] {
  const lastOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  const compared = names.slice(0, mostCompared);
  const guess = nearest(lastOf(wanted), compared.map(lastOf));
  const near = compared.filter((name) => lastOf(name) === guess);
  return [...near, ...names.filter((name) => !near.includes(name))].slice(0, mostShown);
}

const mostCompared = 200;
const mostShown = 10;

function runInWords({ id, headSha, startedAt }: EvidenceRun) {
  return { run: String(id), head: shortSha(headSha), at: utcMinute(startedAt) };
}
