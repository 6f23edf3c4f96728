import { RequestError } from "@octokit/request-error";

/** Status and message of a refused request; fails when it was not refused. */
export async function refusal(
  request: Promise<unknown>,
): Promise<{ readonly status: number; readonly message: string }> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RequestError)) throw new Error("the request was not refused", { cause: error });
  return { status: error.status, message: error.message };
}
