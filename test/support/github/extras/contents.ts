import { z } from "zod";
import { notFound } from "../exchange.ts";
import type { Extras } from "../exchange.ts";

const Encoded = z.looseObject({ content: z.string(), size: z.number(), type: z.string().optional() });

/** Files as GitHub sends them: base64 in lines of 60, and no content at all above 1 MB. Drafts have no tag yet. */
export function contentExtras(): Extras {
  return {
    "GET /repos/{owner}/{repo}/contents/{path}": async (call) => {
      const reply = await call.forward();
      const { data } = Encoded.safeParse(reply.body);
      if (!data || data.type !== "file") return reply;
      if (data.size > 1024 * 1024) return { ...reply, body: { ...data, content: "", encoding: "none" } };
      return { ...reply, body: { ...data, content: inLines(data.content) } };
    },
    "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": async (call) => {
      const reply = await call.forward();
      const { data } = Encoded.safeParse(reply.body);
      return data ? { ...reply, body: { ...data, content: inLines(data.content) } } : reply;
    },
    "GET /repos/{owner}/{repo}/releases/tags/{tag}": async (call) => {
      const reply = await call.forward();
      const { data } = z.object({ draft: z.literal(true) }).safeParse(reply.body);
      return data ? notFound : reply;
    },
  };
}

function inLines(base64: string): string {
  return base64.replaceAll(/.{1,60}/g, "$&\n");
}
