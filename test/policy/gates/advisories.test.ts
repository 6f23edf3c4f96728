import { describe, expect, it } from "vitest";
import type { NotChecked } from "../../../src/policy/advisory/findings/finding.ts";
import { advisoriesGate } from "../../../src/policy/gates/advisories.ts";
import { reason } from "../../../src/policy/reason.ts";
import { compositeState } from "../../../src/policy/verdict.ts";
import { fix, sentence } from "../../../src/render/reason.ts";
import { judgedAt } from "../../support/builders.ts";
import {
  clean,
  compare,
  direct,
  h2,
  id,
  judge,
  kind,
  malicious,
  said,
  type Scene,
  transitive,
} from "../advisory/comparison/builders.ts";
import { aRecord } from "../advisory/builders.ts";

describe("a pull request", () => {
  it.for<Scene & { readonly name: string; readonly state: string }>([
    { name: "brings a vulnerability", head: direct, state: "fail" },
    { name: "brings one by another package", head: transitive, state: "fail" },
    { name: "brings nothing", head: clean, state: "pass" },
    { name: "keeps what was there", before: direct, head: direct, state: "pass" },
    { name: "moves it to another version", before: ["h2 0.3.0"], head: ["h2 0.4.0"], state: "pass" },
    { name: "needs it directly now", before: transitive, head: direct, state: "pass" },
    {
      name: "moves its lockfile to another folder",
      before: direct,
      lockfileBefore: "x/Cargo.lock",
      head: direct,
      state: "pass",
    },
    { name: "resolves it", before: direct, head: ["app 1.0.0 local → h2@0.4.13", "h2 0.4.13"], state: "pass" },
    { name: "brings unsound code of its own", head: direct, records: [kind("unsound")], state: "fail" },
    { name: "brings unsound code of others", head: transitive, records: [kind("unsound")], state: "pass" },
    { name: "brings an unmaintained package", head: direct, records: [kind("unmaintained")], state: "pass" },
    { name: "brings a notice", head: direct, records: [kind("notice")], state: "pass" },
    { name: "brings something of an unknown kind", head: direct, records: [kind("cursed")], state: "fail" },
    { name: "brings a malicious package", head: direct, records: [malicious], state: "fail" },
    { name: "brings one with its ignore", head: direct, records: [malicious], ignored: ["MAL-2099-1"], state: "fail" },
    { name: "brings what is accepted", head: direct, ignoredBefore: [id], ignored: [id], state: "pass" },
    {
      name: "brings what is accepted by another name",
      head: direct,
      ignoredBefore: ["CVE-2099-1"],
      ignored: ["CVE-2099-1"],
      state: "pass",
    },
    { name: "brings what another ignore is about", head: direct, ignored: ["RUSTSEC-2099-0002"], state: "fail" },
    { name: "brings what was accepted until today", head: direct, ignored: [id], until: judgedAt, state: "fail" },
    { name: "accepts what it brings itself", head: direct, ignored: [id], state: "waiting" },
    { name: "brings it and drops its ignore", head: direct, ignoredBefore: [id], state: "fail" },
    {
      name: "lengthens the ignore of what it brings",
      head: direct,
      ignoredBefore: [id],
      ignored: [id],
      untilBefore: new Date("2026-12-01T00:00:00Z"),
      state: "waiting",
    },
    {
      name: "lengthens the ignore of what it keeps",
      before: direct,
      head: direct,
      ignoredBefore: [id],
      ignored: [id],
      untilBefore: new Date("2026-12-01T00:00:00Z"),
      state: "pass",
    },
    { name: "drops an ignore that is needed", before: direct, head: direct, ignoredBefore: [id], state: "fail" },
    { name: "drops an ignore that nothing needs", head: clean, ignoredBefore: [id], state: "pass" },
    {
      name: "keeps what is accepted no more since yesterday",
      before: direct,
      head: direct,
      ignoredBefore: [id],
      ignored: [id],
      until: judgedAt,
      state: "pass",
    },
    { name: "has something where the base cannot be read", head: direct, isBaseUnread: true, state: "no-data" },
    { name: "has nothing where the base cannot be read", head: clean, isBaseUnread: true, state: "pass" },
  ])("$name: $state", (scene) => {
    expect(judge(compare(scene)).state).toBe(scene.state);
  });

  it("is told the way out, and what else there is", () => {
    const verdict = judge(compare({ head: transitive }));
    expect(said(verdict)).toEqual([
      "Advisories that this pull request lets in: 1 (introduced 1, resolved 0).",
      "`RUSTSEC-2099-0001`, a vulnerability, which nobody has rated yet: `h2 0.4.0` in `Cargo.lock`, by `app 1.0.0` → `hyper 1.0.0` → `h2 0.4.0`.",
    ]);
    expect(verdict.details?.map(fix)).toEqual(["Update it: `cargo update -p h2@0.4.0 --precise 0.4.13`."]);
  });

  it.for([
    {
      why: "the fix is in another line",
      version: "0.3.0",
      events: [{ introduced: "0" }, { fixed: "0.4.13" }],
      is: "it ends in `0.4.13`",
    },
    { why: "nothing is fixed", version: "0.3.0", events: [{ introduced: "0" }], is: "no version without it is known" },
  ])("is offered no command where $why", ({ version, events, is }) => {
    const head = [`app 1.0.0 local → h2@${version}`, `h2 ${version}`];
    const verdict = judge(compare({ head, records: [aRecord({ name: "h2", events })] }));
    expect(said(verdict)[1]).toContain(is);
    expect(verdict.details?.map(fix).join()).not.toContain("cargo");
  });

  it("is given no command with a name that does something in a shell", () => {
    const name = "h2;curl";
    const record = aRecord({ name, events: [{ introduced: "0" }, { fixed: "0.4.13" }] });
    const verdict = judge(compare({ head: [`${name} 0.4.0`], records: [record] }));
    expect(verdict.state).toBe("fail");
    expect(verdict.details?.map(fix).join()).not.toContain("cargo");
  });

  it("needs somebody else for the ignore that it brings, and the check asks for action", () => {
    const verdict = judge(compare({ head: direct, ignored: [id] }));
    expect(verdict.details?.map(fix)).toEqual([
      "Merge the ignore first, or let an owner accept it for this pull request with the command `/waive deps-clean until 7d -- why`.",
    ]);
    const report = { gate: "deps-clean", kind: "advisories", use: "require" as const, verdict };
    expect(compositeState([report], { holds: [], concerns: [], isWaitingDraft: false })).toBe("action_required");
  });

  it("looks again when an ignore ends that it rests on", () => {
    const until = new Date("2026-12-01T00:00:00Z");
    const scene = { head: direct, ignoredBefore: [id], ignored: [id], until };
    expect(judge(compare(scene)).changesAt).toEqual(until);
    expect(judge(compare({ ...scene, before: direct })).changesAt).toBeUndefined();
  });

  it("is told what it resolves, and that what it keeps is not its doing", () => {
    const other = aRecord({ id: "RUSTSEC-2099-0002", name: "rand" });
    const before = ["app 1.0.0 local → h2@0.4.0, rand@0.8.5", "h2 0.4.0", "rand 0.8.5"];
    const head = ["app 1.0.0 local → rand@0.8.5", "rand 0.8.5", "own 1.0.0 git"];
    const more = { tracked: new Map(Object.entries({ "RUSTSEC-2099-0001": 12, "RUSTSEC-2099-0002": 15 })) };
    const verdict = judge(compare({ before, head, records: [h2, other], ignored: ["RUSTSEC-2099-0009"], more }));
    expect(verdict).toMatchObject({ state: "pass", caveats: [] });
    expect(said(verdict)).toEqual(["No advisory comes in that fails the gate: introduced 0, resolved 1."]);
    expect(verdict.notes?.map(sentence)).toEqual([
      "3 package versions at this head, held against the commit `4e1f4e1` that it grew from.",
      "Resolved, 1: `RUSTSEC-2099-0001`.",
      "Carried, because there before and still there: 1 (tracked: #15).",
      "Packages that were not checked: 1 from git.",
      "Ignores that nothing in a lockfile needs: `RUSTSEC-2099-0009`.",
    ]);
  });

  it("that widens what was there is told so, and not stopped", () => {
    expect(said(judge(compare({ before: transitive, head: direct })))).toEqual([
      "No advisory comes in that fails the gate: introduced 0, resolved 0.",
      "Was there before and is in more places now: `RUSTSEC-2099-0001`.",
    ]);
  });

  it("shows five findings and counts the others; all of them are in the table of the check", () => {
    const records = Array.from({ length: 23 }, (_, index) => aRecord({ id: `RUSTSEC-2099-1${index}`, name: "h2" }));
    const { details = [], table } = judge(compare({ head: direct, records }));
    expect(details).toHaveLength(6);
    expect(details.map(sentence).at(-1)).toBe("More of them, in the table of the check: 18.");
    expect(table?.rows).toHaveLength(23);
  });
});

describe("what fails is configured by kind and rating", () => {
  const rated = (score: string) => aRecord({ name: "h2", more: { severity: [{ type: "CVSS_V3", score }] } });
  const low = rated("CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N");
  const high = rated("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H");
  const head = direct;

  it.for<{ readonly failOn: object; readonly state: string; readonly name: string } & Scene>([
    { name: "a high one", failOn: { vulnerability: ["critical", "high"] }, head, records: [high], state: "fail" },
    { name: "a low one", failOn: { vulnerability: ["critical", "high"] }, head, records: [low], state: "pass" },
    { name: "one without a rating", failOn: { vulnerability: ["critical", "high"] }, head, state: "pass" },
    { name: "one without a rating", failOn: { vulnerability: ["unknown"] }, head, state: "fail" },
    { name: "any", failOn: { vulnerability: "never" }, head, records: [high], state: "pass" },
    { name: "a malicious one", failOn: { vulnerability: "never" }, head, records: [malicious], state: "fail" },
    { name: "a low one", failOn: { unsound: "never" }, head, records: [low], state: "fail" },
    { name: "unsound code", failOn: { unsound: "never" }, head, records: [kind("unsound")], state: "pass" },
    {
      name: "unsound code of others",
      failOn: { unsound: "any" },
      head: transitive,
      records: [kind("unsound")],
      state: "fail",
    },
    { name: "no maintainer", failOn: { unmaintained: "any" }, head, records: [kind("unmaintained")], state: "fail" },
    {
      name: "no maintainer, of others",
      failOn: { unmaintained: "direct" },
      head: transitive,
      records: [kind("unmaintained")],
      state: "pass",
    },
    { name: "a notice", failOn: { notice: "direct" }, head, records: [kind("notice")], state: "fail" },
    { name: "more places", failOn: { widened: true }, before: transitive, head, state: "fail" },
    { name: "more places", failOn: { widened: false }, before: transitive, head, state: "pass" },
    { name: "what it keeps", failOn: { widened: true }, before: head, head, state: "pass" },
    {
      name: "more places, with an ignore of its own",
      failOn: { widened: true },
      before: transitive,
      head,
      ignored: [id],
      state: "waiting",
    },
  ])("$name with $failOn: $state", ({ failOn, state, ...scene }) => {
    const verdict = judge(compare(scene), failOn);
    expect(verdict.state).toBe(state);
  });

  it("and what is no failure is told all the same", () => {
    const failOn = { vulnerability: ["critical", "high"] };
    expect(said(judge(compare({ head, records: [low] }), failOn))).toEqual([
      "No advisory comes in that fails the gate: introduced 1, resolved 0.",
      "Comes in too and does not fail the gate: `RUSTSEC-2099-0001 (vulnerability, low)`.",
    ]);
  });

  it.for([{ malicious: "never" }, { vulnerability: [] }, { vulnerability: "direct" }, { notice: true }])(
    "but not by %o",
    (failOn) => {
      const bind = () => advisoriesGate.bind({ advisories: "introduced", fail_on: failOn });
      expect(bind).toThrow("fail_on");
    },
  );
});

describe("what nobody knows is no pass", () => {
  const silentAbout = (name: string): NotChecked => ({
    lockfile: "Cargo.lock",
    package: name,
    version: "1.0.0",
    why: "unanswered",
  });

  it("a package that the database said nothing of", () => {
    const verdict = judge(compare({ head: clean, notChecked: [silentAbout("tokio")] }));
    expect(verdict.state).toBe("no-data");
    expect(said(verdict)[1]).toBe("The database of advisories did not say everything about `tokio 1.0.0`.");
  });

  it("but a known finding fails all the same", () => {
    expect(judge(compare({ head: direct, notChecked: [silentAbout("tokio")] })).state).toBe("fail");
  });

  it("a head that cannot be read, with what is wrong and when it is looked at again", () => {
    const retryAt = new Date("2026-11-20T12:15:00Z");
    const why = [reason("advisories-silent", { command: "/recheck" })];
    const verdict = judge({ state: "unknown", why, retryAt });
    expect(verdict).toMatchObject({ state: "no-data", changesAt: retryAt });
    expect(said(verdict)[1]).toBe("The database of advisories did not answer.");
  });

  it("advisories that were never compared are a bug", () => {
    expect(() => judge({ state: "unread" })).toThrow("not compared");
  });
});

describe("a pull request that changes no lockfile", () => {
  it("passes", () => {
    const verdict = judge({ state: "untouched", unlisted: [] });
    expect(verdict).toMatchObject({ state: "pass", caveats: [] });
    expect(said(verdict)).toEqual([
      "No lockfile changes, no file that is read together with one, and no documented ignore.",
    ]);
  });

  it("is told of a changed lockfile that the configuration does not name", () => {
    const verdict = judge({ state: "untouched", unlisted: ["tools/Cargo.lock"] });
    expect(said(verdict)[1]).toContain("`tools/Cargo.lock`");
  });
});
