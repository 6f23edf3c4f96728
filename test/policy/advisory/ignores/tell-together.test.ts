import { expect, it } from "vitest";
import type { Ignore } from "../../../../src/policy/advisory/ignores/ignore.ts";
import type { IgnoreFinding } from "../../../../src/policy/advisory/ignores/ignore-findings.ts";
import { ignoreReason } from "../../../../src/policy/advisory/ignores/ignore-words.ts";
import type { FoundOnIgnore } from "../../../../src/policy/advisory/ignores/judge-documented.ts";
import { tellTogether } from "../../../../src/policy/advisory/ignores/tell-together.ts";
import { sentence } from "../../../../src/render/reason.ts";
import { anIgnore } from "./builders.ts";

function found(finding: IgnoreFinding, part: Partial<Ignore> = {}, updates: readonly string[] = []): FoundOnIgnore {
  const ignore = anIgnore(part);
  const words = ignoreReason(finding, [ignore], { updates, advisories: ["RUSTSEC-2099-0009"] });
  return { finding, ignore, words, isError: finding === "hides-malicious" };
}

const second = { id: "RUSTSEC-2099-0002", line: 4 };
const audit = { file: ".cargo/audit.toml", tool: "audit" } as const;

it.for<{ why: string; of: readonly FoundOnIgnore[]; says: readonly string[] }>([
  { why: "nothing was found", of: [], says: [] },
  {
    why: "two ignores of a file fall short in the same way",
    of: [found("missing-reason"), found("missing-reason", second)],
    says: ["Without a reason: `RUSTSEC-2099-0001 (deny.toml:3)` and `RUSTSEC-2099-0002 (deny.toml:4)`."],
  },
  {
    why: "they stand in two files",
    of: [found("missing-reason"), found("missing-reason", audit)],
    says: [
      "Without a reason: `RUSTSEC-2099-0001 (deny.toml:3)`.",
      "Without a reason: `RUSTSEC-2099-0001 (.cargo/audit.toml:3)`.",
    ],
  },
  {
    why: "one of them hides a malicious package",
    of: [found("missing-reason"), found("hides-malicious", second)],
    says: [
      "Said to be malicious, which nobody can accept: `RUSTSEC-2099-0002 (deny.toml:4)`.",
      "Without a reason: `RUSTSEC-2099-0001 (deny.toml:3)`.",
    ],
  },
])("what is told when $why", ({ of, says }) => {
  expect(tellTogether(of).map(sentence)).toEqual(says);
});

it.for<IgnoreFinding>(["fix-available", "alias-not-honoured"])("%s is said of each, with what it needs", (finding) => {
  const two = [found(finding, {}, ["h2 0.4.0 → 0.4.1"]), found(finding, second, ["h3 1.0.0 → 1.0.1"])];
  expect(tellTogether(two)).toEqual(two.map(({ words }) => words));
});
