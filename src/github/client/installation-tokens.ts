import type { Octokit } from "./octokit.ts";

/** Tokens of installations, asked for once and used until shortly before they expire. */
export interface InstallationTokens {
  get(installationId: number): Promise<string>;
  /** Forgets this token; another one, that somebody has fetched since, stays. */
  drop(installationId: number, token: string): void;
}

interface Token {
  readonly token: string;
  readonly expiresAt: Date;
}

// A request that begins with a valid token must also end with one, and clocks differ.
const marginMs = 5 * 60 * 1000;

/**
 * Instead of auth-app's own cache, which uses a revoked token for up to 59 minutes and answers a 401 in the first
 * seconds of a token by sleeping inside the request.
 */
export function createInstallationTokens(app: Octokit, now: () => Date): InstallationTokens {
  const cached = new Map<number, Token>();
  const asked = new Map<number, Promise<Token>>();

  async function ask(installationId: number): Promise<Token> {
    const { data } = await app.rest.apps.createInstallationAccessToken({ installation_id: installationId });
    const token = { token: data.token, expiresAt: new Date(data.expires_at) };
    cached.set(installationId, token);
    return token;
  }

  return {
    async get(installationId) {
      const known = cached.get(installationId);
      if (known !== undefined && known.expiresAt.getTime() - marginMs > now().getTime()) return known.token;
      // Jobs of one installation start together; one token serves them all.
      const asking = asked.get(installationId) ?? ask(installationId).finally(() => asked.delete(installationId));
      asked.set(installationId, asking);
      return (await asking).token;
    },
    drop(installationId, token) {
      if (cached.get(installationId)?.token === token) cached.delete(installationId);
    },
  };
}
