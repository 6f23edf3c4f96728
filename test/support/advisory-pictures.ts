import { renderTriageComment } from "../../src/render/advisory/triage-comment.ts";
import { renderReport } from "../../src/render/advisory/report.ts";
import { renderTriageIssue } from "../../src/render/advisory/triage-issue.ts";
import { aChange, aContext, anEntry, aState, dueAt } from "../render/advisory/builders.ts";

/** What the page about triage shows of issues and comments; the marks that only programs read are left out. */
export const advisoryPictures: Readonly<Record<string, () => string>> = {
  "advisory-issue": () => quote(issue()),
  "advisory-decided": () => quote(decided()),
  "advisory-reminder": () =>
    quote(
      renderTriageComment(aChange({ events: [{ kind: "remind", of: "decide", what: "due", dueAt }] }), aContext()) ??
        "",
    ),
  "advisory-gone": () =>
    quote(renderTriageComment({ ...aChange({ events: [{ kind: "close" }] }), found: undefined }, aContext()) ?? ""),
  "advisory-report": () => quote(report()),
};

function issue(): string {
  const notChecked = [{ lockfile: "Cargo.lock", package: "gauge-board", version: "0.3.0", why: "git" as const }];
  return renderTriageIssue(aChange(), aContext({ notChecked })).body;
}

/** The first lines and the decisions of an issue whose ignore is not merged yet. */
function decided(): string {
  const entries = [
    anEntry({ kind: "defer", reason: "the parent's release is due", until: "2026-11-27T23:59:59.999Z" }, 0, "bob"),
    anEntry(
      { kind: "accept-risk", reason: "the codec reads our own files only", until: "2026-12-31T23:59:59.999Z" },
      5,
    ),
  ];
  const due = { decide: undefined, fix: dueAt };
  const { body } = renderTriageIssue(aChange({ next: aState({ entries, proposal: 55 }), due }), aContext());
  const paragraphs = body.split("\n\n");
  const log = paragraphs.indexOf("### Decisions");
  return [...paragraphs.slice(1, 3), "…", ...paragraphs.slice(log, log + 2)].join("\n\n");
}

function report(): string {
  const at = (day: string) => new Date(`${day}T09:00:00Z`);
  const one = { package: "slate-codec", kind: "vulnerability", rating: "high" } as const;
  return renderReport(
    {
      at: at("2026-11-23"),
      open: [
        { ...one, number: 41, advisory: "RUSTSEC-2099-0001", firstSeenAt: at("2026-11-20"), dueAt },
        { ...one, number: 44, advisory: "RUSTSEC-2099-0007", firstSeenAt: at("2026-11-22"), dueAt: at("2026-11-24") },
      ],
      accepted: [
        {
          ...one,
          number: 9,
          advisory: "RUSTSEC-2099-0002",
          file: "deny.toml",
          until: new Date("2027-01-01T00:00:00Z"),
        },
      ],
      ignores: [],
      notChecked: [{ lockfile: "Cargo.lock", package: "gauge-board", version: "0.3.0", why: "git" }],
      unreadable: [],
      heldBack: [],
      isComplete: true,
      source: { name: "osv-api", asOf: undefined, isStale: false },
    },
    aContext(),
  ).body;
}

function quote(markdown: string): string {
  const shown = markdown.replaceAll(/^<!-- gatehouse:.*-->\n*/gm, "").trim();
  return shown.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
