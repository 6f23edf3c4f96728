import { describe, expect, it } from "vitest";
import { areasOf } from "../../src/config/areas-of.ts";
import { loadConfig } from "../../src/config/load.ts";
import { describeProblem } from "../../src/config/problems.ts";
import { gateKinds } from "../../src/policy/gates/index.ts";
import { chosenGates } from "../support/chosen-gates.ts";

const kinds = gateKinds.map(({ kind }) => `\`${kind}\``).join(", ");
const now = new Date("2026-03-02T09:00:00Z");

const five = `# yaml-language-server: $schema=gatehouse.schema.json
version: 1
areas:
  runtime: { owners: [alice, "@acme/runtime"], paths: [src/runtime/**] }
pull_request: { require: [title, touched] }
`;

function load(text: string) {
  const loaded = loadConfig(text);
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => describeProblem("f", each)).join("\n"));
  return loaded.config;
}

function problems(text: string): readonly string[] {
  const loaded = loadConfig(text);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

describe("five lines are enough", () => {
  it("they name an area and require the built-in gates", () => {
    const config = load(five);
    expect(areasOf(config, { now, files: [], codeowners: undefined })).toMatchObject([
      { name: "runtime", owners: ["alice", "@acme/runtime"], files: { kind: "globs", globs: ["src/runtime/**"] } },
    ]);
    expect(chosenGates(config).map(({ name, use, gate }) => [name, use, gate.kind])).toEqual([
      ["title", "require", "title"],
      ["touched", "require", "touched"],
    ]);
  });

  it("whatever is left out has its default", () => {
    expect(load("version: 1")).toMatchObject({
      areas: {},
      gates: {},
      signoffs: {
        quorum: 1,
        stale_on: "area_change",
        exclude_contributors: false,
        reviews: "explicit",
        show_owners: "names",
        request_reviews: true,
        grace: "10s",
      },
      pull_request: { require: [], advise: [], draft: "count" },
    });
  });
});

describe("what loads", () => {
  it.for([
    { name: "a byte order mark", text: "\uFEFFversion: 1" },
    { name: "Windows line ends", text: five.replaceAll("\n", "\r\n") },
    {
      name: "anchors and aliases",
      text: "version: 1\nareas:\n  a: { owners: &team [ana, bob] }\n  b: { owners: *team }",
    },
    { name: "JSON", text: '{"version": 1, "areas": {"a": {"owners": ["ana"]}}}' },
    {
      name: "an area named like a property of every object",
      text: "version: 1\nareas:\n  constructor: { owners: [ana] }\nadvisories: { triage: constructor }",
    },
    { name: "a document with its start and end marked", text: "---\nversion: 1\n..." },
  ])("$name", ({ text }) => expect(problems(text)).toEqual([]));

  it("an area named constructor is an area", () => {
    const config = load("version: 1\nareas: { constructor: { owners: [ana] } }");
    expect(areasOf(config, { now, files: [], codeowners: undefined }).map(({ name }) => name)).toEqual(["constructor"]);
  });

  it("gates are bound as they are used, required ones first", () => {
    const config = load(
      "version: 1\ngates:\n  ci: { checks: [build], app: github-actions }\n  pass-rate: { evidence: { file: a.json }, rows: [{ name: r, value: a, of: b, expect: '>= 80%' }] }\npull_request: { advise: [ci], require: [pass-rate, title] }",
    );
    expect(chosenGates(config).map(({ name, use }) => [name, use])).toEqual([
      ["pass-rate", "require"],
      ["title", "require"],
      ["ci", "advise"],
    ]);
  });
});

describe("one problem", () => {
  const area = "version: 1\nareas:\n  runtime:\n    owners: [ana]\n";
  const row = (text: string) => `version: 1\ngates:\n  g:\n    evidence: { file: a.json }\n    rows:\n      - ${text}`;
  it.for([
    { name: "an unknown key", text: "version: 1\ngate: {}", says: "2:1 unknown key `gate`. Did you mean `gates`?" },
    {
      name: "an unknown key in an area",
      text: `${area}    path: [a]`,
      says: "5:5 unknown key `path` in `areas.runtime`. Did you mean `paths`?",
    },
    {
      name: "an unknown key far from any",
      text: `${area}    zzz: 1`,
      says: "5:5 unknown key `zzz` in `areas.runtime`. Known here: title, aliases, owners, codeowners, backups, agents, agent_sufficient, paths, required, quorum, max_outstanding, self_signoff, stale_on, rotate, exclude_contributors, keep_after_leave.",
    },
    {
      name: "an unknown key in a gate",
      text: "version: 1\ngates:\n  ci: { cheks: [a] }",
      says: "3:9 unknown key `cheks` in `gates.ci`. Did you mean `checks`?",
    },
    {
      name: "an unknown key in a row",
      text: row("{ name: r, value: a, expects: '= 1', expect: '= 1' }"),
      says: "6:30 unknown key `expects` in `gates.g.rows.0`. Did you mean `expect`?",
    },
    {
      name: "an unknown key of uses",
      text: "version: 1\npull_request:\n  required: [title]",
      says: "3:3 unknown key `required` in `pull_request`. Did you mean `require`?",
    },
    {
      name: "an unknown key of titles",
      text: "version: 1\ntitle: { type: [feat] }",
      says: "2:10 unknown key `type` in `title`. Did you mean `types`?",
    },
    {
      name: "an unknown key of routes",
      text: "version: 1\nreleases:\n  announce: { stabel: chat }",
      says: "3:15 unknown key `stabel` in `releases.announce`. Did you mean `stable`?",
    },
    {
      name: "a number for a key",
      text: "version: 1\n1: a",
      says: "2:1 unknown key `1`. Known here: version, areas, signoffs, title, gates, pull_request, programs, releases, advisories, notify.",
    },
    { name: "no version", text: "areas: {}", says: "1:1 `version` is missing. Version of this file's format." },
    { name: "another version", text: "version: 2", says: "1:1 `version` is `2`. Write `1`." },
    {
      name: "an unknown value",
      text: "version: 1\nsignoffs: { self: alow }",
      says: "2:13 `signoffs.self` is `alow`. Did you mean `allow`?",
    },
    {
      name: "an unknown value far from any",
      text: "version: 1\nsignoffs: { self: maybe }",
      says: "2:13 `signoffs.self` is `maybe`. Write `deny` or `with_evidence` or `with_backup` or `allow`.",
    },
    {
      name: "no owners",
      text: "version: 1\nareas:\n  runtime: { paths: [a] }",
      says: "3:3 area `runtime` names nobody. Give it `owners`, or `codeowners: true`.",
    },
    {
      name: "an empty list of owners",
      text: "version: 1\nareas:\n  runtime: { owners: [] }",
      says: "3:14 `areas.runtime.owners` is empty. Who may sign: logins and teams.",
    },
    {
      name: "text for a list",
      text: "version: 1\nareas:\n  runtime: { owners: ana }",
      says: "3:14 `areas.runtime.owners` is text, but must be a list. Who may sign: logins and teams.",
    },
    {
      name: "nothing behind a key",
      text: "version: 1\nareas:",
      says: "2:1 `areas` has no value. Parts of the code base and the people who answer for them.",
    },
    {
      name: "an owner who cannot exist",
      text: "version: 1\nareas:\n  runtime: { owners: [ana, not a login] }",
      says: "3:28 `areas.runtime.owners.1` cannot be `not a login`. A login (`alice`) or a team (`@acme/runtime`), each also with its number (`alice#583231`).",
    },
    {
      name: "a name with a blank",
      text: "version: 1\nareas:\n  run time: { owners: [ana] }",
      says: "3:3 `run time` cannot be a name. Use letters, digits and single `-` between them, a letter first, at most 50.",
    },
    {
      name: "a reserved name",
      text: "version: 1\nareas:\n  all: { owners: [ana] }",
      says: "3:3 `all` is a word of the command grammar. Choose another name.",
    },
    {
      name: "a reserved alias",
      text: `${area}    aliases: [rt, hold]`,
      says: "5:19 `hold` is a word of the command grammar. Choose another name.",
    },
    {
      name: "an alias that is taken",
      text: `${area}  api: { owners: [ana], aliases: [Runtime] }`,
      says: "5:35 `Runtime` already means area `runtime`. Choose another name.",
    },
    {
      name: "a path from the root of the disk",
      text: `${area}    paths: [/src/**]`,
      says: "5:13 `/src/**`: paths begin at the root of the repository. Write `src/**`.",
    },
    { name: "a folder", text: `${area}    paths: [src/]`, says: "5:13 `src/`: this names no file. Write `src/**`." },
    {
      name: "a gate without a kind",
      text: "version: 1\ngates:\n  ci: {}",
      says: `3:3 gate \`ci\` has no kind. Give it exactly one of ${kinds}.`,
    },
    {
      name: "a gate of two kinds",
      text: "version: 1\ngates:\n  ci: { checks: [a], evidence: { file: b }, rows: [{ name: r, value: a, expect: '= 1' }] }",
      says: `3:3 gate \`ci\` has 2 kinds. Give it exactly one of ${kinds}.`,
    },
    {
      name: "a key of another kind",
      text: "version: 1\ngates:\n  ci: { checks: [a], rows: [{ name: r, value: a, expect: '= 1' }] }",
      says: "3:22 `rows` does not belong to a gate of kind `checks`. Remove it.",
    },
    ...["https://example.invalid/a.json", "/a.json", "reports/../a.json"].map((file) => ({
      name: `evidence at ${file}`,
      text: `version: 1\ngates:\n  e: { evidence: { file: "${file}" }, rows: [{ name: r, value: a, expect: '= 1' }] }`,
      says: `3:20 \`${file}\` is no path from the root of the repository. Write it like \`reports/coverage.json\`.`,
    })),
    {
      name: "evidence without rows",
      text: "version: 1\ngates:\n  e: { evidence: { file: b } }",
      says: "3:3 a gate of kind `evidence` also needs `rows`. Add it.",
    },
    {
      name: "a gate with the name of a built-in one",
      text: "version: 1\ngates:\n  title: { checks: [a] }",
      says: "3:3 `title` is a built-in gate. Choose another name.",
    },
    {
      name: "a path that cannot be read",
      text: row("{ name: r, value: a b, expect: '= 1' }"),
      says: "6:20 cannot read `a b` from column 2. Write keys with dots, e.g. `counts.pass`.",
    },
    {
      name: "a gate that is not defined",
      text: "version: 1\npull_request: { require: [titel] }",
      says: "2:27 gate `titel` is not defined. Did you mean `title`?",
    },
    {
      name: "a gate that is not defined, and none is near",
      text: "version: 1\npull_request: { advise: [constructor] }",
      says: "2:26 gate `constructor` is not defined. Defined here: title, touched.",
    },
    {
      name: "a gate that is used twice",
      text: "version: 1\npull_request: { require: [title], advise: [title] }",
      says: "2:44 `title` is used twice. Keep one of them.",
    },
    {
      name: "a triage area that is not defined",
      text: `${area}advisories: { triage: rntime }`,
      says: "5:15 area `rntime` is not defined. Did you mean `runtime`?",
    },
    {
      name: "a triage area with the name of a property of every object",
      text: "version: 1\nadvisories: { triage: constructor }",
      says: "2:15 area `constructor` is not defined. Defined here: none.",
    },
    {
      name: "__proto__ at the top",
      text: "version: 1\n__proto__: {}",
      says: "2:1 unknown key `__proto__`. Known here: version, areas, signoffs, title, gates, pull_request, programs, releases, advisories, notify.",
    },
    {
      name: "an area __proto__",
      text: "version: 1\nareas:\n  __proto__: { owners: [ana] }",
      says: "3:3 `__proto__` cannot be a name. Choose another name.",
    },
    {
      name: "a gate __proto__",
      text: "version: 1\ngates:\n  __proto__: { checks: [a] }",
      says: "3:3 `__proto__` cannot be a name. Choose another name.",
    },
  ])("$name", ({ text, says }) => expect(problems(text)).toEqual([says]));
});

it("all problems come at once, in the order of the file", () => {
  const text = `version: 1
areas:
  runtime: { owner: [ana], paths: [/src] }
  api: { owners: [ana], aliases: [all], paths: [./src] }
gates:
  ci: { checks: [] }
  both: {}
  proof: { evidence: { file: a.json }, rows: [{ name: r, value: a, expect: nothing }] }
signoffs: { grace: 10h }
pull_request: { require: [titel, ci, proof] }
`;
  expect(problems(text)).toEqual([
    "3:14 unknown key `owner` in `areas.runtime`. Did you mean `owners`?",
    "4:35 `all` is a word of the command grammar. Choose another name.",
    "4:49 `./src`: paths begin at the root of the repository. Write `src`.",
    expect.stringMatching(/^6:9 `gates.ci.checks` is empty\. /),
    `7:3 gate \`both\` has no kind. Give it exactly one of ${kinds}.`,
    expect.stringMatching(/^8:68 `gates\.proof\.rows\.0\.expect` must /),
    "9:13 `signoffs.grace` cannot be `10h`. How long a push must have been visible before a comment counts for it: `10s`, `1m`, at most `16m`.",
    "10:27 gate `titel` is not defined. Did you mean `title`?",
  ]);
});

describe("a configuration that is made to keep us busy", () => {
  const area = (paths: readonly string[]) => `{ owners: [ana], paths: ${JSON.stringify(paths)} }`;
  const many = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, at) => line(at));
  it.for([
    { name: "200 areas", text: `areas:\n${many(200, (at) => `  a${at}: { owners: [ana] }\n`).join("")}`, says: [] },
    {
      name: "201 areas",
      text: `areas:\n${many(201, (at) => `  a${at}: { owners: [ana] }\n`).join("")}`,
      says: ["2:1 `areas` has 201 entries, more than 200. Let areas share their owners."],
    },
    {
      name: "201 gates",
      text: `gates:\n${many(201, (at) => `  g${at}: { checks: [a] }\n`).join("")}`,
      says: ["2:1 `gates` has 201 entries, more than 200. Let gates check several names."],
    },
    {
      name: "101 required gates",
      text: `gates: {${many(101, (at) => `g${at}: { checks: [a] }`).join()}}\npull_request: { require: [${many(101, (at) => `g${at}`).join()}] }`,
      says: ["3:17 `pull_request.require` is more than 100 entries. Gates that must hold before a merge."],
    },
    { name: "1,000 alternatives", text: `areas:\n  a: ${area(many(100, (at) => `{${at},b,c,d,e}{f,g}`))}`, says: [] },
    {
      name: "1,001 alternatives",
      text: `areas:\n  a: ${area(many(100, (at) => `{${at},b,c,d,e}{f,g}`))}\n  b: ${area(["src/**"])}`,
      says: ["2:1 the globs of all areas have 1001 alternatives, more than 1000. Name folders instead of files."],
    },
    {
      name: "a list of globs that is used again and again",
      text: `areas:\n  a: { owners: [ana], paths: &p ${JSON.stringify(many(200, (at) => `src/${at}`))} }\n${many(9, (at) => `  b${at}: { owners: [ana], paths: *p }\n`).join("")}`,
      says: ["2:1 the globs of all areas have 2000 alternatives, more than 1000. Name folders instead of files."],
    },
  ])("$name", ({ text, says }) => expect(problems(`version: 1\n${text}`)).toEqual(says));

  it("each unknown name is told until there are 100 problems", () => {
    const names = (word: string) => many(100, (at) => `${word}${at}`).join();
    const told = problems(`version: 1\npull_request: { require: [${names("x")}], advise: [${names("y")}] }`);
    expect(told).toHaveLength(100);
    expect(told[99]).toContain("gate `x99` is not defined");
  });
});
