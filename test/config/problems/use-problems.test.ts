import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { gateKinds } from "../../../src/policy/gates/index.ts";
import { chosenGates } from "../../support/chosen-gates.ts";

const kinds = gateKinds.map(({ kind }) => `\`${kind}\``).join(", ");

function problems(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

describe("areas of gates", () => {
  const areas = "areas:\n  a: { owners: [ana] }\n  core: { codeowners: true }\n  ui: { owners: [ana] }\n";
  const ofCodeowners =
    "the owners of `core` are those of CODEOWNERS, known only for the files that a pull request changes. Name an area with `owners`.";
  it.for([
    { name: "an area", gate: "{ checks: [x], area: a }", says: [] },
    {
      name: "an area that is not there",
      gate: "{ checks: [x], area: aa }",
      says: ["6:28 area `aa` is not defined. Defined here: a, core, ui."],
    },
    { name: "an area of code owners", gate: "{ checks: [x], area: core }", says: [`6:28 ${ofCodeowners}`] },
    {
      name: "only an area",
      gate: "{ area: a }",
      says: [`6:10 gate \`g\` has no kind. Give it exactly one of ${kinds}.`],
    },
    { name: "areas that sign", gate: "{ signoff: [a] }", says: [] },
    {
      name: "areas that sign, and two are not there",
      gate: "{ signoff: [a, b, cor] }",
      says: [
        "6:28 area `b` is not defined. Defined here: a, core, ui.",
        "6:31 area `cor` is not defined. Did you mean `core`?",
      ],
    },
    { name: "code owners that sign", gate: "{ signoff: [core] }", says: [`6:25 ${ofCodeowners}`] },
  ])("$name", ({ gate, says }) => expect(problems(`${areas}gates: { g: ${gate} }`)).toEqual(says));

  it("a used gate knows its area, and its kind does not", () => {
    const text = `version: 1\n${areas}gates: { g: { checks: [x], area: a }, h: { checks: [y] } }\npull_request: { require: [g], advise: [h, title] }`;
    const loaded = loadConfig(text);
    expect(loaded.ok ? chosenGates(loaded.config).map(({ name, area }) => [name, area]) : loaded.problems).toEqual([
      ["g", "a"],
      ["h", undefined],
      ["title", undefined],
    ]);
  });
});

describe("an area called governance", () => {
  const areas = "areas: { governance: { owners: [a] }, ui: { owners: [b], paths: [ui/**] } }";
  it.for([
    { name: "guards the rules where nobody else must sign", use: "[title]", gates: ["title", "governance"] },
    { name: "is one of the touched areas where these must sign", use: "[title, touched]", gates: ["title", "touched"] },
  ])("$name", ({ use, gates }) => {
    const loaded = loadConfig(`version: 1\n${areas}\npull_request: { require: ${use} }`);
    expect(loaded.ok ? chosenGates(loaded.config).map(({ name }) => name) : loaded.problems).toEqual(gates);
  });
});

describe("a configuration that names nobody", () => {
  const asks = "`touched` asks nobody, because no area has files";
  const fix = "Give an area `paths`, `codeowners: true` or `required: always`";
  it.for([
    { name: "no areas", areas: "{}", says: [`3:27 ${asks}. ${fix}.`] },
    { name: "an area without files", areas: "{ a: { owners: [ana] } }", says: [`3:27 ${asks}. ${fix}.`] },
    { name: "files", areas: "{ a: { owners: [ana], paths: [src/**] } }", says: [] },
    { name: "code owners", areas: "{ a: { codeowners: true } }", says: [] },
    { name: "everything, always", areas: "{ a: { owners: [ana], required: always } }", says: [] },
    { name: "governance", areas: "{ governance: { owners: [ana] } }", says: [] },
    {
      name: "an area that cannot be read may have files",
      areas: "{ a: { owner: [ana] } }",
      says: ["2:15 unknown key `owner` in `areas.a`. Did you mean `owners`?"],
    },
  ])("$name", ({ areas, says }) =>
    expect(problems(`areas: ${areas}\npull_request: { require: [touched] }`)).toEqual(says),
  );

  it.for([
    { text: "draft: no", says: "2:17 `pull_request.draft` is `no`. Write `count` or `wait`." },
    {
      text: "hold_label: ''",
      says: "2:17 `pull_request.hold_label` is empty. Label that shows a hold. Who adds it holds; removing it lifts nothing.",
    },
  ])("$text", ({ text, says }) => expect(problems(`pull_request: { ${text} }`)).toEqual([says]));
});

describe("a gate that is meant and not named", () => {
  const text = "areas:\n  runtime: { owners: [ana], paths: [src/**] }\ngates: { ci: { checks: [build] } }\n";
  it.for([
    {
      name: "an area",
      use: "[runtime]",
      says: [
        "5:27 `runtime` is an area, not a gate. Use `touched`, or define a gate with `signoff: [runtime]` under `gates`.",
      ],
    },
    {
      name: "a kind",
      use: "[checks]",
      says: [
        "5:27 `checks` is a kind of gate, not a gate. Define a gate of it under `gates`, and use the name that you give it.",
      ],
    },
    {
      name: "what is required anyway",
      use: "[configuration]",
      says: ["5:27 `configuration` is required everywhere by itself. Remove it."],
    },
    { name: "a gate with a slip", use: "[cii]", says: ["5:27 gate `cii` is not defined. Did you mean `ci`?"] },
    { name: "a gate of the same name twice", use: "[ci, ci]", says: ["5:31 `ci` is used twice. Keep one of them."] },
    {
      name: "a gate twice, once with a condition",
      use: "[ci, { ci: { when: { title: breaking } } }]",
      says: ["5:31 `ci` is used twice. Keep one of them."],
    },
  ])("$name", ({ use, says }) => expect(problems(`${text}pull_request: { require: ${use} }`)).toEqual(says));
});
