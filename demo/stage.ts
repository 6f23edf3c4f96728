import type { World } from "../test/support/world.ts";
import { readMarkdown, type Terminal } from "./terminal.ts";

/** Where the story plays: the servers, the transcript, and the pull request it is about. */
export interface Stage {
  readonly world: World;
  readonly terminal: Terminal;
  readonly pullRequest: { number: number; headSha: string };
}

/** Somebody comments; resolves when Gatehouse has done all it will do about it. */
export async function say({ world, terminal, pullRequest }: Stage, login: string, body: string): Promise<number> {
  terminal.act(login, `comments  ${body}`);
  const { id } = await world.github.as(login).comment(pullRequest.number, body);
  await world.settled();
  return id;
}

export async function readCheck({ world, pullRequest }: Stage, name: string) {
  const run = (await world.github.checkRuns(pullRequest.headSha)).find((each) => each.name === name);
  if (run === undefined) throw new Error(`there is no check ${name} at ${pullRequest.headSha}`);
  return run;
}

/** The state of the composite as branch protection sees it. */
export async function readComposite(stage: Stage): Promise<string> {
  const { status, conclusion } = await readCheck(stage, "gatehouse");
  return conclusion ?? status;
}

export async function readSummary({ world, pullRequest }: Stage): Promise<string> {
  const comments = await world.github.comments(pullRequest.number);
  const [summary, ...others] = comments.filter(({ body }) => body.startsWith("<!-- gatehouse:summary"));
  must(summary !== undefined && others.length === 0, "there is exactly one summary comment");
  return summary?.body ?? "";
}

/** One gate of the summary, with everything that was found. */
export async function readGate(stage: Stage, name: string): Promise<string> {
  const lines = readMarkdown(await readSummary(stage)).split("\n");
  const start = lines.findIndex((line) => line.endsWith(`  ${name}`));
  must(start >= 0, `the summary has the gate ${name}`);
  const found = lines.slice(start + 1);
  const end = found.findIndex((line) => !line.startsWith(" "));
  return [lines[start], ...(end < 0 ? found : found.slice(0, end))].join("\n");
}

/** The demo shows what is; when that is not what it says, it fails. */
export function must(isSo: boolean, claim: string): void {
  if (!isSo) throw new Error(`the demo expected that ${claim}`);
}
