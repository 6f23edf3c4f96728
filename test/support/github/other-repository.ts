import type { Upstream } from "./upstream.ts";

/** Files on the default branch of another repository of the owner. Nobody is told of what happens there. */
export function otherRepositoriesOf(owner: string, upstream: Upstream) {
  return {
    writeElsewhere: async (repo: string, path: string, text: string): Promise<void> => {
      const url = `/repos/${owner}/${repo}/contents/${path}`;
      const { sha } = (await upstream.find<{ readonly sha: string }>(url)) ?? {};
      const content = Buffer.from(text).toString("base64");
      await upstream.write("PUT", url, { message: `write ${path}`, content, ...(sha === undefined ? {} : { sha }) });
    },
    removeElsewhere: async (repo: string, path: string): Promise<void> => {
      const url = `/repos/${owner}/${repo}/contents/${path}`;
      const { sha } = await upstream.get<{ readonly sha: string }>(url);
      await upstream.write("DELETE", url, { message: `remove ${path}`, sha });
    },
  };
}
