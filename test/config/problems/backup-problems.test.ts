import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";

function problems(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

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
