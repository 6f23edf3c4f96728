import * as fc from "fast-check";
import { expect, it } from "vitest";
import { amendCommand } from "../../../../src/policy/title/landing/amend-command.ts";

it.for([
  { subject: "feat(api)!: drop v1, at last (#3)", is: "offered" },
  { subject: "fix: Grüße, 你好 🎉", is: "offered" },
  { subject: "fix: don't", is: "not offered" },
  { subject: "fix: a’; rm -rf ~ #", is: "not offered" },
  { subject: "fix: a‘b", is: "not offered" },
  { subject: 'fix: say "no"', is: "not offered" },
  { subject: "fix: `x`", is: "not offered" },
  { subject: "fix: $HOME", is: "not offered" },
  { subject: "fix: a & del b", is: "not offered" },
  { subject: "fix: a | b > c", is: "not offered" },
  { subject: "fix: %PATH%", is: "not offered" },
  { subject: "fix: a\\b", is: "not offered" },
  { subject: "fix: a\nrm -rf ~", is: "not offered" },
  { subject: "fix: a\tb", is: "not offered" },
  { subject: "fix: a\u202Eb", is: "not offered" },
  { subject: "fix: a\u200Bb", is: "not offered" },
])("a line with $subject is $is", ({ subject, is }) => {
  expect(amendCommand(subject)).toBe(is === "offered" ? `git commit --amend -m '${subject}'` : undefined);
});

it("is one line that opens and closes one pair of quotes, whatever the subject", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (subject) => {
      const line = amendCommand(subject);
      expect(line?.split("'").length ?? 3).toBe(3);
      expect(line ?? "").not.toMatch(/[\r\n\u2028\u2029\u0085]/);
    }),
  );
});
