import fc from "fast-check";
import { expect, it } from "vitest";
import { isSecurity } from "../../../../src/policy/title/reading/is-security.ts";

it.for([
  { title: "security: refuse weak keys", isIt: true },
  { title: "security(auth): refuse weak keys", isIt: true },
  { title: "security(auth)!: refuse weak keys", isIt: true },
  { title: "Security: refuse weak keys", isIt: true },
  { title: "SECURITY:x", isIt: true },
  // What the title's own check refuses does not spare anybody the sign-off.
  { title: "  security: x", isIt: true },
  { title: "\u00A0security: x", isIt: true },
  { title: "sec\u200Burity: x", isIt: true },
  { title: "security : x", isIt: true },
  { title: "security\uFF1A x", isIt: true },
  { title: "security(auth: x", isIt: true },
  { title: "security:", isIt: true },
  // With `revert_titles: allow` what is brought back has its type again.
  { title: 'Reapply "security: x"', isIt: true },
  { title: ' Reapply "security(auth): x" (#12)', isIt: true },
  { title: 'Revert "Revert "security: x""', isIt: true },
  { title: 'Revert "security: x"', isIt: false },
  { title: 'Revert "Reapply "security: x""', isIt: false },
  { title: 'Reapply "fix: security"', isIt: false },
  { title: "fix: security", isIt: false },
  { title: "fix(security): x", isIt: false },
  { title: "security fixes", isIt: false },
  { title: "security", isIt: false },
  { title: "insecurity: x", isIt: false },
  { title: "security-audit: x", isIt: false },
  { title: "", isIt: false },
])("`$title` → $isIt", ({ title, isIt }) => expect(isSecurity({ title })).toBe(isIt));

it("any text is one or the other, and what follows the colon does not matter", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      expect(isSecurity({ title: text })).toBeTypeOf("boolean");
      expect(isSecurity({ title: `security: ${text}` })).toBe(true);
      expect(isSecurity({ title: `feat: ${text}` })).toBe(false);
    }),
  );
});
