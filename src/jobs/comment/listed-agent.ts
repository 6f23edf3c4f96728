import type { Config } from "../../config/schema.ts";
import { bareLogin } from "../../policy/text/bare-login.ts";

/** Whether some area lists this bot account as an agent, with or without the `[bot]` that GitHub puts behind its name. */
export function isListedAgent(login: string, { areas }: Config): boolean {
  const bot = bareLogin(login);
  return Object.values(areas).some(({ agents = [], backups = [] }) => {
    const standIns = backups.flatMap((each) => (typeof each !== "string" && each.kind === "agent" ? each.who : []));
    return [...agents, ...standIns].some((name) => bareLogin(name) === bot);
  });
}
