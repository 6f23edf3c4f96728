/**
 * A login as logins are compared: REST adds `[bot]` to that of a bot, GraphQL and the pages leave it out, and GitHub does
 * not tell capitals from small letters. Whether it is a bot is a fact of its own.
 */
export function bareLogin(login: string): string {
  return login.toLowerCase().replace(/\[bot\]$/, "");
}

/** No person's login can hold brackets. */
export function isBotLogin(login: string): boolean {
  return login.toLowerCase().endsWith("[bot]");
}

/** Whether a login is meant by what is written: `codex` is the bot or the person, `codex[bot]` the bot only. */
export function isMeant(login: string, written: string): boolean {
  return bareLogin(login) === bareLogin(written) && (isBotLogin(login) || !isBotLogin(written));
}
