import { z } from "zod";
import type { AdvisoryPlaces } from "../../advisories/choose-source.ts";
import { advisoryPlacesOf, Variables } from "../../env-variables.ts";
import { readPrivateKey, readPrivateKeyFile } from "../../private-key.ts";

/** Whom we read GitHub as. */
export interface Credentials {
  readonly apiUrl: string;
  readonly advisories: AdvisoryPlaces;
  /** Undefined when nobody said which App it is. */
  readonly appId: number | undefined;
  readonly as:
    | { readonly kind: "app"; readonly privateKey: string }
    | { readonly kind: "user"; readonly token: string };
}

const Read = Variables.pick({
  APP_ID: true,
  PRIVATE_KEY: true,
  PRIVATE_KEY_PATH: true,
  GITHUB_API_URL: true,
  OSV_API_URL: true,
  OSV_DUMP: true,
  DATA_DIR: true,
}).extend({ GITHUB_TOKEN: z.string().optional(), GH_TOKEN: z.string().optional() });

/** As the App where its key is at hand, else with a token. Throws with what is missing; no problem repeats a value. */
export function readCredentials(
  env: Readonly<Record<string, string | undefined>>,
  givenAppId: string | undefined,
): Credentials {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Read.safeParse({ ...given, ...(givenAppId === undefined ? {} : { APP_ID: givenAppId }) });
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`).join("; "));
  }
  const { APP_ID: appId, GITHUB_API_URL: apiUrl, GITHUB_TOKEN, GH_TOKEN } = parsed.data;
  const places = { apiUrl, advisories: advisoryPlacesOf(parsed.data), appId };
  const privateKey = readKey(parsed.data);
  if (privateKey !== undefined && appId !== undefined) return { ...places, as: { kind: "app", privateKey } };
  const token = GITHUB_TOKEN ?? GH_TOKEN;
  if (token !== undefined) return { ...places, as: { kind: "user", token } };
  throw new Error(
    "set GITHUB_TOKEN (for example to what `gh auth token` prints), or APP_ID and PRIVATE_KEY of the App",
  );
}

function readKey({ PRIVATE_KEY, PRIVATE_KEY_PATH }: z.infer<typeof Read>): string | undefined {
  if (PRIVATE_KEY === undefined && PRIVATE_KEY_PATH === undefined) return undefined;
  const reading = PRIVATE_KEY === undefined ? readPrivateKeyFile(PRIVATE_KEY_PATH ?? "") : readPrivateKey(PRIVATE_KEY);
  if (reading.state === "invalid") throw new Error(reading.problem);
  return reading.privateKey;
}
