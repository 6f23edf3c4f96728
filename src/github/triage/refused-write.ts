import { RequestError } from "@octokit/request-error";
import { RetryLater } from "../../queue/job.ts";

/**
 * Runs a write, and gives the error where GitHub refuses this one for good, such as a label that it does not take: others
 * may still be written. Throws everything else.
 */
export async function findRefusedWrite(write: () => Promise<void>): Promise<Error | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (error instanceof Error && isRefused(error)) return error;
    throw error;
  }
}

/** Without a token, or too often, nothing else would be taken either. */
const forAll: readonly number[] = [401, 429];

function isRefused(error: Error): boolean {
  if (error instanceof RetryLater) return false;
  if (error instanceof RequestError) {
    return error.status >= 400 && error.status < 500 && !forAll.includes(error.status);
  }
  return error.cause instanceof Error && isRefused(error.cause);
}
