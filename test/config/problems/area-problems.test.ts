import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasOf } from "../../../src/config/areas-of.ts";
import { loadConfig } from "../../../src/config/load.ts";

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
