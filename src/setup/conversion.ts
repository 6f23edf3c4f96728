import { z } from "zod";

const answerLimitMs = 10_000;

/** The App that GitHub made from our manifest. */
export const NewApp = z.object({
  id: z.int().positive(),
  name: z.string(),
  html_url: z.url({ protocol: /^https?$/ }),
  // Both go into a file that a line break or quote could break out of.
  pem: z.string().regex(/^-----BEGIN [A-Z ]+-----[\w\s+/=]+-----END [A-Z ]+-----\s*$/),
  webhook_secret: z
    .string()
    .regex(/^[\w-]+$/)
    .nullish(),
});
export type NewApp = z.infer<typeof NewApp>;

/**
 * Exchanges the code of a registration for the App's id, key and secret. A code works once and for an hour. Throws with
 * words that hold nothing of the answer: a part of the key may be in it.
 */
export async function convertManifestCode(githubApiUrl: string, code: string): Promise<NewApp> {
  const response = await fetch(`${githubApiUrl}/app-manifests/${encodeURIComponent(code)}/conversions`, {
    method: "POST",
    headers: { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28", "user-agent": "gatehouse" },
    redirect: "error",
    signal: AbortSignal.timeout(answerLimitMs),
  });
  if (!response.ok) throw new Error(`GitHub answered ${response.status} to the code`);
  const parsed = NewApp.safeParse(await response.json());
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(`GitHub's answer lacks or garbles: ${where}`);
  }
  return parsed.data;
}
