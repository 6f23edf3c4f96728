import { shortSha } from "../../policy/text/short-sha.ts";

/** Where relative links of release notes lead. */
export interface LinkBase {
  readonly releaseUrl: string;
  /** `https://github.com/owner/repo`, without a slash at the end. */
  readonly repositoryUrl: string;
  readonly tag: string;
}

/** Discord's limit for a URL. */
const longestUrl = 2048;

/** An absolute web address that is safe inside `[…](…)` and `<…>`, or undefined. */
export function resolveLink(href: string, base: LinkBase): string | undefined {
  const isAnchor = href.startsWith("#");
  const start = isAnchor ? base.releaseUrl : `${base.repositoryUrl}/blob/${encodeURIComponent(base.tag)}/`;
  return URL.canParse(href, start) ? toSafeUrl(new URL(href, start)) : undefined;
}

export function toSafeUrl(url: URL): string | undefined {
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  const safe = url.href.replace(/[()<>|`*\\\s]/g, encodeCharacter).replace(/@(?=everyone|here)/gi, "%40");
  return safe.length <= longestUrl ? safe : undefined;
}

/** `#1`, `other/repo#1`, `v1…v2` or a short commit id for a GitHub address that stands in the text as it is. */
export function shortenLink(url: string, base: LinkBase): string | undefined {
  const repository = new URL(base.repositoryUrl);
  const { origin, pathname, search, hash } = new URL(url);
  if (origin !== repository.origin || search !== "" || hash !== "") return undefined;
  const [, owner, repo, kind, rest, ...more] = pathname.split("/");
  if (owner === undefined || repo === undefined || rest === undefined || more.length > 0) return undefined;
  const isHere = `/${owner}/${repo}`.toLowerCase() === repository.pathname.toLowerCase();
  const place = isHere ? "" : `${owner}/${repo}`;
  if ((kind === "pull" || kind === "issues") && /^\d+$/.test(rest)) return `${place}#${rest}`;
  if (kind === "commit" && /^[0-9a-f]{40}$/.test(rest)) return `${place === "" ? "" : `${place}@`}${shortSha(rest)}`;
  if (kind === "compare" && rest.includes("..."))
    return `${place === "" ? "" : `${place} `}${rest.replace("...", "…")}`;
  return undefined;
}

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
