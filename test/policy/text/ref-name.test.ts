import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { refNameProblem } from "../../../src/policy/text/ref-name.ts";

const blank = "holds a blank or a control character";
const special = "holds one of `~ ^ : ? * [ \\`";
const slash = "begins or ends with `/`, or holds two in a row";

const table: readonly { readonly name: string; readonly problem?: string; readonly byGitHubOnly?: true }[] = [
  { name: "v1.0.0" },
  { name: "plan-readiness-audit-tier-3-complete" },
  { name: "release/2026/11" },
  { name: "v<1>" },
  { name: "straße-✓" },
  { name: "a@b" },
  { name: "it's" },
  { name: "a./b" },
  { name: "x.LOCK" },
  { name: "é".repeat(120) },
  { name: "", problem: "is empty" },
  { name: "é".repeat(121), problem: "has more than 240 bytes", byGitHubOnly: true },
  { name: "-x", problem: "begins with `-`", byGitHubOnly: true },
  { name: "a b", problem: blank },
  { name: "a\tb", problem: blank },
  { name: "a\u007Fb", problem: blank },
  { name: "a~1", problem: special },
  { name: "a^", problem: special },
  { name: "a:b", problem: special },
  { name: "a?", problem: special },
  { name: "v*", problem: special },
  { name: "a[0]", problem: special },
  { name: "a\\b", problem: special },
  { name: "a..b", problem: "holds `..`" },
  { name: "a@{1}", problem: "holds `@{`" },
  { name: "a.", problem: "ends with a dot" },
  { name: "/a", problem: slash },
  { name: "a/", problem: slash },
  { name: "a//b", problem: slash },
  { name: ".a", problem: "has a part that begins with a dot" },
  { name: "a/.b", problem: "has a part that begins with a dot" },
  { name: "a.lock", problem: "has a part that ends with `.lock`" },
  { name: "a.lock/b", problem: "has a part that ends with `.lock`" },
  { name: "HEAD", problem: "is `HEAD` or `@`, which git understands as something else", byGitHubOnly: true },
  { name: "@", problem: "is `HEAD` or `@`, which git understands as something else", byGitHubOnly: true },
  { name: "0a9ddbc".padEnd(40, "0"), problem: "looks like a commit", byGitHubOnly: true },
  { name: "\uD800", problem: "is no text", byGitHubOnly: true },
];

it.for(table)("$name → $problem", ({ name, problem }) => {
  expect(refNameProblem(name)).toBe(problem);
});

it.for(table.filter(({ byGitHubOnly }) => byGitHubOnly !== true))("git agrees about $name", ({ name, problem }) => {
  const { status } = spawnSync("git", ["check-ref-format", `refs/tags/${name}`]);
  expect(status === 0).toBe(problem === undefined);
});
