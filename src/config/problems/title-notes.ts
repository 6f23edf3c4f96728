import type { ConfigNote } from "../sections/inactive.ts";
import { rulesOf, typesOf } from "../sections/title.ts";
import type { ReadableParts } from "./readable-parts.ts";

const scopeKeys = ["scopes", "scope_deny", "scope_pattern", "scope_separator"] as const;

/** What the rules for titles say to no effect. It does no harm, so the file is used all the same. */
export function titleNotes({ title }: ReadableParts): readonly Pick<ConfigNote, "path" | "says">[] {
  if (title === undefined) return [];
  const notes: Pick<ConfigNote, "path" | "says">[] = [];
  if (rulesOf(title).scope === "none") {
    for (const key of scopeKeys) {
      if (title[key] !== undefined) notes.push(withoutEffect([key], "`title.scope` is `none`"));
    }
  }
  if (title.bots === "lint" && title.bot_logins.length > 0) {
    notes.push(withoutEffect(["bot_logins"], "`title.bots` is `lint`"));
  }
  if (title.required_signoffs?.security !== undefined && !typesOf(title).includes("security")) {
    notes.push(withoutEffect(["required_signoffs", "security"], "`title.types` has no `security`"));
  }
  return notes;
}

function withoutEffect(keys: readonly string[], because: string): Pick<ConfigNote, "path" | "says"> {
  const path = ["title", ...keys];
  return { path, says: `\`${path.join(".")}\` has no effect, because ${because}` };
}
