import { describe, expect, it } from "vitest";
import { renderIgnoreRemoval } from "../../../src/render/advisory/ignore-removal.ts";
import { anAdvisory, aRow } from "./builders.ts";

const usual = {
  advisory: anAdvisory(),
  issue: "#41",
  by: "ana",
  files: ["deny.toml", ".cargo/audit.toml"],
  others: [],
};

describe("the pull request that removes an ignore", () => {
  it("says what is no longer accepted, who asked for it, and what a merge means", () => {
    expect(renderIgnoreRemoval(usual)).toMatchInlineSnapshot(`
      {
        "body": "A locked package has a known vulnerability. [RUSTSEC-2099-0001](https://osv.dev/vulnerability/RUSTSEC-2099-0001) hits \`slate-codec 0.4.11\` in \`Cargo.lock\`, and is accepted. In #41, \`ana\` asked to look at it again.

      This removes the ignores of it from \`deny.toml\`, \`.cargo/audit.toml\`, and nothing else. Once it is merged, the advisory counts again: the clocks of #41 begin anew. Closing this without a merge leaves it accepted.",
        "commitMessage": "chore(security): no longer accept RUSTSEC-2099-0001 in slate-codec

      Asked for in #41.",
        "title": "chore(security): no longer accept RUSTSEC-2099-0001 in slate-codec",
      }
    `);
  });

  it("says nothing that a squashed commit would act on, and names nobody", () => {
    const advisory = anAdvisory({ rows: [aRow({ package: "x @acme/all\nFixes #1" })] });
    const { title, body, commitMessage } = renderIgnoreRemoval({ ...usual, advisory, by: "acme-bot[bot]" });
    expect(title).toBe("chore(security): no longer accept RUSTSEC-2099-0001 in x??acme/all?Fixes??1");
    expect(commitMessage).not.toContain("@acme");
    expect(body).not.toMatch(/^Fixes #1/m);
    expect(body).toContain("`acme-bot[bot]` asked to look at it again.");
  });

  it("names what else the same ignores cover", () => {
    const { body } = renderIgnoreRemoval({ ...usual, others: ["RUSTSEC-2099-0200"] });
    expect(body).toContain(
      "and nothing else. **They cover `RUSTSEC-2099-0200` too**, and nothing else covers that: it counts again as well. Once",
    );
    const ids = Array.from({ length: 12 }, (_, index) => `RUSTSEC-2099-02${index}`);
    expect(renderIgnoreRemoval({ ...usual, others: ids }).body).toContain(
      "`RUSTSEC-2099-029` and 2 more too**, and nothing else covers those: they count again as well.",
    );
  });

  it("names ten files and no more", () => {
    const files = Array.from({ length: 12 }, (_, index) => `${index}/osv-scanner.toml`);
    const { body } = renderIgnoreRemoval({ ...usual, files });
    expect(body).toContain("`9/osv-scanner.toml`");
    expect(body).not.toContain("`10/osv-scanner.toml`");
  });
});
