import { describe, expect, it } from "vitest";
import type { CheckRunEffect } from "../../src/policy/effect.ts";
import { evaluate } from "../../src/policy/evaluate.ts";
import { titleGate } from "../../src/policy/gates/title.ts";
import { touchedGate } from "../../src/policy/gates/touched.ts";
import { parseComment } from "../../src/policy/comment/parse-comment.ts";
import { reason } from "../../src/policy/reason.ts";
import { defaultTitleRules } from "../../src/policy/title/rules.ts";
import { renderCompositeCheck, renderConfigCheck, renderTitleEffect } from "../../src/render/check-runs.ts";
import { aPullRequest, aSignOff, someAreas, someFacts } from "../support/builders.ts";

const title = { name: "title", use: "require" as const, gate: titleGate.bind({ rules: defaultTitleRules }) };
const touched = { name: "touched", use: "require" as const, gate: touchedGate.bind({}) };

function composite(given: Parameters<typeof someFacts>[0]): CheckRunEffect {
  return renderCompositeCheck(evaluate(someFacts(given), [title, touched]));
}

const bad = aPullRequest({ title: "Fix" });
const stale = someAreas({ ledger: [aSignOff({ areaDigest: "other" })] });
const invalid = reason("config-invalid", { base: "main", count: "2 problems" });
const vanished = reason("config-vanished", { base: "main" });

describe("the composite check", () => {
  it.for([
    {
      name: "holds",
      given: { areas: someAreas({ ledger: [aSignOff()] }) },
      status: "completed",
      conclusion: "success",
      title: "✅ Ready: 2 required gates hold",
    },
    {
      name: "waits",
      given: { areas: someAreas() },
      status: "in_progress",
      conclusion: undefined,
      title: "⏳ Waiting: 1 of 2 required gates not met: touched waits for a person",
    },
    {
      name: "is stale",
      given: { areas: stale },
      status: "completed",
      conclusion: "action_required",
      title: "❌ Action needed: 1 of 2 required gates not met: touched waits for a person",
    },
    {
      name: "fails",
      given: { pullRequest: bad, areas: someAreas() },
      status: "completed",
      conclusion: "failure",
      title: "❌ Not ready: 2 of 2 required gates not met: title fails, touched waits for a person",
    },
  ])("$name", ({ given, ...expected }) => {
    const { name, status, conclusion, title: said, headSha } = composite(given);
    expect({ status, conclusion, title: said }).toEqual({
      status: expected.status,
      conclusion: expected.conclusion,
      title: expected.title,
    });
    expect([name, headSha]).toEqual(["gatehouse", aPullRequest().headSha]);
  });
});

describe("the check of the title", () => {
  it.for([
    { text: "feat: x", conclusion: "success" },
    { text: "Feature: x", conclusion: "failure" },
  ])("$text → $conclusion", ({ text, conclusion }) => {
    expect(renderTitleEffect(aPullRequest({ title: text }), defaultTitleRules)).toMatchObject({
      name: "gatehouse/title",
      status: "completed",
      conclusion,
    });
  });
});

describe("a configuration that cannot be used", () => {
  it("asks for action and lists every problem with its fix", () => {
    const check = renderConfigCheck("a", invalid, [
      "f:2:1 unknown key `gate`. Did you mean `gates`?",
      "f:4:1 @ana <b>. Write it.",
    ]);
    expect(check).toMatchObject({ name: "gatehouse", status: "completed", conclusion: "action_required" });
    expect(check.summary).toMatchInlineSnapshot(`
      "**The configuration on \`main\` has 2 problems.** Correct .github/gatehouse.yml on \`main\`; until then this check stays red.

      - \`\`f:2:1 unknown key \`gate\`. Did you mean \`gates\`?\`\`
      - \`f:4:1 @​ana <b>. Write it.\`"
    `);
  });

  it("that is gone asks for action too", () => {
    const check = renderConfigCheck("a", vanished, []);
    expect(check).toMatchObject({ conclusion: "action_required", title: "❌ The configuration is gone" });
    expect(check.summary).toMatchInlineSnapshot(
      `"**\`main\` had a .github/gatehouse.yml and has none now.** Restore it. To stop using Gatehouse here, uninstall the App from this repository."`,
    );
  });
});

describe("GitHub takes", () => {
  const wide = Array.from({ length: 5_000 }, (_, index) => `f:${index}:1 @ana ${"`|é".repeat(2_000)}`);
  it.for([
    { name: "a waiting composite", check: composite({ areas: someAreas() }) },
    { name: "thousands of problems", check: renderConfigCheck("a", invalid, wide) },
    {
      name: "a hostile title",
      check: renderTitleEffect(aPullRequest({ title: "`@acme/all`\n/help <b>".repeat(12) }), defaultTitleRules),
    },
  ])("$name", ({ check }) => {
    expect(check.title.length).toBeLessThanOrEqual(140);
    for (const text of [check.summary, check.text ?? ""]) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
      expect(parseComment(text).invocations).toEqual([]);
    }
    expect(["neutral", "skipped"]).not.toContain(check.conclusion);
    expect(check.actions?.length ?? 0).toBeLessThanOrEqual(3);
    for (const { label, description, identifier } of check.actions ?? []) {
      expect([label.length <= 20, description.length <= 40, identifier.length <= 20]).toEqual([true, true, true]);
    }
  });
});
