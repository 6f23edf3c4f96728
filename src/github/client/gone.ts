import { RequestError } from "@octokit/request-error";

/** True when the request succeeded, false when GitHub says that what it names is not there any more. */
export async function unlessGone(request: Promise<unknown>): Promise<boolean> {
  return (await findUnlessGone(request.then(() => true))) === true;
}

/** The answer, or undefined when GitHub says that what the request names is not there any more. */
export async function findUnlessGone<Answer>(request: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof RequestError && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  }
}
