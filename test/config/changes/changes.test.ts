import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configChanges } from "../../../src/config/changes/changes.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { type Case, changes, load, type Parts, textOf } from "../../support/changed-config.ts";

describe("a change of what is used", () => {
  it.for<Case>([
    {
      after: { require: "[title, touched, coverage]" },
      says: ["Asks less than before: gate ci is no longer required."],
    },
    {
      after: { require: "[title, touched, coverage]", advise: "[look, ci]" },
      says: ["Asks less than before: gate ci becomes advisory, and never blocks."],
    },
    {
      after: { require: "[title, touched, ci, coverage, look]", advise: "[]" },
      says: ["After the merge: gate look is required."],
    },
    { after: { advise: "[]" }, says: ["After the merge: gate look is no longer shown."] },
    { before: { advise: "[]" }, after: {}, says: ["After the merge: gate look is shown, and never blocks."] },
    {
      after: { require: "[title, touched, coverage, { ci: { when: { paths: [src/**] } } }]" },
      says: ["May ask less than before: gate ci applies under other conditions."],
    },
    {
      before: { require: "[title, touched, coverage, { ci: { when: { paths: [src/**] } } }]" },
      after: {},
      says: ["After the merge: gate ci applies under other conditions."],
    },
    {
      after: { require: "[touched, title, ci, coverage]" },
      says: ["After the merge: pull_request.require lists the same in another way."],
    },
    {
      after: { more: "{ base: [main] }" },
      says: [
        "Asks less than before: pull_request.base is main; it was not set.",
        "May ask less than before: pull_request.hold_label is not set any more; it was on-hold.",
      ],
    },
    {
      before: { more: "{ base: [main] }" },
      after: { more: "{ base: [main, next] }" },
      says: ["After the merge: pull_request.base gains next."],
    },
    {
      before: { more: "{ base: [main, next] }" },
      after: { more: "{ base: [main] }" },
      says: ["Asks less than before: pull_request.base loses next."],
    },
    {
      after: { more: "{ hold_label: frozen }" },
      says: ["May ask less than before: pull_request.hold_label is frozen instead of on-hold."],
    },
    {
      before: { more: "{ draft: count }" },
      after: { more: "{ draft: wait }" },
      says: ["After the merge: pull_request.draft is wait instead of count."],
    },
    {
      before: { more: "{ draft: count }" },
      after: { more: "{ on_merge: { tag: merged-<number> } }" },
      says: ["After the merge: pull_request.on_merge.tag is merged-<number>; it was not set."],
    },
    {
      before: { gate: "audit: { tag: audited }", more: "{ on_merge: { tag: merged-<number> } }" },
      after: { gate: "audit: { tag: audited }", more: "{ on_merge: { tag: v<number> } }" },
      says: ["May ask less than before: pull_request.on_merge.tag is v<number> instead of merged-<number>."],
    },
    {
      before: {
        gate: "audit: { tag: audited-1 }",
        rest: "programs: { p: { when: { labels: [x] }, on_merge: { tag: merged-<number> } } }",
      },
      after: {
        gate: "audit: { tag: audited-1 }",
        rest: "programs: { p: { when: { labels: [x] }, on_merge: { tag: audited-<number> } } }",
      },
      says: ["May ask less than before: programs.p.on_merge.tag is audited-<number> instead of merged-<number>."],
    },
  ])("$says.0", ({ before, after, says }) => {
    expect(changes(after, before)).toEqual(says);
  });
});

describe("the order of programs", () => {
  const tier = 'tier: { when: { title: "feat: tier <n>" }, on_merge: { tag: audit-<n>-done } }';
  const any = 'any: { when: { title: "feat: *" }, on_merge: { tag: merged-<number> } }';
  const [one, other] = [`programs: { ${tier}, ${any} }`, `programs: { ${any}, ${tier} }`];
  const waits = { gate: "audit: { tag: audit-1-done }" };

  it.for<Case>([
    {
      before: { rest: one },
      after: { rest: other },
      says: ["After the merge: programs lists the same in another way."],
    },
    {
      before: { rest: one, ...waits },
      after: { rest: other, ...waits },
      says: ["May ask less than before: programs lists the same in another way."],
    },
  ])("$says.0", ({ before, after, says }) => expect(changes(after, before)).toEqual(says));

  it("is told beside another change, and not where one comes or goes", () => {
    const more = 'more: { when: { title: "fix: *" }, require: [ci] }';
    const all = changes({ rest: `programs: { ${any}, ${more}, ${tier} }`, ...waits }, { rest: one, ...waits });
    expect(all).toContain("May ask less than before: programs lists the same in another way.");
    const longer = changes({ rest: `programs: { ${more}, ${tier}, ${any} }`, ...waits }, { rest: one, ...waits });
    expect(longer.join("\n")).not.toContain("programs lists");
  });
});

describe("a gate that is used in more places", () => {
  const lint = { gate: "lint: { checks: [lint] }" };
  const standing = { docs: "{ owners: [carla], paths: [docs/**], backups: [{ who: [ci], kind: gate }] }" };
  const labelled = "{ ci: { when: { labels: [x] } } }";

  it.for<Case>([
    {
      before: { ...lint, require: "[title, touched]" },
      after: { ...lint, require: "[title, touched, lint]" },
      says: ["May ask less than before: gate lint is required."],
    },
    {
      before: { ...lint, require: `[title, touched, ${labelled}]` },
      after: { ...lint, require: `[title, touched, ${labelled}, lint]` },
      says: ["May ask less than before: gate lint is required."],
    },
    {
      before: { require: `[title, touched, ${labelled}]` },
      after: { require: "[title, touched, ci]" },
      says: ["May ask less than before: gate ci applies under other conditions."],
    },
    {
      before: { ...lint, require: "[title, touched]", signoffs: "{ quorum: 1, self: deny }" },
      after: { ...lint, require: "[title, touched, lint]", signoffs: "{ quorum: 1, self: deny }" },
      says: ["After the merge: gate lint is required."],
    },
    {
      before: lint,
      after: { ...lint, require: "[title, touched, ci, coverage, lint]" },
      says: ["After the merge: gate lint is required."],
    },
    {
      before: { gate: "lint: { checks: [lint], area: docs }" },
      after: { gate: "lint: { checks: [lint], area: docs }", require: "[title, touched, ci, coverage, lint]" },
      says: ["May ask less than before: gate lint is required."],
    },
    {
      before: { require: "[touched]" },
      after: { require: "[touched, title]" },
      says: ["After the merge: gate title is required."],
    },
    {
      before: { ...standing, require: "[touched]", rest: "programs: { p: { when: { labels: [x] }, advise: [ci] } }" },
      after: {
        ...standing,
        require: "[touched]",
        advise: "[look, ci]",
        rest: "programs: { p: { when: { labels: [x] }, advise: [ci] } }",
      },
      says: ["May ask less than before: gate ci is shown, and never blocks."],
    },
    {
      before: { require: "[touched]", rest: "programs: { p: { when: { labels: [x] }, require: [look] } }" },
      after: { require: "[touched]", rest: "programs: { p: { when: { labels: [x] }, require: [look, ci] } }" },
      says: ["May ask less than before: programs.p.require gains ci."],
    },
    {
      before: { rest: "programs: { p: { when: { labels: [x] }, require: [look] } }" },
      after: { rest: "programs: { p: { when: { labels: [x] }, require: [look, ci] } }" },
      says: ["After the merge: programs.p.require gains ci."],
    },
    {
      before: { more: "{ base: [main] }", area: "governance: { owners: [carla] }" },
      after: { more: "{ base: [main, next] }", area: "governance: { owners: [carla] }" },
      says: ["May ask less than before: pull_request.base gains next."],
    },
  ])("$says.0", ({ before, after, says }) => expect(changes(after, before)).toEqual(says));
});

describe("a change of what holds for all", () => {
  it.for<Case>([
    {
      after: {
        signoffs: "{ quorum: 2 }",
        docs: "-",
        area: "docs: { owners: [carla, dan], paths: [docs/**], quorum: 1 }",
      },
      says: [
        "May ask less than before: area docs gains the owner dan.",
        "After the merge: signoffs.quorum is 2 instead of 1.",
      ],
    },
    {
      after: { signoffs: "{ quorum: 1, self: allow }" },
      says: ["Asks less than before: signoffs.self is allow; it was not set."],
    },
    {
      after: { signoffs: "{ quorum: 1, reviews: implicit }" },
      says: ["Asks less than before: signoffs.reviews is implicit instead of explicit."],
    },
    {
      after: { signoffs: "{ quorum: 1, grace: 0s }" },
      says: ["Asks less than before: signoffs.grace is 0s instead of 10s."],
    },
    {
      after: { signoffs: "{ quorum: 1, grace: 60s }" },
      says: ["After the merge: signoffs.grace is 60s instead of 10s."],
    },
    {
      after: { signoffs: "{ quorum: 1, stale_on: never }" },
      says: ["Asks less than before: signoffs.stale_on is never instead of area_change."],
    },
    {
      after: { signoffs: "{ quorum: 1, show_owners: none }" },
      says: ["After the merge: signoffs.show_owners is none instead of names."],
    },
    {
      after: { title: "{ types: [feat, fix, wip], scope: required, scopes: [api, cli], max: 80 }" },
      says: ["Asks less than before: title.types gains wip."],
    },
    {
      after: { title: "{ types: [feat], scope: required, scopes: [api, cli], max: 80 }" },
      says: ["After the merge: title.types loses fix."],
    },
    {
      after: { title: "{ types: [feat, fix], scope: optional, scopes: [api, cli], max: 80 }" },
      says: ["Asks less than before: title.scope is optional instead of required."],
    },
    {
      after: { title: "{ types: [feat, fix], scope: required, max: 120 }" },
      says: [
        "Asks less than before: title.scopes is not set any more; it was api and cli.",
        "Asks less than before: title.max is 120 instead of 80.",
      ],
    },
    {
      after: { title: '{ types: [feat, fix], scope: required, scope_pattern: "[a-z]+", max: 80 }' },
      says: [
        "Asks less than before: title.scopes is not set any more; it was api and cli.",
        "After the merge: title.scope_pattern is [a-z]+; it was not set.",
      ],
    },
    {
      after: { title: "{ types: { feat: minor, fix: patch }, scope: required, scopes: [api, cli], max: 80 }" },
      says: [
        "After the merge: title.types.feat.impact is minor; it was not set.",
        "After the merge: title.types.fix.impact is patch; it was not set.",
      ],
    },
    {
      after: { releases: "{ announce: { stable: [releases, news] } }" },
      says: ["After the merge: releases.announce.stable is releases and news instead of releases."],
    },
    {
      after: { releases: "-" },
      says: [
        "After the merge: releases.tag is not set any more; it was v<version>.",
        "After the merge: releases.announce.stable is not set any more; it was releases.",
      ],
    },
    {
      after: { rest: "rollouts: { v1: { gates: {} } }" },
      says: ["After the merge: rollouts says something else, and is not active yet."],
    },
    {
      after: { rest: "programs: { audit: { when: { labels: [audit] }, require: [ci] } }" },
      says: [
        "May ask less than before: programs.audit.when.labels is audit; it was not set.",
        "After the merge: programs.audit.require is ci; it was not set.",
        "After the merge: programs.audit.advise is []; it was not set.",
      ],
    },
    {
      before: { rest: "programs: { audit: { when: { labels: [audit] }, require: [ci, look] } }" },
      after: { rest: "programs: { audit: { when: { labels: [audit] }, require: [ci] } }" },
      says: ["Asks less than before: programs.audit.require loses look."],
    },
  ])("$says.0", ({ before, after, says }) => {
    expect(changes(after, before)).toEqual(says);
  });

  it("comes with what asks less first, then what may", () => {
    const all = changes({
      require: "[title, touched, ci]",
      runtime: "{ title: Runtime, owners: [ana, dan], paths: [src/**] }",
    });
    expect(all.map((line) => line.split(":")[0])).toEqual([
      "Asks less than before",
      "May ask less than before",
      "May ask less than before",
      "After the merge",
    ]);
  });
});

describe("whatever is written", () => {
  const options = {
    runtime: [
      "{ owners: [ana], paths: [src/**] }",
      "{ codeowners: true }",
      "{ owners: [ana], paths: [lib/**], quorum: all, stale_on: never }",
    ],
    docs: [
      "-",
      "{ owners: [carla, ana], paths: [docs/**] }",
      "{ owners: [carla], paths: [docs/**], backups: [{ who: [dan], after: 48h }] }",
    ],
    signoffs: ["{}", "{ reviews: implicit, self: deny }", "{ grace: 30s, show_owners: teams }"],
    title: [
      "{}",
      "{ subject: { case: not-capitalised } }",
      "{ types: { feat: { impact: minor, section: New } }, ignore: [bot] }",
      "{ profile: angular, scope_deny: [misc], required_signoffs: { breaking: [runtime] } }",
      "{ profile: angular, scope_deny: [misc], targets: [main], patterns: [{ forbid: x.* }] }",
    ],
    ci: ["{ checks: [build] }", "{ checks: [lint, build], when: { title: breaking } }", "{ manual: By hand }"],
    require: ["[]", "[ci]", "[{ ci: { when: { labels: [x] } } }, title]"],
    advise: ["[]", "[coverage, look]"],
    more: ["-", "{ base: [main] }", "{ on_merge: { tag: t-<number>, annotate: summary } }"],
    releases: ["-", "{}", "{ announce: {} }"],
    rest: [
      "",
      "advisories: {}",
      "advisories: { ignores: [] }",
      "notify: { advisories: alerts }",
      "rollouts: { one: { gates: {} } }",
    ],
  };
  const anyParts: fc.Arbitrary<Parts> = fc.record(
    Object.fromEntries(Object.entries(options).map(([part, values]) => [part, fc.constantFrom(...values)])),
    { requiredKeys: [] },
  );
  // A gate that is used twice, or one that asks nobody, does not load.
  const anyConfig = anyParts.map((given) => loadConfig(textOf(given))).filter(({ ok }) => ok);

  it("nothing is said of no difference, and something of every other", () => {
    fc.assert(
      fc.property(anyConfig, anyConfig, (one, other) => {
        if (!one.ok || !other.ok) return;
        expect(configChanges(one.config, one.config)).toEqual([]);
        const isSame = isDeepStrictEqual(one.config, other.config);
        expect(configChanges(one.config, other.config).length > 0).toBe(!isSame);
      }),
      { numRuns: 150 },
    );
  });

  it("names that every object knows are names like any other", () => {
    const named = {
      area: "constructor: { owners: [carla], paths: [x] }",
      gate: "constructor: { checks: [x] }",
      rest: "programs: { constructor: { when: { labels: [x] }, require: [ci] } }",
      look: "-",
      advise: "[]",
    };
    const without = { look: "-", advise: "[]" };
    const there = changes(named, without);
    expect(there).toContain("After the merge: area constructor exists; carla can sign for it.");
    expect(there).toContain("After the merge: gate constructor exists, of kind checks.");
    expect(changes(without, named)).toContain(
      "Asks less than before: area constructor does not exist any more, and nobody signs for it.",
    );
  });

  it("hostile names stay parameters, which are escaped when they are shown", () => {
    const hostile = "@acme/all <!-- -->";
    const before = load(textOf());
    const after = load(textOf({ ci: `{ checks: [build, lint, "${hostile}"], app: github-actions }` }));
    const [change] = configChanges(before, after);
    expect(change?.reason.parameters).toMatchObject({ items: [hostile], safeWhen: "After the merge" });
  });
});
