import type { ReasonText } from "./reason-text.ts";

/** What is said of check runs, commit statuses and steps of jobs. */
export const checksReasons = {
  "checks-pass": { says: "{names} succeeded." },
  "check-running": { says: "{name} is {status}." },

  "check-not-reported": {
    says: "{name} has not been reported for this head, which has been there since {since}.",
    fix: "Wait for it; CI may not have begun.",
  },
  "check-never-reported": {
    says: "{name} was not reported for this head, which has been there since {since}, and probably never will be.",
    fix: "See whether a path filter, another name or a workflow that did not start keeps it from running.",
    needsAction: true,
  },
  "check-renamed": {
    says: "{near} was reported, which may be {name} under another name.",
    fix: "Correct the name in .github/gatehouse.yml on the base branch, or in the workflow.",
  },
  "check-other-app": {
    says: "{reporters} reported {name}, and only what {app} reports counts.",
    fix: "Correct the gate in .github/gatehouse.yml on the base branch, or let {app} report it.",
  },
  "check-shared-name": { says: "{name} was reported by {reporters}: each of them must succeed." },

  "check-failed": { says: "{name} failed.", fix: "Open the check, fix what it names, and push." },
  "check-errored": {
    says: "{name} ended in an error.",
    fix: "See why where it is run, and let it report again.",
  },
  "check-neutral": {
    says: "{name} ended as neutral, which shows nothing to work.",
    fix: "Let it succeed or fail, or require another check.",
  },
  "check-skipped": {
    says: "{name} was skipped, so nothing was shown to work.",
    fix: "See which condition or path filter skipped it. Let it run, or require it only where it runs.",
  },
  "check-cancelled": { says: "{name} was cancelled.", fix: "Run it again." },
  "check-timed-out": {
    says: "{name} took too long and was stopped.",
    fix: "Run it again, or see what it waited for.",
  },
  "check-stale": {
    says: "{name} never finished, and GitHub gave it up.",
    fix: "Run it again.",
  },
  "check-startup-failure": {
    says: "{name} could not start.",
    fix: "See whether its workflow is valid, and may use all that it uses.",
  },
  "check-action-required": {
    says: "{name} waits for somebody to act on it.",
    fix: "Open the check and do what it asks for, such as allowing the run of a first contribution.",
  },
  "check-not-successful": {
    says: "{name} ended as {conclusion}, which is no success.",
    fix: "Open the check and see what it says.",
  },

  "step-skipped": {
    says: "{name} was skipped: its condition did not hold, or a step before it failed.",
    fix: "Open the job and see why.",
  },
  "step-not-begun": { says: "{job} has not come to its step {step} yet." },
  "step-cut-off": {
    says: "{job} ended as {conclusion} before its step {step} was done.",
    fix: "Run the job again.",
  },
  "step-absent": {
    says: "{job} ended, and no step of it is called {step}.",
    fix: "Correct the name in .github/gatehouse.yml on the base branch, or in the workflow.",
  },
  "steps-unknown": {
    says: "The steps of {job} are not known: GitHub has forgotten the job, or more than {limit} jobs are named.",
    fix: "Run the job again, or name fewer.",
  },
} as const satisfies Record<string, ReasonText>;
