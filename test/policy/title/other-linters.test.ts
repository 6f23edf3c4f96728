import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { TitleConfig } from "../../../src/config/sections/title.ts";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { defaultTitleRules, type TitleRules } from "../../../src/policy/title/rules.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

describeCorpus("the page on titles, beside what other linters say", () => {
  const [, section = ""] = readFileSync("docs/gates/title.md", "utf8").split("\n## Where other linters differ\n");
  const rows = [...section.matchAll(/^\| (`.*`) \| (.*) \| (passes|fails) \| (.*) \|$/gm)];
  const titles = readTitles();

  it("names each title of the matrix that one of them judges otherwise than we do, and no other", () => {
    const told = rows.flatMap(([, shown = "", linters = "", verdict = ""]) =>
      spansIn(shown).flatMap((title) =>
        linters.split(", ").map((linter) => [linter, titleOf(title), verdict].join(" ")),
      ),
    );
    expect(told.toSorted()).toEqual(differencesUnder(defaultTitleRules).toSorted());
    expect(told.length).toBeGreaterThan(30);
  });

  it("says why for each of them", () => {
    expect(rows.map(([, , , , why = ""]) => why).filter((why) => !/^[A-Z`].{20,}\.$/.test(why))).toEqual([]);
  });

  it("is right that the profile of ZeroClaw's own check leaves lists of scopes alone", () => {
    const ofProfile = (keys: object) => differencesUnder(TitleConfig.parse({ profile: "zeroclaw", ...keys }).rules);
    const left = ofProfile({}).filter((difference) => difference.startsWith("ZeroClaw "));
    expect(left).toEqual(["ZeroClaw feat(a, b): x passes", "ZeroClaw feat(a,b): x passes"]);
    const separated = ofProfile({ scope_separator: "/" });
    expect(separated.filter((difference) => difference.startsWith("ZeroClaw "))).toEqual([]);
  });

  /** Who says otherwise of which title, with our verdict. */
  function differencesUnder(rules: TitleRules): readonly string[] {
    return titles.flatMap(({ raw, verdicts }) => {
      const { ok } = judgeTitle(unescaped(raw), rules);
      const others = [...verdicts].filter(([, passes]) => passes !== ok);
      return others.map(([linter]) => [linter, raw, ok ? "passes" : "fails"].join(" "));
    });
  }

  /** As the page shows it: what cannot be seen is a sign, and what is too long is cut. */
  function titleOf(shown: string): string {
    const text = shown.replaceAll("␣", " ");
    if (!text.endsWith("…")) return text;
    return titles.find(({ raw }) => raw.startsWith(text.slice(0, -1)))?.raw ?? text;
  }
});

const linters = ["amannn", "semantic-prs", "commitlint", "ZeroClaw"];

function readTitles() {
  const lines = readFileSync(corpusPath("title-matrix.tsv"), "utf8").split("\n").slice(1);
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const [raw = "", ...said] = line.split("\t");
      const verdicts = new Map(linters.map((linter, index) => [linter, said[index]?.startsWith("ok") === true]));
      return { raw, verdicts };
    });
}

function spansIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]*)`/g)].map(([, text = ""]) => text);
}

/** The matrix and the page write a character that cannot be seen as `\u200b`. */
function unescaped(raw: string): string {
  return raw.replace(/\\u([\da-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
