import { describe, expect, it } from "vitest";
import { compareSides } from "../../../src/policy/advisory/compare.ts";
import type { AdvisoryComparison, ComparedAdvisories } from "../../../src/policy/advisory/comparison.ts";
import { findAdvisories, type NotChecked } from "../../../src/policy/advisory/finding.ts";
import type { Ignore } from "../../../src/policy/advisory/ignore.ts";
import type { AdvisoryRecord } from "../../../src/policy/advisory/record.ts";
import { advisoriesGate } from "../../../src/policy/gates/advisories.ts";
import { reason } from "../../../src/policy/reason.ts";
import type { Verdict } from "../../../src/policy/verdict.ts";
import { compositeState } from "../../../src/policy/verdict.ts";
import { fix, sentence } from "../../../src/render/reason.ts";
import { judgedAt, someFacts } from "../../support/builders.ts";
import { aRecord, aTree } from "../advisory/builders.ts";

const h2 = aRecord({ name: "h2", events: [{ introduced: "0" }, { fixed: "0.4.13" }], aliases: ["CVE-2099-1"] });
const id = h2.id;

interface Scene {
  readonly before?: readonly string[];
  readonly head: readonly string[];
  readonly records?: readonly AdvisoryRecord[];
  /** Of `Cargo.lock` unless told. */
  readonly lockfileBefore?: string;
  readonly ignoredBefore?: readonly string[];
  readonly ignored?: readonly string[];
  readonly until?: Date;
  readonly isBaseUnread?: boolean;
  readonly notChecked?: readonly NotChecked[];
  readonly more?: Partial<ComparedAdvisories>;
}

const clean = ["app 1.0.0 local"];
const direct = ["app 1.0.0 local → h2@0.4.0", "h2 0.4.0"];
const transitive = ["app 1.0.0 local → hyper@1.0.0", "hyper 1.0.0 → h2@0.4.0", "h2 0.4.0"];

function compare(scene: Scene): AdvisoryComparison {
  const { before = clean, head, records = [h2], lockfileBefore = "Cargo.lock", isBaseUnread = false } = scene;
  const side = (lockfile: string, lines: readonly string[]) => findAdvisories(lockfile, aTree(...lines), records);
  const found = side("Cargo.lock", head);
  const toIgnore = (each: string): Ignore => ({ file: "deny.toml", id: each, reason: "", until: scene.until });
  const ignores = {
    before: (scene.ignoredBefore ?? []).map(toIgnore),
    atHead: (scene.ignored ?? []).map(toIgnore),
    now: judgedAt,
  };
  const known = isBaseUnread ? undefined : side(lockfileBefore, before);
  const why = [reason("advisories-base-unread", { file: "Cargo.lock", base: "4e1f", problem: "line 3: is not valid" })];
  return {
    state: "compared",
    base: isBaseUnread ? { state: "unread", why } : { state: "read", sha: "4e1f".repeat(10) },
    checked: 3,
    unlisted: [],
    unreadIgnores: [],
    ...compareSides(known, { ...found, notChecked: [...found.notChecked, ...(scene.notChecked ?? [])] }, ignores),
    ...scene.more,
  };
}

function judge(advisories: AdvisoryComparison): Verdict {
  const gate = advisoriesGate.bind({ advisories: "introduced" });
  return gate.judge(someFacts({ advisories }), { name: "deps-clean", area: undefined });
}

function said(verdict: Verdict): readonly string[] {
  const { reason: why, details = [], caveats = [] } = verdict;
  return [why, ...details, ...caveats].map(sentence);
}

const kind = (informational: string) =>
  aRecord({ name: "h2", events: [{ introduced: "0" }], entry: { database_specific: { informational } } });
const malicious = aRecord({ id: "MAL-2099-1", name: "h2" });

describe("a pull request", () => {
  it.for<Scene & { readonly name: string; readonly state: string }>([
    { name: "brings a vulnerability", head: direct, state: "fail" },
    { name: "brings one by another package", head: transitive, state: "fail" },
    { name: "brings nothing", head: clean, state: "pass" },
    { name: "keeps what was there", before: direct, head: direct, state: "pass" },
    { name: "moves it to another version", before: ["h2 0.3.0"], head: ["h2 0.4.0"], state: "pass" },
    { name: "needs it directly now", before: transitive, head: direct, state: "pass" },
    {
      name: "has it in a second lockfile now",
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
      "Advisories that this pull request lets in: 1.",
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
    const verdict = judge(compare({ before, head, records: [h2, other], ignored: ["RUSTSEC-2099-0009"] }));
    expect(verdict).toMatchObject({ state: "pass", caveats: [] });
    expect(verdict.notes?.map(sentence)).toEqual([
      "3 package versions at this head, held against the commit `4e1f4e1` that it grew from.",
      "Resolved by this pull request: `RUSTSEC-2099-0001`.",
      "There before and still there: 1.",
      "Packages that were not checked: 1 from git.",
      "Ignores that nothing in a lockfile needs: `RUSTSEC-2099-0009`.",
    ]);
  });

  it("that widens what was there is told so, and not stopped", () => {
    expect(said(judge(compare({ before: transitive, head: direct })))).toEqual([
      "No advisory comes in with this pull request.",
      "Was there before and is in more places now: `RUSTSEC-2099-0001`.",
    ]);
  });

  it("shows twenty findings and counts the others", () => {
    const records = Array.from({ length: 23 }, (_, index) => aRecord({ id: `RUSTSEC-2099-1${index}`, name: "h2" }));
    const { details = [] } = judge(compare({ head: direct, records }));
    expect(details).toHaveLength(21);
    expect(details.map(sentence).at(-1)).toBe("More of them, not shown here: 3.");
  });
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
    const verdict = judge({ state: "untouched", lockfiles: ["Cargo.lock"], unlisted: [] });
    expect(verdict).toMatchObject({ state: "pass", caveats: [] });
    expect(said(verdict)).toEqual(["None of `Cargo.lock` changes, and no documented ignore."]);
  });

  it("is told of a changed lockfile that the configuration does not name", () => {
    const verdict = judge({ state: "untouched", lockfiles: ["Cargo.lock"], unlisted: ["tools/Cargo.lock"] });
    expect(said(verdict)[1]).toContain("`tools/Cargo.lock`");
  });
});
