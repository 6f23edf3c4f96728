import { expect, it } from "vitest";
import { judgeTitle } from "../../../../src/policy/title/judge-title.ts";
import { defaultTitleRules } from "../../../../src/policy/title/rules.ts";

function mentioned(title: string, body: string): readonly string[] {
  return judgeTitle(title, defaultTitleRules, { body }).notices.map(({ code, message }) => `${code}: ${message}`);
}

const override =
  "title/commit-override: The description has a `BEGIN_COMMIT_OVERRIDE`: release-please will read `feat: y` instead of the commit.";
const nested =
  "title/nested-commit: The description has a `BEGIN_NESTED_COMMIT`: where it lands, release-please will read `feat: y` as a commit of its own.";
const releaseAs =
  "title/release-as: The description has a `Release-As`: where it lands, release-please will release `9.0.0`, whatever the title says.";
const prose =
  "title/breaking-prose: The description has the line `Breaking change of v1`: some release tools read it as a breaking change, also without a colon.";

it.for([
  { body: "BEGIN_COMMIT_OVERRIDE\nfeat: y\n\nfix: z\nEND_COMMIT_OVERRIDE", told: [override] },
  { body: "Words BEGIN_COMMIT_OVERRIDE feat: y", told: [override] },
  { body: "BEGIN_COMMIT_OVERRIDE\r\n\r\nfeat: y\r\nEND_COMMIT_OVERRIDE", told: [override] },
  { body: "BEGIN_COMMIT_OVERRIDE\n \nEND_COMMIT_OVERRIDE", told: [] },
  { body: "END_COMMIT_OVERRIDE feat: y", told: [] },
  { body: "BEGIN_NESTED_COMMIT\nfeat: y\nEND_NESTED_COMMIT\nWords", told: [nested] },
  { body: "BEGIN_NESTED_COMMIT feat: y BEGIN_NESTED_COMMIT feat: y", told: [nested, nested] },
  { body: "Words.\n\nRelease-As: 9.0.0", told: [releaseAs] },
  { body: "release-as #9.0.0", told: [releaseAs] },
  { body: "  release-as : 9.0.0 and more", told: [releaseAs] },
  { body: "Say Release-As: 9.0.0 to get it", told: [] },
  { body: "Words.\nBreaking change of v1\nWords.", told: [prose] },
  { body: "* Breaking change of v1", told: [prose.replace("`Breaking", "`* Breaking")] },
  { body: "No breaking change of v1. Breaking changes are bad.\n## Breaking change\n", told: [] },
])("$body → $told", ({ body, told }) => expect(mentioned("feat: x", body)).toEqual(told));

it("what reads like a breaking change needs no word where one is announced", () => {
  expect(mentioned("feat!: x", "Breaking change of v1")).toEqual([]);
  expect(mentioned("feat: x", "Breaking change of v1\n\nBREAKING CHANGE: v1")).toEqual([]);
});

it("five blocks are mentioned, and how many more there are", () => {
  const told = mentioned("feat: x", "BEGIN_NESTED_COMMIT feat: y ".repeat(9));
  expect(told).toEqual([...Array<string>(4).fill(nested), `${nested} And 4 more like this.`]);
});
