import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configChanges } from "../../../src/config/changes/changes.ts";
import type { Config } from "../../../src/config/schema.ts";
import { anyPair, loadWritten, type Written } from "./any-config.ts";
import { anyScript, playUnder, type Script } from "./small-world.ts";

interface Case {
  readonly what: string;
  readonly before?: Written;
  readonly after: Written;
  readonly script: Partial<Script>;
}

const basis: Written = {
  "areas.core.owners": ["ana", "bob"],
  "areas.core.paths": ["src/**"],
  "areas.docs.owners": ["carla"],
  touched: "require",
};
const quiet: Script = {
  author: "dan",
  title: "feat: faster",
  labels: [],
  paths: ["src/a.ts"],
  isHeld: false,
  said: [],
  approvedBy: [],
  pushed: [],
  contributors: [],
};
const signed = { by: "ana", line: "/signoff core" };
const codeOwned: Written = { "areas.core.paths": ["docs/**"], "areas.code.codeowners": true };

describe("a change after which a pull request passes that did not", () => {
  it.for<Case>([
    {
      what: "one signature less",
      before: { "areas.core.quorum": 2 },
      after: { "areas.core.quorum": 1 },
      script: { said: [signed] },
    },
    {
      what: "a new area of files that code owners were asked about",
      before: codeOwned,
      after: { "areas.more.owners": ["ana"], "areas.more.paths": ["**"] },
      script: { said: [{ by: "ana", line: "/signoff more" }] },
    },
    {
      what: "globs for an area of code owners",
      before: codeOwned,
      after: { "areas.code.paths": ["docs/**"] },
      script: {},
    },
    {
      what: "governance, whose owners waive",
      before: { bad: "require" },
      after: { "areas.more.owners": ["ana"], "areas.more.aliases": ["governance"] },
      script: { paths: ["docs/b.md"], said: [{ by: "ana", line: "/waive bad until 36h -- it is late" }] },
    },
    {
      what: "one area more whose owners rule on a gate of no area",
      before: { look: "require" },
      after: { "areas.more.owners": ["dan"] },
      script: { author: "bob", paths: ["docs/b.md"], said: [{ by: "dan", line: "/pass look -- seen" }] },
    },
    {
      what: "one area more whose owners lift a hold",
      after: { "areas.more.owners": ["dan"] },
      script: { author: "bob", paths: ["docs/b.md"], isHeld: true, said: [{ by: "dan", line: "/unhold" }] },
    },
    {
      what: "globs for an area that was about every file",
      before: { "areas.core.required": "always", "areas.core.paths": undefined },
      after: { "areas.core.paths": ["src/**"] },
      script: { said: [signed], pushed: ["docs/b.md"] },
    },
    {
      what: "an area whose only backup is an owner less of another one",
      before: {
        "areas.core.owners": ["ana"],
        "areas.core.backups": [{ who: ["docs"], kind: "area" }],
        "areas.docs.owners": ["ana", "carla"],
        "areas.docs.self_signoff": "deny",
        good: "require",
      },
      after: { "areas.docs.owners": ["ana"] },
      script: { author: "ana", said: [signed] },
    },
    {
      what: "a code owner without a backup",
      before: { ...codeOwned, "areas.code.backups": ["dan"], good: "require" },
      after: { "areas.code.backups": undefined },
      script: { author: "bob", said: [{ by: "bob", line: "/signoff code" }] },
    },
    {
      what: "the first gate that is evidence",
      before: { "areas.core.owners": ["ana"] },
      after: { good: "require" },
      script: { author: "ana", said: [signed] },
    },
    {
      what: "less evidence, by a gate of the area",
      before: {
        "areas.core.owners": ["ana"],
        "areas.more.owners": ["bob"],
        "areas.more.aliases": ["governance"],
        "gates.good.area": "core",
        bad: "require",
      },
      after: { good: "require" },
      script: { author: "ana", said: [signed, { by: "bob", line: "/waive bad until 36h -- it is late" }] },
    },
    {
      what: "a gate that stands in, shown everywhere",
      before: { "areas.core.backups": [{ who: ["good"], kind: "gate" }], good: "require where labelled" },
      after: { good: "require" },
      script: {},
    },
    {
      what: "a gate that stands in, shown in a program only before",
      before: {
        "areas.core.backups": [{ who: ["good"], kind: "gate" }],
        "programs.labelled.advise": ["good"],
      },
      after: { good: "advise" },
      script: {},
    },
    {
      what: "the first gate that is evidence in a program",
      before: { "areas.core.owners": ["ana"] },
      after: { "programs.labelled.require": ["good"] },
      script: { author: "ana", labels: ["x"], said: [signed] },
    },
    {
      what: "an author who may not sign and need not",
      before: { "areas.core.quorum": "all", "areas.core.self_signoff": "with_evidence", good: "require" },
      after: { "areas.core.self_signoff": "deny" },
      script: { author: "bob", said: [signed] },
    },
    {
      what: "the same for every area",
      before: { "areas.core.quorum": "all", "signoffs.self": "with_evidence", good: "require" },
      after: { "signoffs.self": "deny" },
      script: { author: "bob", said: [signed] },
    },
    {
      what: "an approval that signs a file more",
      before: {
        "areas.core.paths": undefined,
        "areas.docs.paths": ["docs/**"],
        both: "require",
        "signoffs.reviews": "implicit",
      },
      after: { "areas.core.paths": ["src/**"] },
      script: { approvedBy: ["ana"] },
    },
    {
      what: "an approval that signs every file",
      before: {
        "areas.core.paths": undefined,
        "areas.docs.paths": ["docs/**"],
        both: "require",
        "signoffs.reviews": "implicit",
      },
      after: { "areas.core.required": "always" },
      script: { approvedBy: ["ana"] },
    },
    {
      what: "one area more from which signers are counted",
      before: { both: "require", "gates.both.min_distinct_signers": 2, "areas.core.quorum": 1 },
      after: { "gates.both.signoff": ["core", "docs"] },
      script: { said: [signed, { by: "carla", line: "/signoff docs" }] },
    },
    {
      what: "evidence where nothing was required, for who changes the rules",
      before: {
        "areas.more.owners": ["ana"],
        "areas.more.aliases": ["governance"],
        "pull_request.base": ["next"],
        good: "require",
      },
      after: { "pull_request.base": ["next", "main"] },
      script: { author: "ana", paths: [".github/gatehouse.yml"], said: [{ by: "ana", line: "/signoff more" }] },
    },
  ])("says so of $what", async ({ before = {}, after, script }) => {
    const [one, other] = [load({ ...basis, ...before }), load({ ...basis, ...before, ...after })];
    expect(await playUnder(one, { ...quiet, ...script })).not.toBe("success");
    expect(await playUnder(other, { ...quiet, ...script })).toBe("success");
    expect(saysNothing(one, other)).toBe(false);
  });

  it("says so, whatever is written and whatever people do", async () => {
    await fc.assert(
      fc.asyncProperty(anyPair, fc.array(anyScript, { minLength: 20, maxLength: 20 }), async (pair, scripts) => {
        const [one, other] = [loadWritten(pair.before), loadWritten(pair.after)];
        if (!one.ok || !other.ok || !saysNothing(one.config, other.config)) return;
        for (const script of scripts) {
          if ((await playUnder(other.config, script)) !== "success") continue;
          expect(await playUnder(one.config, script)).toBe("success");
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Whether a reader is told that nothing asks for less. */
function saysNothing(before: Config, after: Config): boolean {
  return configChanges(before, after).every(({ asksLess }) => asksLess === "no");
}

function load(written: Written): Config {
  const loaded = loadWritten(written);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  return loaded.config;
}
