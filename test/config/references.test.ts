import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasOf } from "../../src/config/areas-of.ts";
import { loadConfig } from "../../src/config/load.ts";
import { usedGates } from "../../src/config/used-gates.ts";

function problems(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

describe("areas that nobody could satisfy", () => {
  const unknownOwners = "code owners are known only for the files that a pull request changes";
  it.for([
    {
      name: "an area that names nobody",
      area: "{ title: Runtime, paths: [src/**] }",
      says: "3:3 area `a` names nobody. Give it `owners`, or `codeowners: true`.",
    },
    {
      name: "owners and code owners",
      area: "{ owners: [ana], codeowners: true }",
      says: "3:23 area `a` has both `owners` and `codeowners`. Keep one of them.",
    },
    {
      name: "no code owners",
      area: "{ codeowners: false }",
      says: "3:8 `areas.a.codeowners` is `false`. Write `true`.",
    },
    {
      name: "code owners of everything, always",
      area: "{ codeowners: true, required: always }",
      says: `3:26 ${unknownOwners}. Give the area \`owners\`, or remove this.`,
    },
    {
      name: "turns of one",
      area: "{ owners: [ana], rotate: week }",
      says: "3:23 turns need two `owners` or more. Add an owner, or remove this.",
    },
    {
      name: "turns of one who is named twice",
      area: "{ owners: [ana, Ana#12], rotate: week }",
      says: "3:31 turns need two `owners` or more. Add an owner, or remove this.",
    },
    {
      name: "turns of code owners",
      area: "{ codeowners: true, rotate: week }",
      says: "3:26 turns need two `owners` or more. Add an owner, or remove this.",
    },
    {
      name: "more sign-offs than people",
      area: "{ owners: [ana, bob], quorum: 3 }",
      says: "3:28 3 must sign, and only 2 can. Add owners or backups, or ask for fewer.",
    },
    {
      name: "two sign-offs of one who is named twice",
      area: "{ owners: [ana, ANA], backups: [Ana], quorum: 2 }",
      says: "3:44 2 must sign, and only one can. Add owners or backups, or ask for fewer.",
    },
    {
      name: "two sign-offs of a person and an agent that does not count",
      area: "{ owners: [ana], agents: ['renovate[bot]'], quorum: 2 }",
      says: "3:50 2 must sign, and only one can. Add owners or backups, or ask for fewer.",
    },
    {
      name: "three sign-offs of a person and two gates, which are one vote",
      area: "{ owners: [ana], backups: [{ who: [title, title], kind: gate }], quorum: 3 }\npull_request: { require: [title] }",
      says: "3:71 3 must sign, and only 2 can. Add owners or backups, or ask for fewer.",
    },
    {
      name: "no sign-off at all",
      area: "{ owners: [ana], quorum: 0 }",
      says: "3:23 `areas.a.quorum` is less than 1. How many different people must sign: a number, `all` or `majority`.",
    },
    {
      name: "agents that count, and none",
      area: "{ owners: [ana], agent_sufficient: true }",
      says: "3:23 no agent is named whose sign-off could count. List the bot accounts under `agents`.",
    },
    {
      name: "an empty list of agents",
      area: "{ owners: [ana], agents: [] }",
      says: "3:23 `areas.a.agents` is empty. Bot accounts whose sign-off is shown.",
    },
    {
      name: "an empty list of paths",
      area: "{ owners: [ana], paths: [] }",
      says: "3:23 `areas.a.paths` is empty. Globs of the files that belong to the area.",
    },
    {
      name: "a login that looks like a team's",
      area: "{ owners: ['@ana'] }",
      says: "3:17 `areas.a.owners.0` cannot be `@ana`. A login (`alice`) or a team (`@acme/runtime`), each also with its number (`alice#583231`).",
    },
    {
      name: "an alias with a blank",
      area: "{ owners: [ana], aliases: [the run] }",
      says: "3:33 `areas.a.aliases.0` cannot be `the run`. Another name, e.g. `rt` or `docs/ops`: letters, digits, `-` and `/`.",
    },
    {
      name: "an alias that would begin a note",
      area: "{ owners: [ana], aliases: [a--b] }",
      says: "3:33 `areas.a.aliases.0` cannot be `a--b`. Another name, e.g. `rt` or `docs/ops`: letters, digits, `-` and `/`.",
    },
    {
      name: "a mode that is none",
      area: "{ owners: [ana], self_signoff: alow }",
      says: "3:23 `areas.a.self_signoff` is `alow`. Did you mean `allow`?",
    },
  ])("$name", ({ area, says }) => expect(problems(`areas:\n  a: ${area}`)).toEqual([says]));

  it.for(["status", "HELP", "all", "cancel", "none", "off", "on", "hold"])("%s is no name of an area", (name) => {
    const says = `\`${name}\` is a word of the command grammar. Choose another name.`;
    expect(problems(`areas:\n  "${name}": { owners: [ana] }`)).toEqual([`3:3 ${says}`]);
  });

  it.for(["a b", "a,b", "a@b", "a--b", "-a", "a-", "1a", "ä", "a/b", "a".repeat(51)])("%s is no name", (name) => {
    const fix = "Use letters, digits and single `-` between them, a letter first, at most 50.";
    expect(problems(`areas:\n  "${name}": { owners: [ana] }`)).toEqual([`3:3 \`${name}\` cannot be a name. ${fix}`]);
  });

  it("a common quorum that an area cannot reach is told at the area", () => {
    const text = "areas:\n  a: { owners: [ana] }\n  b: { owners: [ana, bob] }\nsignoffs: { quorum: 2 }";
    expect(problems(text)).toEqual(["3:3 2 must sign, and only one can. Add owners or backups, or ask for fewer."]);
  });

  it("governance answers for every pull request, so code owners cannot be it", () => {
    const fix = (name: string) => `${unknownOwners}. Give \`${name}\`, which answers for every one, \`owners\`.`;
    expect(problems("areas:\n  Governance: { codeowners: true }")).toEqual([`3:17 ${fix("Governance")}`]);
    const alias = "areas:\n  rules: { aliases: [governance], codeowners: true }";
    expect(problems(alias)).toEqual([`3:35 ${fix("rules")}`]);
  });
});

describe("backups", () => {
  const wrong = (who: string, what: string, like: string) => `\`${who}\` cannot be ${what}. Write it like ${like}.`;
  it.for([
    { name: "names", backups: "[bob, 'cid#7', '@acme/x', '@x', al_acme]", says: [] },
    { name: "names in an entry", backups: "[{ who: [bob, '@acme/x'], after: 48h }]", says: [] },
    { name: "an agent", backups: "[{ who: ['renovate[bot]'], kind: agent }]", says: [] },
    { name: "another area", backups: "[{ who: [b], kind: area, after: when_author }]", says: [] },
    { name: "a gate", backups: "[{ who: [ci, title], kind: gate }]", says: [] },
    {
      name: "an empty list",
      backups: "[]",
      says: [
        "3:23 `areas.a.backups` is empty. Who may sign instead of the owners, and is shown as a backup: names, or entries with conditions.",
      ],
    },
    {
      name: "a name that cannot be",
      backups: "[no body]",
      says: ["3:33 `areas.a.backups.0` cannot be `no body`. A login or a team, or an entry with `who`."],
    },
    {
      name: "an unknown key",
      backups: "[{ who: [bob], when: author }]",
      says: ["3:47 unknown key `when` in `areas.a.backups.0`. Known here: who, kind, after."],
    },
    {
      name: "nobody",
      backups: "[{ who: [] }]",
      says: ["3:35 `areas.a.backups.0.who` is empty. Logins, teams, bot logins, gates or areas, as `kind` says."],
    },
    {
      name: "an unknown kind",
      backups: "[{ who: [bob], kind: persn }]",
      says: ["3:47 `areas.a.backups.0.kind` is `persn`. Did you mean `person`?"],
    },
    {
      name: "weeks",
      backups: "[{ who: [bob], after: 2w }]",
      says: [
        "3:47 `areas.a.backups.0.after` cannot be `2w`. When they may sign: `immediately`, `when_author` (the author is an owner), or e.g. `48h` after the opening.",
      ],
    },
    {
      name: "no name",
      backups: "[{ who: [no body] }]",
      says: [`3:41 ${wrong("no body", "a login or a team", "`alice` or `@acme/runtime`")}`],
    },
    {
      name: "a team for a person",
      backups: "[{ who: ['@acme/x'], kind: person }]",
      says: [`3:41 ${wrong("@acme/x", "a login", "`alice`")}`],
    },
    {
      name: "a person for a team",
      backups: "[{ who: [bob], kind: team }]",
      says: [`3:41 ${wrong("bob", "a team", "`@acme/runtime`")}`],
    },
    {
      name: "a team for an agent",
      backups: "[{ who: ['@acme/x'], kind: agent }]",
      says: [`3:41 ${wrong("@acme/x", "the login of a bot", "`renovate[bot]`")}`],
    },
    {
      name: "an area that is not there",
      backups: "[{ who: [coer], kind: area }]",
      says: ["3:41 area `coer` is not defined. Did you mean `core`?"],
    },
    {
      name: "itself",
      backups: "[{ who: [a], kind: area }]",
      says: ["3:41 an area cannot be its own backup. Name another one."],
    },
    {
      name: "an area of code owners",
      backups: "[{ who: [core], kind: area }]",
      says: [
        "3:41 the owners of `core` are those of CODEOWNERS, known only for the files that a pull request changes. Name an area with `owners`.",
      ],
    },
    {
      name: "a gate that is not there",
      backups: "[{ who: [cii], kind: gate }]",
      says: ["3:41 gate `cii` is not defined. Did you mean `ci`?"],
    },
    {
      name: "a gate that nothing judges",
      backups: "[{ who: [idle], kind: gate }]",
      says: ["3:41 gate `idle` is not used. Add it to `pull_request.require` or `pull_request.advise`."],
    },
    {
      name: "a gate where the author is an owner",
      backups: "[{ who: [ci], kind: gate, after: when_author }]",
      says: [],
    },
    {
      name: "a gate after a time, which could never count",
      backups: "[{ who: [ci, title], kind: gate, after: 48h }]",
      says: [
        "3:65 a gate cannot stand in after a time, because nothing says since when it holds. Use `immediately` or `when_author`.",
      ],
    },
    {
      name: "gates that rest on sign-offs",
      backups: "[{ who: [touched, signed], kind: gate }]",
      says: [
        "3:41 gate `touched` rests on sign-offs itself. Name a gate that measures something.",
        "3:50 gate `signed` rests on sign-offs itself. Name a gate that measures something.",
      ],
    },
  ])("$name", ({ backups, says }) => {
    const gates = "gates: { ci: { checks: [x] }, idle: { checks: [x] }, signed: { signoff: [b] } }";
    const text = `areas:\n  a: { owners: [ana], backups: ${backups} }\n  b: { owners: [bob] }\n  core: { codeowners: true }\n${gates}`;
    expect(problems(`${text}\npull_request: { require: [title, ci, touched, signed] }`)).toEqual(says);
  });
});

describe("a quorum that can be reached", () => {
  it.for([
    "owners: [ana, bob], quorum: 2",
    "owners: [ana], backups: [bob], quorum: 2",
    "owners: [ana], backups: [{ who: [b], kind: area }], quorum: 2",
    "owners: ['@acme/x'], quorum: 50",
    "owners: [ana], backups: ['@acme/x'], quorum: 9",
    "owners: [ana], agents: ['renovate[bot]'], agent_sufficient: true, quorum: 2",
    "owners: [ana], backups: [{ who: [r], kind: agent }], agent_sufficient: true, quorum: 2",
    "owners: [ana], backups: [{ who: [title], kind: gate }], quorum: 2",
    "owners: [ana], quorum: all",
    "owners: [ana], quorum: majority, max_outstanding: 0",
    "owners: [ana], quorum: 1, max_outstanding: 3",
    "codeowners: true, quorum: 9",
  ])("%s", (area) => {
    expect(problems(`areas:\n  a: { ${area} }\n  b: { owners: [bob] }\npull_request: { require: [title] }`)).toEqual(
      [],
    );
  });
});

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
      says: ["6:10 gate `g` has no kind. Give it exactly one of `checks`, `evidence`, `signoff`, `manual`."],
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
    expect(loaded.ok ? usedGates(loaded.config).map(({ name, area }) => [name, area]) : loaded.problems).toEqual([
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
    expect(loaded.ok ? usedGates(loaded.config).map(({ name }) => name) : loaded.problems).toEqual(gates);
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

describe("any areas", () => {
  const areaName = fc.constantFrom("a", "b", "governance", "all", "a--b", "core", "__proto__");
  const account = fc.constantFrom("ana", "ANA", "@acme/x", "@x", "bob#7", "renovate[bot]", "no body", "", "ci", "a");
  const value = fc.oneof(
    account,
    fc.boolean(),
    fc.integer({ min: -1, max: 60 }),
    fc.constantFrom("all", "majority", "always", "when_touched", "week", "strict", "48h", "never", null),
    fc.array(account, { maxLength: 3 }),
    fc.array(fc.record({ who: fc.array(account), kind: fc.constantFrom("area", "gate", "team", undefined) })),
  );
  const keys =
    "title aliases owners codeowners backups agents agent_sufficient paths required quorum max_outstanding rotate";
  const area = fc.dictionary(fc.constantFrom(...keys.split(" ")), value, { maxKeys: 5 });
  const config = fc.record({
    version: fc.constant(1),
    areas: fc.dictionary(
      areaName,
      fc.oneof(area, fc.record({ owners: fc.array(account), codeowners: fc.constant(true) })),
    ),
    gates: fc.dictionary(
      fc.constantFrom("ci", "g"),
      fc.dictionary(fc.constantFrom("checks", "signoff", "area"), value),
    ),
    pull_request: fc.record({ require: fc.array(fc.constantFrom("touched", "ci", "g")) }),
  });

  it("load or are refused with reasons", () => {
    fc.assert(
      fc.property(config, (content) => {
        const loaded = loadConfig(JSON.stringify(content));
        expect(loaded.ok || loaded.problems.length > 0).toBe(true);
      }),
    );
  });

  it("that load have somebody to ask, or say why not", () => {
    const owners = fc.uniqueArray(fc.constantFrom("ana", "bob#7", "@acme/x"), { minLength: 1 });
    const valid = fc.oneof(fc.record({ owners, quorum: fc.constantFrom(1, "all") }), fc.constant({ codeowners: true }));
    const named = fc.dictionary(fc.constantFrom("a", "b", "core"), valid);
    fc.assert(
      fc.property(named, (areas) => {
        const loaded = loadConfig(JSON.stringify({ version: 1, areas }));
        const found = loaded.ok ? areasOf(loaded.config, { now: new Date(0), files: [], codeowners: undefined }) : [];
        expect(found.map(({ name }) => name)).toEqual(Object.keys(areas));
        expect(found.filter((each) => each.owners.length === 0 && each.problem === undefined)).toEqual([]);
      }),
    );
  });
});
