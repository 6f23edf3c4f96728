import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { ruleOf } from "../../../src/config/changes/asks-less.ts";
import { titleChanges, writtenOut } from "../../../src/config/changes/title-changes.ts";
import { TitleConfig } from "../../../src/config/sections/title.ts";
import { TitleKeys } from "../../../src/config/sections/title-keys.ts";
import { plainSentence } from "../../../src/render/plain-reason.ts";

type Written = z.input<typeof TitleKeys>;

function changes(before: Written, after: Written): readonly string[] {
  return titleChanges(TitleConfig.parse(before), TitleConfig.parse(after)).map(({ reason }) => plainSentence(reason));
}

interface Case {
  readonly before?: Written;
  readonly after: Written;
  readonly there: string;
  readonly back: string;
}

/** Each key alone: what the preview says of it, and of its removal. */
const cases: readonly Case[] = [
  {
    before: { types: ["feat", "fix"] },
    after: { types: ["feat"] },
    there: "After the merge: title.types loses fix.",
    back: "Asks less than before: title.types gains fix.",
  },
  {
    after: { type_case: "any" },
    there: "Asks less than before: title.type_case is any instead of lower.",
    back: "After the merge: title.type_case is lower instead of any.",
  },
  {
    after: { scope: "required" },
    there: "After the merge: title.scope is required instead of optional.",
    back: "Asks less than before: title.scope is optional instead of required.",
  },
  {
    after: { scopes: ["api"] },
    there: "After the merge: title.scopes is api; it was not set.",
    back: "Asks less than before: title.scopes is not set any more; it was api.",
  },
  {
    after: { scope_deny: ["misc"] },
    there: "After the merge: title.scope_deny gains misc.",
    back: "Asks less than before: title.scope_deny loses misc.",
  },
  {
    after: { scope_pattern: "[a-z]+" },
    there: "After the merge: title.scope_pattern is [a-z]+; it was not set.",
    back: "Asks less than before: title.scope_pattern is not set any more; it was [a-z]+.",
  },
  {
    after: { scope_separator: "/" },
    there: "May ask less than before: title.scope_separator is / instead of ,.",
    back: "May ask less than before: title.scope_separator is , instead of /.",
  },
  {
    after: { max: 72 },
    there: "After the merge: title.max is 72; it was not set.",
    back: "Asks less than before: title.max is not set any more; it was 72.",
  },
  {
    after: { subject: { case: "not-capitalised" } },
    there: "After the merge: title.subject.case is not-capitalised instead of any.",
    back: "Asks less than before: title.subject.case is any instead of not-capitalised.",
  },
  {
    after: { subject: { full_stop: false } },
    there: "After the merge: title.subject.full_stop is false instead of true.",
    back: "Asks less than before: title.subject.full_stop is true instead of false.",
  },
  {
    after: { subject: { max: 50 } },
    there: "After the merge: title.subject.max is 50; it was not set.",
    back: "Asks less than before: title.subject.max is not set any more; it was 50.",
  },
  {
    after: { patterns: [{ forbid: "x.*" }] },
    there: 'After the merge: title.patterns gains {"in":"title","forbid":"x.*"}.',
    back: 'Asks less than before: title.patterns loses {"in":"title","forbid":"x.*"}.',
  },
  {
    after: { revert_titles: "allow" },
    there: "Asks less than before: title.revert_titles is allow instead of refuse.",
    back: "After the merge: title.revert_titles is refuse instead of allow.",
  },
  {
    after: { wip: "neutral" },
    there: "May ask less than before: title.wip is neutral instead of fail.",
    back: "After the merge: title.wip is fail instead of neutral.",
  },
  {
    after: { drafts: "neutral" },
    there: "May ask less than before: title.drafts is neutral instead of check.",
    back: "After the merge: title.drafts is check instead of neutral.",
  },
  {
    after: { commits: "title" },
    there: "Asks less than before: title.commits is title instead of auto.",
    back: "After the merge: title.commits is auto instead of title.",
  },
  {
    before: { commits: "single" },
    after: { commits: "all" },
    there: "After the merge: title.commits is all instead of single.",
    back: "Asks less than before: title.commits is single instead of all.",
  },
  {
    before: { bots: "lint" },
    after: { bots: "skip" },
    there: "Asks less than before: title.bots is skip instead of lint.",
    back: "After the merge: title.bots is lint instead of skip.",
  },
  {
    after: { bot_logins: ["robot"] },
    there: "Asks less than before: title.bot_logins gains robot.",
    back: "After the merge: title.bot_logins loses robot.",
  },
  {
    after: { ignore: ["ana"] },
    there: "Asks less than before: title.ignore gains ana.",
    back: "After the merge: title.ignore loses ana.",
  },
  {
    after: { skip_labels: ["raw"] },
    there: "Asks less than before: title.skip_labels gains raw.",
    back: "After the merge: title.skip_labels loses raw.",
  },
  {
    after: { targets: ["main"] },
    there: "Asks less than before: title.targets is main; it was not set.",
    back: "After the merge: title.targets is not set any more; it was main.",
  },
  {
    before: { targets: ["main"] },
    after: { targets: ["main", "next"] },
    there: "After the merge: title.targets gains next.",
    back: "Asks less than before: title.targets loses next.",
  },
  {
    after: { merge_queue: "pass" },
    there: "Asks less than before: title.merge_queue is pass instead of lint.",
    back: "After the merge: title.merge_queue is lint instead of pass.",
  },
  {
    after: { post_merge: "off" },
    there: "After the merge: title.post_merge is off instead of report.",
    back: "After the merge: title.post_merge is report instead of off.",
  },
  {
    after: { comment: "on_failure" },
    there: "After the merge: title.comment is on_failure instead of never.",
    back: "After the merge: title.comment is never instead of on_failure.",
  },
  {
    after: { retitle_closed: "allow" },
    there: "After the merge: title.retitle_closed is allow instead of refuse.",
    back: "After the merge: title.retitle_closed is refuse instead of allow.",
  },
  {
    after: { impact: "cargo" },
    there: "After the merge: title.impact is cargo instead of seed.",
    back: "After the merge: title.impact is seed instead of cargo.",
  },
  {
    after: { breaking: "minor" },
    there: "After the merge: title.breaking is minor; it was not set.",
    back: "After the merge: title.breaking is not set any more; it was minor.",
  },
  {
    after: { changelog: { feat: "New" } },
    there: "After the merge: title.types.feat.section is New; it was not set.",
    back: "After the merge: title.types.feat.section is not set any more; it was New.",
  },
  {
    after: { required_signoffs: { breaking: ["api"] } },
    there: "After the merge: title.required_signoffs.breaking is api; it was not set.",
    back: "Asks less than before: title.required_signoffs.breaking is not set any more; it was api.",
  },
  {
    before: { required_signoffs: { security: ["api"] } },
    after: { required_signoffs: { security: ["api", "sec"] } },
    there: "After the merge: title.required_signoffs.security gains sec.",
    back: "Asks less than before: title.required_signoffs.security loses sec.",
  },
];

describe("a changed key of the section", () => {
  it.for(cases)("$there", ({ before = {}, after, there, back }) => {
    expect(changes(before, after)).toEqual([there]);
    expect(changes(after, before)).toEqual([back]);
  });

  it("there is a line for every key but the profile, which is told by what it brings", () => {
    const keys = new Set(cases.flatMap(({ after }) => Object.keys(after)));
    expect([...keys, "profile"].toSorted()).toEqual(Object.keys(TitleKeys.shape).toSorted());
  });

  it("is written out in the keys of the file, and loads as what it came from", () => {
    for (const { after } of cases) {
      const section = TitleConfig.parse(after);
      const again = TitleConfig.parse(writtenOut(section));
      expect({ ...again, meaning: { ...again.meaning, types: section.meaning.types } }).toEqual(section);
    }
  });
});

describe("another profile", () => {
  it("is told by what is different then", () => {
    expect(changes({}, { profile: "angular" })).toEqual([
      "After the merge: title.types loses security and chore.",
      "After the merge: title.subject.case is not-capitalised instead of any.",
      "After the merge: title.subject.full_stop is false instead of true.",
      expect.stringContaining("After the merge: title.scope_pattern is"),
      "After the merge: title.max is 72; it was not set.",
    ]);
  });

  it("that asks for less says so", () => {
    expect(changes({ profile: "zeroclaw" }, {})).toEqual([
      "Asks less than before: title.scope is optional instead of required.",
      "Asks less than before: title.scope_pattern is not set any more; it was [a-z0-9._/:-]+.",
    ]);
  });

  it.for<{ readonly one: Written; readonly other: Written }>([
    { one: { profile: "seed" }, other: { profile: "zeroclaw" } },
    { one: {}, other: { profile: "conventional", scope: "optional", bots: "lenient", targets: undefined } },
    { one: { profile: "custom", types: ["feat"] }, other: { types: ["feat"] } },
  ])("$one asks for the same as $other", ({ one, other }) => expect(changes(one, other)).toEqual([]));
});

it("what no rule knows may ask less", () => {
  expect(ruleOf(["title", "unheard_of"]).weigh("a", "b")).toBe("perhaps");
});
