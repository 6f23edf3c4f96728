import fc from "fast-check";
import { entryId, type LedgerEntry } from "../../../src/policy/ledger/entry.ts";

const people = ["ana", "bob", "carla", "dan"].map((login, index) => ({ id: index + 1, login }));
const sha = fc.constantFrom("a413cfc", "0a9ddbc").map((start) => start.padEnd(40, "0"));
const digest = fc.option(fc.constantFrom("aa", "bb", "cc"), { nil: null });
const until = fc.constantFrom("2026-11-20T12:00:00.000Z", "2026-12-20T12:00:00.000Z");
const second = fc.integer({ min: 0, max: 3600 });

/** Text as its most hostile author would write it. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 280 }),
  fc.constantFrom(
    "```",
    "\n```\n",
    "</details>",
    "-->",
    '"}\n{"kind":"signed"}',
    "@acme/all &#64;",
    "\u202Eevil",
    "\uD800",
  ),
);

const stamp = {
  actor: fc.constantFrom(...people),
  source: fc.record({ kind: fc.constantFrom("comment", "review"), id: fc.integer({ min: 1, max: 30 }) }),
  at: second.map((seconds) => new Date(Date.UTC(2026, 10, 20, 9, 0, seconds)).toISOString()),
};
const code = { headSha: sha, baseBranch: fc.constantFrom("main", "release"), wholeDigest: digest };
const area = fc.constantFrom("runtime", "api", "owners @acme/api ana");
const gate = fc.constantFrom("ci", "bench");
const filled = fc.constantFrom("tier=1", "tier=2");
const outcome = fc.constantFrom("pass", "fail");
const how = fc.constantFrom("edited", "deleted", "dismissed");
const word = fc.constantFrom("runtime", "api", "all");

const kinds = [
  fc.record(
    {
      kind: fc.constant("signed"),
      ...stamp,
      ...code,
      area,
      areaDigest: digest,
      fileDigests: fc.dictionary(anyText, fc.constantFrom("aa", "bb"), { maxKeys: 3 }),
      word,
      bodySha256: fc.constantFrom("50d4", "ab12"),
      note: anyText,
    },
    {
      noNullPrototype: true,
      requiredKeys: [
        "kind",
        "actor",
        "source",
        "at",
        "headSha",
        "baseBranch",
        "wholeDigest",
        "area",
        "areaDigest",
        "word",
        "bodySha256",
      ],
    },
  ),
  fc.record({ kind: fc.constant("unsigned"), ...stamp, area, signerId: fc.integer({ min: 1, max: 4 }), note: anyText }),
  fc.record({
    kind: fc.constant("edited"),
    source: stamp.source,
    at: stamp.at,
    how,
    actor: fc.option(stamp.actor, { nil: null }),
    isByAuthor: fc.boolean(),
    kept: fc.uniqueArray(word),
  }),
  fc.record({ kind: fc.constant("held"), ...stamp, reason: anyText }),
  fc.record({ kind: fc.constant("unheld"), ...stamp, holderId: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant("concern"), ...stamp, name: word, text: anyText }),
  fc.record({ kind: fc.constant("resolved"), ...stamp, name: word, raiserId: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant("objected"), ...stamp }),
  fc.record({ kind: fc.constant("retitled"), ...stamp, from: anyText, to: anyText }),
  fc.record({ kind: fc.constant("waived"), ...stamp, ...code, gate, until, reason: anyText }),
  fc.record({ kind: fc.constant("waived"), ...stamp, ...code, gate, filled, until, reason: anyText }),
  fc.record({ kind: fc.constant("ruled"), ...stamp, ...code, gate, outcome, note: anyText }),
  fc.record({ kind: fc.constant("ruled"), ...stamp, ...code, gate, filled, outcome, note: anyText }),
];

/** Entries as a ledger holds them, each id once. */
export const anyLedger: fc.Arbitrary<readonly LedgerEntry[]> = fc
  .array(fc.oneof(...kinds), { maxLength: 25 })
  .map((entries) => {
    // The records above are the schema's; fast-check cannot tell that a constant is its literal.
    const all = entries as unknown as readonly LedgerEntry[];
    return [...new Map(all.map((entry) => [entryId(entry), entry])).values()];
  });
