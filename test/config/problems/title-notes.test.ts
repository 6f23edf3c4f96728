import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";

function notes(title: string): readonly string[] {
  const loaded = loadConfig(`version: 1\nareas: { sec: { owners: [ana] } }\ntitle: ${title}`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  return loaded.notes.map(({ line, column, says }) => `${line}:${column} ${says}`);
}

describe("what the rules for titles say to no effect is told, and the file is used", () => {
  it.for([
    {
      title: "{ scope: none, scopes: [a], scope_deny: [b], scope_separator: / }",
      says: [
        "3:23 `title.scopes` has no effect, because `title.scope` is `none`",
        "3:36 `title.scope_deny` has no effect, because `title.scope` is `none`",
        "3:53 `title.scope_separator` has no effect, because `title.scope` is `none`",
      ],
    },
    { title: "{ scope: optional, scope_deny: [b] }", says: [] },
    // The pattern is the profile's, and nobody wrote it.
    { title: "{ profile: zeroclaw, scope: none }", says: [] },
    {
      title: "{ bots: lint, bot_logins: [robot] }",
      says: ["3:22 `title.bot_logins` has no effect, because `title.bots` is `lint`"],
    },
    { title: "{ bot_logins: [robot] }", says: [] },
    {
      title: "{ types: [feat, fix], required_signoffs: { security: [sec] } }",
      says: ["3:51 `title.required_signoffs.security` has no effect, because `title.types` has no `security`"],
    },
    {
      title: "{ profile: angular, required_signoffs: { security: [sec] } }",
      says: ["3:49 `title.required_signoffs.security` has no effect, because `title.types` has no `security`"],
    },
    { title: "{ required_signoffs: { security: [sec], breaking: [sec] } }", says: [] },
    { title: "{ types: [feat], required_signoffs: { breaking: [sec] } }", says: [] },
  ])("$title", ({ title, says }) => expect(notes(title)).toEqual(says));
});
