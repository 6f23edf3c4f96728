import { z } from "zod";
import { mayRead, ok, refuse } from "../exchange.ts";
import type { ApiReply, Identity } from "../exchange.ts";
import type { World } from "../world.ts";

const Asked = z.object({ owner: z.string(), repo: z.string(), revision: z.string() }).catchall(z.string());

const question =
  /^query \(\$owner: String!, \$repo: String!, \$revision: String!(?:, \$p\d+: String!)+\) \{ repository\(owner: \$owner, name: \$repo\) \{ object\(expression: \$revision\) \{ \.\.\. on Commit \{ (?:(p\d+): file\(path: \$\1\) \{ mode oid \} )+\} \} \} \}$/;

interface Tree {
  readonly tree: readonly { readonly path: string; readonly mode: string; readonly sha: string }[];
}

/** What git keeps at paths of a commit; undefined when something else is asked. */
export async function answerEntries(
  { query, variables }: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
  identity: Identity,
  { seed, upstream }: World,
): Promise<ApiReply | undefined> {
  const { data: asked } = Asked.safeParse(variables);
  if (!question.test(query.replaceAll(/\s+/g, " ").trim()) || asked === undefined) return undefined;
  if (identity.kind !== "installation" && identity.kind !== "user") return refuse(401, "Bad credentials");
  const { owner, repo, revision, ...paths } = asked;
  const isKnown = owner === seed.owner && [seed.repo, ...seed.otherRepositories].includes(repo);
  if (!isKnown || !mayRead(identity, seed.private, "contents")) {
    const message = `Could not resolve to a Repository with the name '${owner}/${repo}'.`;
    return ok({ data: { repository: null }, errors: [{ type: "NOT_FOUND", path: ["repository"], message }] });
  }
  const tree = `/repos/${owner}/${repo}/git/trees/${encodeURIComponent(revision)}?recursive=1`;
  const found = await upstream.find<Tree>(tree);
  if (found === undefined) return ok({ data: { repository: { object: null } } });
  const entries = new Map(found.tree.map(({ path, mode, sha }) => [path, { mode: parseInt(mode, 8), oid: sha }]));
  const object = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, entries.get(path) ?? null]));
  return ok({ data: { repository: { object } } });
}
