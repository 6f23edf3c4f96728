import fc from "fast-check";
import { loadConfig } from "../../../src/config/load.ts";

/** What stands at each place of a configuration, and how each gate is used. */
export type Written = Readonly<Record<string, unknown>>;

/** What may stand there; `undefined` is nothing. An area is there when it has owners or code owners. */
const options: Readonly<Record<string, readonly unknown[]>> = {
  "areas.core.owners": [["ana"], ["ana", "bob"], ["ana", "bob", "carla"]],
  "areas.core.paths": [undefined, ["src/**"], ["docs/**"], ["src/**", "docs/**"]],
  "areas.core.quorum": [undefined, 1, 2, "all", "majority"],
  "areas.core.max_outstanding": [undefined, 0, 1],
  "areas.core.self_signoff": [undefined, "deny", "with_evidence", "with_backup", "allow"],
  "areas.core.stale_on": [undefined, "any_push", "area_change", "never"],
  "areas.core.required": [undefined, "always"],
  "areas.core.backups": [
    undefined,
    ["dan"],
    [{ who: ["dan"], after: "when_author" }],
    [{ who: ["docs"], kind: "area" }],
    [{ who: ["good"], kind: "gate" }],
  ],
  "areas.core.exclude_contributors": [undefined, true, false],
  "areas.core.aliases": [undefined, ["governance"]],
  "areas.docs.owners": [["carla"], ["carla", "dan"]],
  "areas.docs.paths": [undefined, ["docs/**"]],
  "areas.docs.quorum": [undefined, 1],
  "areas.code.codeowners": [undefined, true],
  "areas.code.paths": [undefined, ["docs/**"]],
  "areas.code.backups": [undefined, ["dan"]],
  "areas.more.owners": [undefined, ["ana"], ["dan"]],
  "areas.more.paths": [undefined, ["**"], ["src/**"]],
  "areas.more.aliases": [undefined, ["governance"]],
  "signoffs.self": [undefined, "deny", "with_evidence", "allow"],
  "signoffs.quorum": [undefined, 1, 2, "all"],
  "signoffs.reviews": [undefined, "implicit"],
  "signoffs.stale_on": [undefined, "any_push", "never"],
  "title.required_signoffs": [undefined, { breaking: ["core"] }, { breaking: ["docs"] }],
  "gates.good.area": [undefined, "core", "docs"],
  "gates.look.area": [undefined, "core"],
  "gates.both.signoff": [["core"], ["core", "docs"]],
  "gates.both.min_distinct_signers": [undefined, 2],
  "programs.labelled.require": [undefined, ["good"], ["good", "bad"]],
  "programs.labelled.advise": [undefined, ["good"], ["look"]],
  "programs.labelled.signoff": [undefined, ["core"], ["core", "docs"]],
  "pull_request.base": [undefined, ["main"], ["main", "next"], ["next"]],
};

const gates = ["touched", "good", "bad", "look", "both"];
const uses = ["unused", "advise", "require", "require where labelled"];

/** Most places are empty, and the gate that never holds is seldom used, or nothing would ever pass. */
const anyWritten: fc.Arbitrary<Written> = fc.record({
  ...Object.fromEntries(Object.entries(options).map(([place, values]) => [place, anyOf(values)])),
  ...Object.fromEntries(gates.map((gate) => [gate, fc.constantFrom(...uses)])),
  bad: fc.constantFrom("unused", "unused", "unused", ...uses),
});

function anyOf([first, ...values]: readonly unknown[]): fc.Arbitrary<unknown> {
  const often = first === undefined ? [first, first, first] : [];
  return fc.constantFrom<unknown>(...often, first, ...values);
}

interface Pair {
  readonly before: Written;
  readonly after: Written;
}

/** Two that differ in a place or two, or in a whole area. */
export const anyPair: fc.Arbitrary<Pair> = fc
  .tuple(anyWritten, anyWritten, fc.subarray([...Object.keys(options), ...gates], { minLength: 1, maxLength: 2 }))
  .map(([before, other, chosen]) => {
    const whole = ["areas.code.", "areas.more."].filter((area) => chosen.some((place) => place.startsWith(area)));
    const places = Object.keys(options).filter((place) => whole.some((area) => place.startsWith(area)));
    const changed = [...chosen, ...places].map((place) => [place, other[place]] as const);
    return { before, after: { ...before, ...Object.fromEntries(changed) } };
  });

/** Of the four gates `good` holds and `bad` does not, `look` is ruled on, and `both` rests on sign-offs. */
export function loadWritten(written: Written) {
  const areas = ["core", "docs", "code", "more"].map((name) => [name, keysOf(written, `areas.${name}`)] as const);
  return loadConfig(
    JSON.stringify({
      version: 1,
      areas: Object.fromEntries(areas.filter(([, area]) => "owners" in area || "codeowners" in area)),
      signoffs: keysOf(written, "signoffs"),
      title: keysOf(written, "title"),
      gates: {
        good: { checks: ["good"], ...keysOf(written, "gates.good") },
        bad: { checks: ["bad"] },
        look: { manual: "looked at", ...keysOf(written, "gates.look") },
        both: { signoff: ["core"], ...keysOf(written, "gates.both") },
      },
      pull_request: {
        ...keysOf(written, "pull_request"),
        require: gates.flatMap((gate) => requiredUse(gate, written[gate])),
        advise: gates.filter((gate) => written[gate] === "advise"),
      },
      programs: { labelled: { when: { labels: ["x"] }, ...keysOf(written, "programs.labelled") } },
    }),
  );
}

function requiredUse(gate: string, use: unknown): readonly unknown[] {
  if (use === "require") return [gate];
  return use === "require where labelled" ? [{ [gate]: { when: { labels: ["x"] } } }] : [];
}

function keysOf(written: Written, section: string): object {
  const places = Object.entries(written).filter(([place]) => place.startsWith(`${section}.`));
  const there = places.filter(([, value]) => value !== undefined);
  return Object.fromEntries(there.map(([place, value]) => [place.slice(section.length + 1), value]));
}
