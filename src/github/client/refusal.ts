import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import { RetryLater } from "../../queue/job.ts";
import { pauseOf } from "./pause.ts";

/**
 * The status with which GitHub refuses for good, whatever the error was wrapped in: a permission that the App lacks, or
 * something that a repository has switched off. Undefined for everything that waiting may heal.
 */
export function findRefusal(error: unknown, now: Date): number | undefined {
  // What asks us to wait is a 403 too, underneath.
  if (!(error instanceof Error) || error instanceof RetryLater) return undefined;
  if (error instanceof RequestError) {
    const { status } = error;
    if (status === 403) return pauseOf(error, now) === undefined ? status : undefined;
    return status === 404 || status === 410 ? status : undefined;
  }
  return Forbidden.safeParse(error).success ? 403 : findRefusal(error.cause, now);
}

/** GraphQL answers 200 also where it refuses. */
const Forbidden = z.object({
  name: z.literal("GraphqlResponseError"),
  errors: z.array(z.object({ type: z.enum(["FORBIDDEN", "INSUFFICIENT_SCOPES"]) })).min(1),
});
