import type { NotChecked } from "../../policy/advisory/findings/finding.ts";
import { show } from "./show.ts";

/** Behind a number of packages. */
export const whyNotChecked: Readonly<Record<NotChecked["why"], string>> = {
  git: "from git",
  path: "from a folder",
  "other-registry": "from another registry",
  "unreadable-version": "with a version that cannot be read",
  "unreadable-record": "with an advisory record that cannot be read",
  "no-scheme": "of an ecosystem whose versions cannot be compared",
  refused: "refused by the advisory source",
  unanswered: "not answered by the advisory source",
};

/** What neither "affected" nor "clear" can be said of, by why: one line each, with at most `names` of them. */
export function listNotChecked(notChecked: readonly NotChecked[], names: number): readonly string[] {
  const groups = Map.groupBy(notChecked, ({ why }) => why);
  return [...groups].map(([why, list]) => {
    const shown = [...new Set(list.map((one) => `${one.package} ${one.version}`))].slice(0, names);
    const more = shown.length < list.length ? ", …" : "";
    const which = shown.length === 0 ? "" : `: ${shown.map(show).join(", ")}${more}`;
    return `- ${list.length} ${whyNotChecked[why]}${which}`;
  });
}
