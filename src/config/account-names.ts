const login = "[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?";
/** The number tells one from who or what takes the name later. */
const pin = "(?:#\\d{1,12})?";
const person = `${login}${pin}`;
const teamName = `[A-Za-z0-9][A-Za-z0-9._-]*${pin}`;
const team = `@${login}/${teamName}`;

/** How accounts are written in the configuration. */
export const accountNames = {
  owner: new RegExp(`^(?:${person}|${team})$`),
  person: new RegExp(`^${person}$`),
  /** Without an organisation it is a team of the one that owns the repository. */
  team: new RegExp(`^@(?:${login}/)?${teamName}$`),
  agent: new RegExp(`^${login}(?:\\[bot\\])?$`),
  /** The short form of a backup. */
  backup: new RegExp(`^(?:${person}|@(?:${login}/)?${teamName})$`),
} as const;
