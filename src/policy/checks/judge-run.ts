import { type Reason, reason } from "../reason.ts";
import { type Part, passed } from "./part.ts";

/** A check run, a commit status or a step, as far as it got. */
interface Run {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | undefined;
}

/** Only `success` passes: all the others say that nothing was shown to work, also those that satisfy branch protection. */
export function judgeRun({ name, status, conclusion }: Run): Part {
  if (status !== "completed") {
    return { state: "pending", reasons: [reason("check-running", { name, status: status.replaceAll("_", " ") })] };
  }
  return conclusion === "success" ? passed : { state: "fail", reasons: [whyNot(name, conclusion)] };
}

function whyNot(name: string, conclusion = "unknown"): Reason {
  switch (conclusion) {
    case "failure":
      return reason("check-failed", { name });
    case "error":
      return reason("check-errored", { name });
    case "neutral":
      return reason("check-neutral", { name });
    case "skipped":
      return reason("check-skipped", { name });
    case "cancelled":
      return reason("check-cancelled", { name });
    case "timed_out":
      return reason("check-timed-out", { name });
    case "stale":
      return reason("check-stale", { name });
    case "startup_failure":
      return reason("check-startup-failure", { name });
    case "action_required":
      return reason("check-action-required", { name });
    // GitHub may come up with others.
    default:
      return reason("check-not-successful", { name, conclusion });
  }
}
