import { describe, expect, it } from "vitest";
import { renderIgnoreProposal } from "../../../src/render/advisory/ignore-proposal.ts";
import { anAdvisory, aRow } from "./builders.ts";

const usual = {
  advisory: anAdvisory(),
  reason: "the codec reads our own files only",
  until: new Date("2026-10-02T00:00:00Z"),
  issue: "#41",
  by: "ana",
  files: ["deny.toml", ".cargo/audit.toml"],
};

describe("the pull request that proposes an ignore", () => {
  it("says what is accepted, by whom, why and until when, and what a merge means", () => {
    expect(renderIgnoreProposal(usual)).toMatchInlineSnapshot(`
      {
        "body": "A locked package has a known vulnerability. [RUSTSEC-2099-0001](https://osv.dev/vulnerability/RUSTSEC-2099-0001) hits \`slate-codec 0.4.11\` in \`Cargo.lock\`. In #41, \`ana\` decided to live with it, until the end of 2026-10-01 (UTC), for this reason:

      > \`the codec reads our own files only\`

      This writes the decision into \`deny.toml\`, \`.cargo/audit.toml\`. Whoever merges it accepts the risk: the clocks of #41 stop, and it stays open as the reminder. Closing this without a merge takes the decision back.",
        "commitMessage": "chore(security): accept RUSTSEC-2099-0001 in slate-codec

      Decided in #41, until the end of 2026-10-01 (UTC).",
        "title": "chore(security): accept RUSTSEC-2099-0001 in slate-codec",
      }
    `);
  });

  it("says that there is no end", () => {
    const { body, commitMessage } = renderIgnoreProposal({ ...usual, until: undefined });
    expect(body).toContain("`ana` decided to live with it, without an end, for this reason:");
    expect(commitMessage).toContain("Decided in #41, without an end.");
  });

  it("names an npm package as it is, and a hostile one without what no package needs", () => {
    const titleFor = (name: string) =>
      renderIgnoreProposal({ ...usual, advisory: anAdvisory({ rows: [aRow({ package: name })] }) }).title;
    expect(titleFor("@slate/codec")).toBe("chore(security): accept RUSTSEC-2099-0001 in @\u200Bslate/codec");
    expect(titleFor("x @acme/all\nFixes #1")).toBe("chore(security): accept RUSTSEC-2099-0001 in x??acme/all?Fixes??1");
  });

  it.for([
    "fixes #12",
    "closes acme/app#12",
    "resolves GH-12",
    "fixes https://github.com/acme/app/issues/12",
    "[skip ci]",
  ])("does nothing in a squashed commit: %s", (reason) => {
    const { body, commitMessage } = renderIgnoreProposal({ ...usual, reason });
    expect(body).not.toContain(reason);
    expect(body.replaceAll("\u200B", "")).toContain(reason);
    expect(commitMessage).not.toContain(reason);
  });
});
