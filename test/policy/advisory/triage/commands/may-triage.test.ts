import { describe, expect, it } from "vitest";
import { answersFor, whyNotTriage } from "../../../../../src/policy/advisory/triage/commands/may-triage.ts";
import type { AreaPeople, Backup, Signer } from "../../../../../src/policy/area/area.ts";
import { reasonText } from "../../../../../src/policy/reason.ts";
import { aTriageContext } from "./builders.ts";

const area = { name: "security", shownOwners: ["sara", "@acme/security"], isAnsweredFor: false, problem: undefined };

describe("who may decide about advisories", () => {
  it.for([
    { who: "somebody who may write", given: { permission: "write" }, why: undefined },
    { who: "an administrator", given: { permission: "admin" }, why: undefined },
    {
      who: "an owner who may only read",
      given: { permission: "read", area: { ...area, isAnsweredFor: true } },
      why: undefined,
    },
    {
      who: "an owner who lost the repository",
      given: { permission: "none", area: { ...area, isAnsweredFor: true } },
      why: "triage-not-allowed",
    },
    { who: "somebody who may only triage", given: { permission: "triage" }, why: "triage-not-allowed" },
    { who: "somebody who is no owner", given: { permission: "read", area }, why: "triage-not-allowed" },
    {
      who: "somebody, while the owners cannot be read",
      given: { permission: "read", area: { ...area, problem: "team x is gone" } },
      why: "triage-owners-unreadable",
    },
    {
      who: "somebody who may write, while the owners cannot be read",
      given: { permission: "write", area: { ...area, problem: "team x is gone" } },
      why: undefined,
    },
    {
      who: "a bot that may write",
      given: { actor: { id: 9, login: "renovate[bot]", isMachine: true } },
      why: "only-people",
    },
  ] as const)("$who → $why", ({ given, why }) => {
    expect(whyNotTriage(aTriageContext(given))?.code).toBe(why);
  });

  it("whoever is refused hears who can, and calls nobody", () => {
    const refusal = whyNotTriage(aTriageContext({ permission: "read", area }));
    expect(refusal?.parameters).toMatchObject({
      safeWho: "Anyone with write permission or an owner of area `security` (`sara` or `@\u200Bacme/security`)",
    });
    expect(refusal && reasonText(refusal.code).fix).toBe("{safeWho} can.");
  });
});

describe("who answers for an area", () => {
  const backup: Backup = { kind: "person", who: ["ben"], after: 2 * 3_600_000 };
  const people = (...signers: readonly Signer[]): AreaPeople => ({
    signers,
    ownerCount: undefined,
    isAuthorOwner: false,
    problem: undefined,
  });
  const openedAt = new Date("2099-03-01T08:00:00Z");
  const early = new Date("2099-03-01T09:59:59Z");
  const late = new Date("2099-03-01T10:00:00Z");

  it.for([
    { who: "an owner", people: people({ id: 31, capacity: "owner" }), at: early, does: true },
    { who: "somebody else", people: people({ id: 32, capacity: "owner" }), at: early, does: false },
    { who: "an agent", people: people({ id: 31, capacity: "agent" }), at: late, does: false },
    { who: "a backup before the time", people: people({ id: 31, capacity: "backup", backup }), at: early, does: false },
    {
      who: "a backup when the time has come",
      people: people({ id: 31, capacity: "backup", backup }),
      at: late,
      does: true,
    },
    {
      who: "a backup of an author, where nobody of them wrote it",
      people: people({ id: 31, capacity: "backup", backup: { ...backup, after: "when_author" } }),
      at: late,
      does: false,
    },
    {
      who: "an owner of what cannot be read",
      people: { ...people({ id: 31, capacity: "owner" }), problem: "team x is gone" },
      at: late,
      does: false,
    },
  ] as const)("$who: $does", ({ people: found, at, does }) => {
    expect(answersFor(found, 31, { at, openedAt })).toBe(does);
  });
});
