import { RE2JS } from "re2js";
import { placeholdersIn } from "./placeholders.ts";

// Nothing here can leave a folder, quote anything or begin an option; what it makes of a name is checked where it is used.
const run = "([0-9A-Za-z._-]+)";

/**
 * The values of a program's placeholders when the whole title fits, in linear time. Where two could share a text, the
 * first takes as much as it can.
 */
export function matchTitle(pattern: string, title: string): ReadonlyMap<string, string> | undefined {
  const matcher = RE2JS.compile(toRegex(pattern), RE2JS.DOTALL).matcher(title);
  if (!matcher.matches()) return undefined;
  return new Map(placeholdersIn(pattern).map((name, index) => [name, matcher.group(index + 1) ?? ""]));
}

function toRegex(pattern: string): string {
  return pattern
    .split(/(<[a-z][a-z0-9_-]*(?:\.previous)?>|\*)/)
    .map((part, index) => {
      if (index % 2 === 0) return RE2JS.quote(part);
      return part === "*" ? ".*" : run;
    })
    .join("");
}
