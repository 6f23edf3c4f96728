import fc from "fast-check";
import { expect, it } from "vitest";
import { canBeSame, versionIn } from "../../../src/policy/pins/version-comment.ts";

it.for([
  { comment: "v4.2.2", version: "v4.2.2" },
  { comment: "4.2.2", version: "4.2.2" },
  { comment: "v4", version: "v4" },
  { comment: "4", version: "4" },
  { comment: "v6-beta", version: "v6-beta" },
  { comment: "v4.0.0rc1", version: "v4.0.0rc1" },
  { comment: "v1.2.3+build.5", version: "v1.2.3+build.5" },
  { comment: "setup-v1.2.0", version: "setup-v1.2.0" },
  { comment: "ver=1.0.0", version: "1.0.0" },
  { comment: "tag=v1.0.0", version: "v1.0.0" },
  { comment: "@v4", version: "v4" },
  { comment: "renovate: tag=v1.0.0", version: "v1.0.0" },
  { comment: "ratchet:actions/checkout@v4", version: "v4" },
  { comment: "v4.2.2 # zizmor: ignore[cache-poisoning]", version: "v4.2.2" },
  { comment: "v4.2.2 (see #12)", version: "v4.2.2" },
  { comment: "2026-01-02", version: "2026-01-02" },
  { comment: "", version: undefined },
  { comment: "stable", version: undefined },
  { comment: "main", version: undefined },
  { comment: "main-2", version: undefined },
  { comment: "1.x", version: undefined },
  { comment: "v1.x", version: undefined },
  { comment: "release/v1", version: undefined },
  { comment: "11bd719", version: undefined },
  { comment: "pinned, see the runbook v2", version: undefined },
  { comment: "zizmor: ignore[unpinned-uses]", version: undefined },
  { comment: "stable (v1.2.3)", version: undefined },
])("# $comment → $version", ({ comment, version }) => expect(versionIn(comment)).toBe(version));

it.for([
  { one: "v4", other: "v4.2.2", same: true },
  { one: "4.2.2", other: "v4.2.2", same: true },
  { one: "v4.2", other: "v4.2.2", same: true },
  { one: "v4.1.0", other: "v4.2.2", same: false },
  { one: "v4", other: "v5", same: false },
  { one: "v4", other: "v40", same: false },
])("$one and $other can be one release: $same", ({ one, other, same }) => {
  expect(canBeSame(one, other)).toBe(same);
  expect(canBeSame(other, one)).toBe(same);
});

it("of a comment without end only the beginning is looked at", () => {
  expect(versionIn(`v1-${"v1-".repeat(200_000)}!`)?.length).toBe(200);
  expect(versionIn(`${" ".repeat(300)}v1`)).toBeUndefined();
});

it("any comment is read", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (comment) => {
      const version = versionIn(comment);
      expect(version === undefined || comment.includes(version)).toBe(true);
    }),
  );
});
