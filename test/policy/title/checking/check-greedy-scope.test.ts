import { describe, expect, it } from "vitest";
import { checkTitle } from "../../../../src/policy/title/checking/check-title.ts";
import { judgeTitle } from "../../../../src/policy/title/judge-title.ts";
import { defaultTitleRules } from "../../../../src/policy/title/rules.ts";

function codesOf(title: string) {
  const { problems, notices } = checkTitle(title, defaultTitleRules);
  const places = (found: typeof problems) => found.map(({ code, column = 0 }) => `${code}@${column}`).join(" ");
  return { problems: places(problems), notices: places(notices) };
}

describe("a second end of the scope, where greedy tools let it end", () => {
  it.for([
    { title: "fix(api): drop the old one (v1)!: clients must move", problems: "title/late-bang@32", notices: "" },
    { title: "fix(a): b (c)!: d (e): f", problems: "title/late-bang@14", notices: "" },
    { title: "fix(a): b (c): d (e)!: f", problems: "title/late-bang@21", notices: "" },
    { title: "fix(a): 🎉 (c)!: d", problems: "title/late-bang@14", notices: "" },
    { title: "[WIP] fix(a): b (c)!: d", problems: "title/wip@1 title/late-bang@20", notices: "" },
    { title: "fix(a): drop b (v1): c", problems: "", notices: "title/scope-overrun@20" },
    { title: "fix(a)!: drop b (v1)!: c", problems: "", notices: "title/scope-overrun@22" },
    { title: "fix(a): drop b (v1)!:c", problems: "", notices: "" },
    { title: "fix(a): drop b (v1)! :c", problems: "", notices: "" },
    { title: "fix(a): drop b (v1)", problems: "", notices: "" },
    { title: "fix: drop b (v1)!: c", problems: "", notices: "" },
    { title: "fix(a)!: b", problems: "", notices: "" },
  ])("$title → $problems $notices", ({ title, ...expected }) => expect(codesOf(title)).toEqual(expected));

  it("is told with what they read, and no title is guessed", () => {
    const judgement = judgeTitle("fix(api): drop b (v1)!: c", defaultTitleRules);
    expect(judgement).toMatchObject({
      ok: false,
      problems: [
        {
          message:
            "Some release tools end the scope here, and read `api): drop b (v1` and a breaking change. Begin with `fix(api)!:` if it is one, or take this `!` away.",
        },
      ],
    });
    expect(judgement).not.toHaveProperty("suggestion");
    for (const mended of ["fix(api)!: drop b (v1)!: c", "fix(api): drop b (v1): c"]) {
      expect(judgeTitle(mended, defaultTitleRules).ok).toBe(true);
    }
  });

  it("and a footer that asks for the mark before the colon settles it", () => {
    const judgement = judgeTitle("fix(a): b (c)!: d", defaultTitleRules, { body: "BREAKING CHANGE: x" });
    expect(judgement).toMatchObject({ suggestion: "fix(a)!: b (c)!: d" });
  });
});
