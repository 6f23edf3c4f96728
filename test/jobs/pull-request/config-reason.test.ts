import { expect, it } from "vitest";
import { configNote, configReason, type UnusableConfig } from "../../../src/jobs/pull-request/config-reason.ts";
import { sentence, sentenceWithFix } from "../../../src/render/reason.ts";

const at = { base: "main", owner: "acme" };

it.for<{ finding: UnusableConfig; says: string }>([
  {
    finding: { state: "invalid", from: "repository", problems: ["a"] },
    says: "The configuration on `main` has 1 problem. Correct .github/gatehouse.yml on `main`; until then this check stays red.",
  },
  {
    finding: { state: "vanished", from: "repository" },
    says: "`main` had a .github/gatehouse.yml and has none now. Restore it. To stop using Gatehouse here, uninstall the App from this repository.",
  },
  {
    finding: { state: "invalid", from: "owner", problems: ["a", "b"] },
    says:
      "This repository is judged by .github/gatehouse.yml of `acme/.github`, because it has none on `main`. That file has 2 problems. " +
      "Correct it on the default branch of `acme/.github`, or add a .github/gatehouse.yml on `main`; until then this check stays red.",
  },
  {
    finding: { state: "vanished", from: "owner" },
    says:
      "This repository was judged by .github/gatehouse.yml of `acme/.github`, which is gone. " +
      "Restore it, or add a .github/gatehouse.yml on `main`. To stop using Gatehouse here, uninstall the App from this repository.",
  },
])("$finding.state, from the $finding.from", ({ finding, says }) => {
  expect(sentenceWithFix(configReason(finding, at))).toBe(says);
});

it("a valid configuration is told of where it is not the repository's own", () => {
  expect(configNote("repository", at)).toBeUndefined();
  const note = configNote("owner", at);
  expect(note && sentence(note)).toBe(
    "This repository is judged by .github/gatehouse.yml of `acme/.github`, because it has none on `main`.",
  );
});
