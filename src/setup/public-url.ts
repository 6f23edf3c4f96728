import { isLoopbackName } from "../loopback.ts";
import { webhookPath } from "../http/paths.ts";

export type PublicUrlReading =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly problem: string };

/** The address at which GitHub reaches this server, as a person types it; without a slash at the end. */
export function readPublicUrl(typed: string): PublicUrlReading {
  const url = URL.parse(typed.trim());
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
    return refuse("Type the whole address, for example https://gatehouse.example.org");
  }
  if (url.protocol === "http:" && !isLoopbackName(url.hostname)) {
    return refuse("The address must begin with https://, because deliveries would travel in the clear.");
  }
  if (url.username !== "" || url.password !== "") return refuse("The address must not hold a user or password.");
  if (url.search !== "" || url.hash !== "") return refuse("The address must end before the ? or #.");
  const path = url.pathname.replace(/\/+$/, "");
  // Whoever knows webhooks types the whole webhook address.
  const base = path.endsWith(webhookPath) ? path.slice(0, -webhookPath.length) : path;
  return { ok: true, url: `${url.origin}${base}` };
}

function refuse(problem: string): PublicUrlReading {
  return { ok: false, problem };
}

/** Where people meet GitHub, from where programs meet it: github.com, an Enterprise Server, a data residency host. */
export function webUrlOf(githubApiUrl: string): string {
  const { protocol, host, pathname, origin } = new URL(githubApiUrl);
  if (host === "api.github.com") return "https://github.com";
  if (host.startsWith("api.") && host.endsWith(".ghe.com")) return `${protocol}//${host.slice("api.".length)}`;
  return pathname.startsWith("/api/") ? origin : githubApiUrl;
}
