interface RouteMatch {
  /** E.g. "GET /repos/{owner}/{repo}/pulls/{pull_number}". */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
}

export type FindRoute = (method: string, path: string) => RouteMatch | undefined;

/** These may hold slashes, encoded or not. */
const wide = new Set(["path", "ref", "branch", "basehead", "tag"]);

/** Finds the template of a path; where several fit, the one with the most fixed words (`releases/latest`). */
export function buildRouter(routes: Iterable<string>): FindRoute {
  const compiled = [...new Set(routes)]
    .map((route) => {
      const [method = "", template = ""] = route.split(" ");
      const segments = template.split("/").slice(1);
      const source = segments.map(pattern).join("/");
      const fixed = segments.filter((segment) => !segment.startsWith("{")).length;
      return { route, method, regex: new RegExp(`^/${source}$`), fixed };
    })
    .sort((a, b) => b.fixed - a.fixed);

  return (method, path) => {
    for (const candidate of compiled) {
      if (candidate.method !== method) continue;
      const match = candidate.regex.exec(path);
      if (!match) continue;
      const groups = Object.entries(match.groups ?? {});
      return {
        route: candidate.route,
        params: Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)])),
      };
    }
    return undefined;
  };
}

function pattern(segment: string): string {
  if (!segment.startsWith("{")) return segment.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&");
  const name = segment.slice(1, -1);
  return wide.has(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`;
}
