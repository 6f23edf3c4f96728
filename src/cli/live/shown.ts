import { RequestError } from "@octokit/request-error";

/** The answer, or an error in words. GitHub answers 404 also for what a token may not see. */
export async function requireShown<Answer>(request: Promise<Answer>, what: string): Promise<Answer> {
  const status = await request.then(() => undefined, statusOf);
  if (status === 401) throw new Error("GitHub does not take these credentials");
  if (status === 404) throw new Error(`GitHub shows no ${what}; it may not exist, or not for these credentials`);
  return request;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof RequestError ? error.status : undefined;
}
