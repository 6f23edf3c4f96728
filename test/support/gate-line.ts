import type { PullRequestPage } from "./pull-request-page.ts";

/** The line of a gate in the composite's table; empty where it has none. */
export async function gateLine(page: PullRequestPage, gate: string): Promise<string> {
  const { summary = "" } = (await page.check()) ?? {};
  return summary.split("\n").find((line) => line.startsWith(`| \`${gate}\` |`)) ?? "";
}
