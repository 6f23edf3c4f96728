import { z } from "zod";
import type { Answer } from "./api.ts";
import type { Identity } from "./exchange.ts";

export type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** Reading and writing past the record, the faults and the validation. Throws unless the answer is 2xx. */
export function asking(answer: Answer, identity: Identity, authorization: string | undefined): Ask {
  return async <T>(method: string, path: string, body?: unknown) => {
    const [pathname = "", search = ""] = path.split("?");
    const query = new URLSearchParams(search);
    const reply = await answer({ method, path: pathname, query, authorization, accept: undefined, identity, body });
    const said = z.object({ message: z.string(), errors: z.array(z.unknown()).optional() }).safeParse(reply.body).data;
    const why = said ? `${said.message} ${said.errors ? JSON.stringify(said.errors) : ""}` : "";
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${why}`.trim());
    // What the local GitHub answers is what `shapes.ts` says; its tests hold the two together.
    return reply.body as T;
  };
}

/** Every page of a list. */
export function readingAll(ask: Ask) {
  return async <T>(path: string): Promise<readonly T[]> => {
    const items: T[] = [];
    for (let page = 1; ; page += 1) {
      const slice = await ask<readonly T[]>("GET", `${path}?per_page=100&page=${page}`);
      items.push(...slice);
      if (slice.length < 100) return items;
    }
  };
}
