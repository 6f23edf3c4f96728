import type { JobDefinition } from "../queue/job.ts";
import { announceReleaseJob } from "./release/announce-release.ts";
import type { Deps } from "./deps.ts";
import { dueAdvisoriesJob } from "./advisory/due-advisories.ts";
import { evaluateHeadJob } from "./pull-request/evaluate-head.ts";
import { evaluateMergeGroupJob } from "./merge-queue/evaluate-merge-group.ts";
import { evaluatePullRequestJob } from "./pull-request/evaluate-pull-request.ts";
import { forgetMergeGroupJob } from "./merge-queue/forget-merge-group.ts";
import { forgetPeopleJob } from "./sweep/forget-people.ts";
import { reconcilePullRequestJob } from "./sweep/reconcile-pull-request.ts";
import { noteChangeJob } from "./pull-request/note-change.ts";
import { noteOwnerConfigJob } from "./sweep/note-owner-config.ts";
import { recordEditJob } from "./comment/record-edit.ts";
import { recordLabelJob } from "./pull-request/record-label.ts";
import { recordObjectionJob } from "./comment/record-objection.ts";
import { recordMovementJob } from "./pull-request/record-movement.ts";
import { reportDriftJob } from "./pull-request/report-drift.ts";
import { reportAdvisoriesJob } from "./advisory/report-advisories.ts";
import { rescanBranchJob } from "./advisory/rescan-branch.ts";
import { rescanPackageJob } from "./advisory/rescan-package.ts";
import { redeliverFailedJob } from "./sweep/redeliver-failed.ts";
import { restoreCommentJob } from "./pull-request/restore-comment.ts";
import { runCommandJob } from "./comment/run-command.ts";
import { scanAdvisoriesJob } from "./advisory/scan-advisories.ts";
import { sweepInstallationJob } from "./sweep/sweep-installation.ts";
import { sweepRepositoryJob } from "./sweep/sweep-repository.ts";
import { tagMergeJob } from "./pull-request/tag-merge.ts";
import { tellChatJob } from "./advisory/deliver-news.ts";
import { triageAdvisoryJob } from "./advisory/triage-advisory.ts";
import { sweepJob } from "./sweep/sweep.ts";
import { weeklyReportJob } from "./advisory/weekly-report.ts";

/** Every job that a worker can run. */
export const jobs: readonly JobDefinition<Deps>[] = [
  evaluatePullRequestJob,
  evaluateHeadJob,
  recordMovementJob,
  noteChangeJob,
  runCommandJob,
  recordEditJob,
  recordObjectionJob,
  recordLabelJob,
  tagMergeJob,
  reportDriftJob,
  restoreCommentJob,
  evaluateMergeGroupJob,
  forgetMergeGroupJob,
  forgetPeopleJob,
  noteOwnerConfigJob,
  reconcilePullRequestJob,
  sweepJob,
  sweepInstallationJob,
  sweepRepositoryJob,
  redeliverFailedJob,
  announceReleaseJob,
  scanAdvisoriesJob,
  triageAdvisoryJob,
  dueAdvisoriesJob,
  rescanBranchJob,
  rescanPackageJob,
  tellChatJob,
  weeklyReportJob,
  reportAdvisoriesJob,
];
