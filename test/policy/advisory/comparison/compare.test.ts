import { describe, expect, it } from "vitest";
import { type AdvisorySide, compareSides } from "../../../../src/policy/advisory/comparison/compare.ts";
import { findAdvisories, type NotChecked } from "../../../../src/policy/advisory/findings/finding.ts";
import { type AdvisoryRecord } from "../../../../src/policy/advisory/records/record.ts";
import { indexRecords } from "../../../../src/policy/advisory/records/record-index.ts";
import { judgedAt } from "../../../support/builders.ts";
import { aRecord, aTreeOf } from "../builders.ts";
import { anIgnore } from "../ignores/builders.ts";
import { clean, direct, h2, id } from "./builders.ts";

const part = aRecord({
  id: "GO-2099-0001",
  ecosystem: "Go",
  name: "golang.org/x/crypto",
  entry: { ecosystem_specific: { imports: [{ path: "golang.org/x/crypto/openpgp" }] } },
});
const twin = aRecord({ id: "GHSA-aaaa-bbbb-cccc", name: "h2", aliases: [id] });
const native = aRecord({ id, name: "h2", events: [{ introduced: "0.5.0" }] });
const [crypto, module] = [["golang.org/x/crypto 0.1.0"], [part]];

interface Sides {
  readonly ecosystem?: string;
  readonly records?: readonly AdvisoryRecord[];
  readonly before?: readonly string[];
  readonly head: readonly string[];
  readonly ignored?: readonly string[];
  readonly isPartial?: boolean;
}

function sideOf(lines: readonly string[], { ecosystem = "crates.io", records = [h2] }: Partial<Sides>): AdvisorySide {
  return findAdvisories("a.lock", aTreeOf(ecosystem, ...lines), indexRecords(records));
}

function compare({ before = clean, ignored = [], isPartial = false, ...sides }: Sides) {
  const atHead = ignored.map((each) => anIgnore({ id: each }));
  const known = { ...sideOf(before, sides), isPartial };
  return compareSides(known, sideOf(sides.head, sides), { before: [], atHead, now: judgedAt });
}

describe("what is not sure", () => {
  const none = { module: [], disputed: [] };

  it.for<Sides & { readonly title: string; readonly doubtful: object }>([
    {
      title: "a package inside a module",
      ecosystem: "Go",
      records: module,
      head: crypto,
      doubtful: { ...none, module: [part.id] },
    },
    {
      title: "one that was there before",
      ecosystem: "Go",
      records: module,
      before: crypto,
      head: crypto,
      doubtful: none,
    },
    {
      title: "one that is accepted",
      ecosystem: "Go",
      records: module,
      head: crypto,
      ignored: [part.id],
      doubtful: none,
    },
    { title: "what a twin says", records: [native, twin], head: direct, doubtful: { ...none, disputed: [id] } },
    { title: "what it said before", records: [native, twin], before: direct, head: direct, doubtful: none },
  ])("is told and stands for nothing: $title", ({ doubtful, ...sides }) => {
    const compared = compare(sides);
    expect(compared.doubtful).toEqual(doubtful);
    expect(compared).toMatchObject({ standing: [], resolved: [] });
  });

  it("was no proof that the advisory was there", () => {
    const compared = compare({ records: [native, twin], before: direct, head: ["h2 0.5.0"] });
    expect(compared.standing.map(({ id: each, change }) => `${each} ${change}`)).toEqual([`${id} introduced`]);
  });

  it("is no ignore that nothing needs", () => {
    const sides = { records: [native, twin], head: direct, ignored: [id, "RUSTSEC-2099-0009"] };
    expect(compare(sides).unusedIgnores).toEqual(["RUSTSEC-2099-0009"]);
  });
});

describe("what is gone", () => {
  const unread: NotChecked = { lockfile: "a.lock", package: "other", version: "1.0.0", why: "unreadable-version" };
  const app = "app 1.0.0 local → h2@";

  it.for<{ readonly title: string; readonly head: readonly string[]; readonly resolved: readonly string[] }>([
    { title: "its package goes", head: clean, resolved: [id] },
    { title: "its package goes to a fixed version", head: [`${app}0.4.13`, "h2 0.4.13"], resolved: [id] },
    { title: "its package comes from git now", head: [`${app}0.4.0`, "h2 0.4.0 git"], resolved: [] },
    { title: "its package comes from a folder now", head: [`${app}0.4.0`, "h2 0.4.0 path"], resolved: [] },
    { title: "nobody can read its version", head: [`${app}next`, "h2 next"], resolved: [] },
    { title: "nobody can read the version of another", head: ["rand next"], resolved: [id] },
  ])("is resolved only where that is proved: $title", ({ head, resolved }) => {
    expect(compare({ before: direct, head })).toMatchObject({ standing: [], resolved });
  });

  it.for<{ readonly title: string; readonly head: Partial<AdvisorySide>; readonly unused: readonly string[] }>([
    { title: "all was looked at", head: {}, unused: [id] },
    { title: "the source owes an answer", head: { notChecked: [{ ...unread, why: "unanswered" }] }, unused: [] },
    { title: "a record cannot be read", head: { notChecked: [{ ...unread, why: "unreadable-record" }] }, unused: [] },
    { title: "another package is from git", head: { notChecked: [{ ...unread, why: "git" }] }, unused: [id] },
    { title: "its own is from git now", head: { notChecked: [{ ...unread, package: "h2", why: "git" }] }, unused: [] },
  ])("makes its ignore needless only where that is known: $title", ({ head, unused }) => {
    const sides = [sideOf(direct, {}), { ...sideOf(clean, {}), ...head }] as const;
    const compared = compareSides(...sides, { before: [], atHead: [anIgnore({ id })], now: judgedAt });
    expect(compared.unusedIgnores).toEqual(unused);
  });
});

describe("a base of which only a part can be read", () => {
  const other = aRecord({ id: "RUSTSEC-2099-0002", name: "rand" });
  const head = ["app 1.0.0 local → h2@0.4.0, rand@0.8.5", "h2 0.4.0", "rand 0.8.5"];

  it("tells what was there, and of the others nothing", () => {
    const { standing } = compare({ records: [h2, other], before: direct, head, isPartial: true });
    expect(standing.map(({ id: each, change }) => `${each} ${change}`)).toEqual([
      "RUSTSEC-2099-0001 carried",
      "RUSTSEC-2099-0002 unknown",
    ]);
  });
});

describe("packages that the source did not speak about", () => {
  const unanswered: NotChecked = { lockfile: "a.lock", package: "tokio", version: "1.0.0", why: "unanswered" };

  it.for<{ readonly before: NotChecked; readonly isNew: boolean }>([
    { before: unanswered, isNew: false },
    { before: { ...unanswered, version: "1.0.1" }, isNew: true },
    { before: { ...unanswered, why: "git" }, isNew: true },
    { before: { ...unanswered, lockfile: "b.lock" }, isNew: true },
  ])("count where they were not among them: $before → $isNew", ({ before, isNew }) => {
    const empty = sideOf(clean, {});
    const sides = [before, unanswered].map((one) => ({ ...empty, notChecked: [one] }));
    const [old, head = empty] = sides;
    const compared = compareSides(old, head, { before: [], atHead: [], now: judgedAt });
    expect(compared.unanswered).toEqual(isNew ? [unanswered] : []);
  });

  it.for(["git", "path", "other-registry", "unreadable-version", "no-scheme"] as const)(
    "are not those that nobody asks about: %s",
    (why) => {
      const head = { ...sideOf(clean, {}), notChecked: [{ ...unanswered, why }] };
      const compared = compareSides(sideOf(clean, {}), head, { before: [], atHead: [], now: judgedAt });
      expect(compared).toMatchObject({ unanswered: [], notChecked: [{ why }] });
    },
  );
});

describe("a prerelease where an advisory begins", () => {
  const record = aRecord({ name: "h2", events: [{ introduced: "1.2.0" }] });
  const beta = ["h2 1.2.0-beta.1"];

  it("is told while it is new", () => {
    expect(compare({ records: [record], head: beta }).boundaries).toHaveLength(1);
    expect(compare({ records: [record], before: beta, head: beta }).boundaries).toEqual([]);
  });
});
