import { describe, expect, it } from "vitest";
import { reason, type Reason } from "../../src/policy/reason.ts";
import type { GateReport, Verdict } from "../../src/policy/verdict.ts";
import { renderAreas } from "../../src/render/areas.ts";
import { renderGates } from "../../src/render/verdict.ts";
import { ana, anArea, aPullRequest, aSignOff, globs, people, someSigning } from "../support/builders.ts";
import { reportOf, touched } from "../support/reports.ts";

const bytes = 18_000;
const wideNames = Array.from({ length: 12 }, (_, index) => `src/${"@".repeat(330)}${index}`);
const absent: Reason = reason("artifact-absent", { run: "7", workflow: "ci.yml", name: "report", names: wideNames });
const whatToDo = "See why it was not uploaded";
const selfReported = reason("self-reported", { file: "summary.json" });
const waivedBy = reason("waived", { who: "bob", until: "2026-11-22 00:00 UTC", why: "it is rebuilt" });
const held = reason("patterns-hold", { count: "1" });

function gate(name: string, verdict: Verdict, use: GateReport["use"] = "require"): GateReport {
  return { gate: name, kind: "changes", use, verdict };
}

function noisy(count: number, use: GateReport["use"] = "require"): readonly GateReport[] {
  const details = wideNames.map((file) => reason("self-reported", { file }));
  return Array.from({ length: count }, (_, index) =>
    gate(`noisy-${index}`, { state: "fail", reason: absent, details }, use),
  );
}

const doubtful = gate("coverage", { state: "pass", reason: held, caveats: [selfReported] });
const waived = gate("speed", { state: "waived", reason: absent, caveats: [waivedBy] });

describe("a gate on files with long names", () => {
  it("says why, what takes trust away and what to do", () => {
    const shown = renderGates([gate("a", { state: "fail", reason: absent, caveats: [selfReported] })], bytes);
    expect(shown).toContain("Run 7 of `ci.yml` did not upload `report`, but");
    expect(shown).toContain("Self-reported: this pull request changes `summary.json`.");
    expect(shown).toContain(whatToDo);
    expect(shown).toContain("and 11 more.");
  });

  it("says so beside a thousand findings, which are counted", () => {
    const details = Array.from({ length: 1_000 }, (_, index) => reason("self-reported", { file: `f${index}` }));
    const shown = renderGates([gate("a", { state: "fail", reason: absent, details })], bytes);
    expect(shown).toContain(whatToDo);
    expect(shown).toMatch(/<br>… \d+ more \|$/);
  });
});

describe("gates that do not all fit", () => {
  it.for([1, 4, 20, 60, 199])("%i noisy ones hide neither a waiver nor a caveat", (count) => {
    const shown = renderGates([...noisy(count), waived, doubtful], bytes);
    expect(shown).toMatch(
      /^\| `coverage` \| ✅ holds \| .*Self-reported: this pull request changes `summary\.json`\./m,
    );
    expect(shown).toMatch(/^\| `speed` \| ➖ waived \| Waived by `bob` until/m);
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(bytes + 200);
  });

  it("are all named with their states", () => {
    const gates = [...noisy(80), gate("last", { state: "pass", reason: held }, "advise")];
    const shown = renderGates(gates, bytes);
    expect(gates.filter((each) => !shown.includes(`\`${each.gate}\``))).toEqual([]);
    expect(shown).toMatch(/^\| … \| \| \d+ more: `noisy-\d+` fails; /m);
  });

  it("leave what a small one needs to the others", () => {
    const small = Array.from({ length: 10 }, (_, index) => gate(`small-${index}`, { state: "fail", reason: held }));
    const shown = renderGates([...small, ...noisy(4)], bytes);
    // More than a fourteenth of the bytes each.
    for (const row of shown.split("\n").filter((line) => line.includes("noisy"))) {
      expect(Buffer.byteLength(row)).toBeGreaterThan(bytes / 14);
    }
  });
});

describe("areas that do not all fit", () => {
  const files = globs("src/**");
  const noisyAreas = Array.from({ length: 120 }, (_, index) =>
    anArea({ name: `area-${index}`, owners: Array.from({ length: 40 }, (__, owner) => `owner-${owner}`), files }),
  );
  const own = anArea({ name: "own", owners: ["ana"], selfSignoff: "allow", files });
  const author = aPullRequest({ author: ana });
  const signing = someSigning({ areas: [...noisyAreas, own], people: people(ana) });
  const { areas } = reportOf(
    {
      pullRequest: author,
      signing,
      ledger: [aSignOff({ actor: ana, note: "n".repeat(300) }, undefined, own)],
    },
    [touched],
  );
  const shown = renderAreas(areas, author, bytes) ?? "";

  it("show what an author signed", () => {
    expect(shown).toMatch(/^\| `own` \| ✅ signed \| Signed by `ana` \(self-signed\)/m);
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(bytes + 200);
  });

  it("name the others with their states", () => {
    expect(shown).toMatch(/^\| … \| \| \| \d+ more: `area-\d+` /m);
  });
});
