import { mayRead, notAccessible, page } from "../exchange.ts";
import type { Extras } from "../exchange.ts";
import type { World } from "../world.ts";

interface Ref {
  readonly ref: string;
  readonly object: { readonly sha: string };
}

/**
 * Every tag, the last by name first as GitHub lists them; emulate lists only those with a text of their own. `listedTags`
 * are in the list alone, because making a thousand of them takes a minute.
 */
export function tagExtras({ upstream, repositoryPath, url, seed }: World, listedTags: readonly string[]): Extras {
  return {
    "GET /repos/{owner}/{repo}/tags": async (call) => {
      if (!mayRead(call.identity, seed.private, "contents")) return notAccessible;
      const refs = await upstream.get<readonly Ref[]>(`${repositoryPath}/git/matching-refs/tags/`);
      const made = refs.map(({ ref, object: { sha } }) => ({ name: ref.replace("refs/tags/", ""), sha }));
      const listed = listedTags.map((name) => ({ name, sha: "0".repeat(40) }));
      const tags = [...made, ...listed].map(({ name, sha }) => {
        return { name, commit: { sha, url: `${url}${repositoryPath}/commits/${sha}` } };
      });
      const lastFirst = tags.toSorted((a, b) => (a.name < b.name ? 1 : -1));
      return page(call, url, lastFirst);
    },
  };
}
