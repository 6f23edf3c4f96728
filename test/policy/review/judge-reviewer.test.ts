import fc from "fast-check";
import { expect, it } from "vitest";
import type { Remark } from "../../../src/policy/facts.ts";
import { judgeReviewer } from "../../../src/policy/review/judge-reviewer.ts";
import { aPullRequest, firstHead, secondHead } from "../../support/builders.ts";

const clean = "No issues";

const remarks: fc.Arbitrary<readonly Remark[]> = fc
  .array(
    fc.record<Remark>({
      by: fc.constantFrom("codex", "ana"),
      isBot: fc.boolean(),
      text: fc.constantFrom(clean, `> ${clean}`, "I found something.", ""),
      state: fc.constantFrom("comment", "commented", "approved", "changes-requested", "dismissed"),
      isUnedited: fc.boolean(),
      headSha: fc.constantFrom(firstHead, secondHead, undefined),
      at: fc.integer({ min: 0, max: 5 }).map((seconds) => new Date(Date.UTC(2026, 10, 20, 9, 0, seconds))),
    }),
    { maxLength: 8 },
  )
  .map((said) => said.toSorted((a, b) => a.at.getTime() - b.at.getTime()));

it("whatever was said, the gate holds only where all of the bot's last second on this head is a clean verdict", () => {
  fc.assert(
    fc.property(remarks, (said) => {
      const pullRequest = aPullRequest({ headSha: secondHead });
      const { state } = judgeReviewer({ pullRequest, remarks: said }, { by: "codex[bot]", clean });
      const here = said.filter(({ by, isBot, headSha }) => by === "codex" && isBot && headSha === secondHead);
      const last = here.filter(({ at }) => at.getTime() === here.at(-1)?.at.getTime());
      const isClean = (each: Remark) =>
        each.state === "approved" ||
        (each.text === clean && each.isUnedited && (each.state === "comment" || each.state === "commented"));
      expect(state === "pass").toBe(last.length > 0 && last.every(isClean));
    }),
  );
});
