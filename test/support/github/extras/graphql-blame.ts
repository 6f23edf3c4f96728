import { z } from "zod";
import { mayRead, ok } from "../exchange.ts";
import type { ApiReply, Identity } from "../exchange.ts";
import { timestamp } from "../world.ts";
import type { World } from "../world.ts";

const Asked = z.strictObject({ owner: z.string(), repo: z.string(), sha: z.string(), path: z.string() });

const question =
  /^query ?\(\$owner: ?String!, \$repo: ?String!, \$sha: ?GitObjectID!, \$path: ?String!\) \{ repository\(owner: \$owner, name: \$repo\) \{ object\(oid: \$sha\) \{ \.\.\. on Commit \{ blame\(path: \$path\) \{ ranges \{ startingLine endingLine commit \{ committedDate \} \} \} \} \} \} \}$/;

interface Commit {
  readonly commit: { readonly committer: { readonly date: string } };
  readonly parents: readonly { readonly sha: string }[];
}

/** When each line of a file was last changed, along the first parents; undefined when something else is asked. */
export async function answerBlame(
  { query, variables }: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
  identity: Identity,
  world: World,
): Promise<ApiReply | undefined> {
  const { data: asked } = Asked.safeParse(variables);
  if (!question.test(query.replaceAll(/\s+/g, " ").trim()) || asked === undefined) return undefined;
  const { owner, repo, sha, path } = asked;
  const { seed } = world;
  if (owner !== seed.owner || repo !== seed.repo || !mayRead(identity, seed.private, "contents")) {
    const message = `Could not resolve to a Repository with the name '${owner}/${repo}'.`;
    return ok({ data: { repository: null }, errors: [{ type: "NOT_FOUND", path: ["repository"], message }] });
  }
  const lines = await linesAt(sha, path, world);
  const isKnown = (await findCommit(sha, world)) !== undefined;
  const object = isKnown ? { blame: { ranges: await rangesOf(lines, sha, path, world) } } : null;
  return ok({ data: { repository: { object } } });
}

/** A line belongs to the newest commit whose parent does not have it. */
async function rangesOf(lines: readonly string[], head: string, path: string, world: World) {
  const dates: (string | undefined)[] = lines.map(() => undefined);
  let sha: string | undefined = head;
  while (sha !== undefined && dates.includes(undefined)) {
    const commit = await findCommit(sha, world);
    if (commit === undefined) break;
    const [parent] = commit.parents;
    const before = new Set(parent === undefined ? [] : await linesAt(parent.sha, path, world));
    for (const [index, line] of lines.entries()) {
      if (dates[index] === undefined && !before.has(line))
        dates[index] = timestamp(new Date(commit.commit.committer.date));
    }
    sha = parent?.sha;
  }
  return dates.flatMap((committedDate, index) =>
    committedDate === undefined ? [] : [{ startingLine: index + 1, endingLine: index + 1, commit: { committedDate } }],
  );
}

function findCommit(sha: string, { upstream, repositoryPath }: World): Promise<Commit | undefined> {
  return upstream.find<Commit>(`${repositoryPath}/commits/${sha}`);
}

async function linesAt(sha: string, path: string, { upstream, repositoryPath }: World): Promise<readonly string[]> {
  const place = `${repositoryPath}/contents/${path.split("/").map(encodeURIComponent).join("/")}?ref=${sha}`;
  const file = await upstream.find<{ readonly content: string }>(place);
  if (file === undefined) return [];
  return Buffer.from(file.content, "base64").toString("utf8").replace(/\n$/, "").split("\n");
}
