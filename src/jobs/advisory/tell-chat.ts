import type { Config } from "../../config/schema.ts";
import type { RepositoryRef } from "../../github/client/octokit.ts";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import { isGranted } from "../../policy/announcement/announcement.ts";
import { type AdvisoryNews, renderChatLines } from "../../render/advisory/chat-lines.ts";
import type { AdvisoryReport } from "../../render/advisory/report.ts";
import type { Deps } from "../deps.ts";
import { type AdvisoryNewsItem, digestOf, findUntold, newsOf, noteTold } from "./chat-news.ts";
import { tellChatRequest } from "./deliver-news.ts";

interface At extends RepositoryRef {
  readonly installationId: number;
}

// More cards than this push everything else out of a channel.
const mostCards = 5;

/** Asks to tell the chat of each advisory that is new or overdue, where the configuration names a destination for it. */
export async function tellChat(
  changes: readonly TriageChange[],
  numbers: ReadonlyMap<string, number>,
  config: Config,
  at: At,
  deps: Deps,
): Promise<void> {
  if (config.notify?.advisories === undefined) return;
  const news = await findUntold(newsOf(changes, numbers, deps.now()), at.repositoryId, deps.store);
  if (news.length === 0) return;
  const isAsked = await ask(news.length > mostCards ? [together(news)] : news.map(alone), config, at, deps);
  // After it is asked for: what a crash leaves out is asked for again, under the same name.
  if (isAsked) await noteTold(news, at.repositoryId, deps.store);
}

/** Tells the chat that no source has answered for a while; once a day at most. */
export async function tellSilence(silences: number, config: Config, at: At, deps: Deps): Promise<void> {
  const day = deps.now().toISOString().slice(0, 10);
  await ask([{ news: { kind: "silent", silences }, path: "", about: `advisories-silent-${day}` }], config, at, deps);
}

/** Tells the chat what the weekly report says. */
export async function tellReport(report: AdvisoryReport, config: Config, at: At, deps: Deps): Promise<void> {
  const day = report.at.toISOString().slice(0, 10);
  const told = { news: { kind: "report", report }, path: issuesPath, about: `advisory-report-${day}` } as const;
  await ask([told], config, at, deps);
}

interface Told {
  readonly news: AdvisoryNews;
  /** Below the repository's page. */
  readonly path: string;
  readonly about: string;
}

const issuesPath = "/issues?q=is%3Aissue+is%3Aopen+label%3Aadvisory";

function alone({ kind, change, number, about }: AdvisoryNewsItem): Told {
  return { news: { kind, change }, path: `/issues/${number}`, about };
}

function together(news: readonly AdvisoryNewsItem[]): Told {
  const of = (kind: AdvisoryNewsItem["kind"]) => news.filter((item) => item.kind === kind).map(({ change }) => change);
  const about = `advisories-${digestOf(news.map((item) => item.about).toSorted())}`;
  return { news: { kind: "many", fresh: of("new"), overdue: of("overdue") }, path: issuesPath, about };
}

/** False where nothing is told: nobody wants to hear it, or the operator lets nobody. */
async function ask(told: readonly Told[], config: Config, at: At, deps: Deps): Promise<boolean> {
  const destination = config.notify?.advisories;
  if (destination === undefined) return false;
  const page = await findGrantedPage(destination, at, deps);
  if (page === undefined) return false;
  const { owner, repo } = at;
  const now = deps.now();
  const requests = told.map(({ news, path, about }) => {
    const message = renderChatLines(news, { owner, repo, htmlUrl: `${page.htmlUrl}${path}`, at: now });
    return tellChatRequest({ ...at, isPrivate: page.isPrivate, destination, about, message });
  });
  await deps.enqueue(requests);
  return true;
}

/** The page of a repository that may post there; what keeps it from that is logged. */
async function findGrantedPage(
  name: string,
  { installationId, owner, repo, repositoryId }: At,
  { chat, github, log }: Deps,
): Promise<{ readonly htmlUrl: string; readonly isPrivate: boolean } | undefined> {
  const refuse = (why: string) => {
    log.warn({ destination: name, why }, "advisories not told to the chat");
    return undefined;
  };
  if (chat === undefined) return refuse("no chat is configured");
  const grant = chat.destinations.get(name);
  if (grant === undefined) return refuse("the operator knows no such destination");
  const octokit = await github.installation(installationId);
  const { data } = await octokit.rest.repos.get({ owner, repo });
  const isPrivate = data.private;
  if (data.id !== repositoryId) return refuse("the name belongs to another repository now");
  if (!isGranted(grant, { owner, repo, isPrivate })) return refuse("the destination is not granted to the repository");
  return { htmlUrl: data.html_url, isPrivate };
}
