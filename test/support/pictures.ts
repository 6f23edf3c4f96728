import { readFileSync } from "node:fs";
import { areasOf } from "../../src/config/areas-of.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { usedGates } from "../../src/config/used-gates.ts";
import { commands } from "../../src/policy/commands/index.ts";
import { evaluate, type Report } from "../../src/policy/evaluate.ts";
import type { Area } from "../../src/policy/area/area.ts";
import type { Person, Snapshot } from "../../src/policy/facts.ts";
import type { LedgerEntry } from "../../src/policy/ledger/entry.ts";
import { readCommands, runCommands } from "../../src/policy/comment/run-commands.ts";
import { renderAreas } from "../../src/render/areas.ts";
import { summaryMarker } from "../../src/render/marker.ts";
import { renderHelp, renderReply } from "../../src/render/reply.ts";
import { renderSummaryComment } from "../../src/render/summary.ts";
import { renderGates } from "../../src/render/verdict.ts";
import { parseAppFile } from "../../src/setup/manifest.ts";
import {
  aCommandContext,
  aComment,
  aFile,
  allOf,
  ana,
  aSignOff,
  aStamp,
  bob,
  carla,
  dan,
  people,
  secondHead,
  someAreas,
  someSigning,
  someSnapshot,
  withBackup,
} from "./builders.ts";
import { advisoryPictures } from "./advisory-pictures.ts";
import { galleryPictures } from "./gallery-pictures.ts";
import { changesPictures } from "./gate-pictures/changes.ts";
import { advisoriesPictures } from "./gate-pictures/advisories.ts";
import { checksPictures } from "./gate-pictures/checks.ts";
import { evidencePictures } from "./gate-pictures/evidence.ts";
import { configurationPictures } from "./gate-pictures/configuration.ts";
import { ignoresPictures } from "./gate-pictures/ignores.ts";
import { issuesPictures } from "./gate-pictures/issues.ts";
import { patternsPictures } from "./gate-pictures/patterns.ts";
import { pinnedPictures } from "./gate-pictures/pinned.ts";
import { retitlePictures } from "./gate-pictures/retitle.ts";
import { reviewPictures } from "./gate-pictures/review.ts";
import { tagPictures } from "./gate-pictures/tag.ts";
import { titlePictures } from "./gate-pictures/title.ts";
import { titleAfterwardsPictures } from "./gate-pictures/title-afterwards.ts";

/**
 * What the pages show of Gatehouse's own words, made by the code that says them. A page names a picture between
 * `<!-- picture: NAME -->` and `<!-- /picture -->`; a comment on GitHub stands there as a quote.
 */
const pictures: Readonly<Record<string, () => string>> = {
  summary: () => quote(comment(aReport({ signedBefore: true }))),
  people: () => quote(comment(aReportOfPeople())),
  permissions: () => permissionTable(),
  touched: () => quote(touched(aReport({ signedBefore: true }))),
  ...galleryPictures,
  ...advisoryPictures,
  ...checksPictures,
  ...configurationPictures,
  ...evidencePictures,
  ...issuesPictures,
  ...advisoriesPictures,
  ...ignoresPictures,
  ...reviewPictures,
  ...tagPictures,
  ...titlePictures,
  ...titleAfterwardsPictures,
  ...pinnedPictures,
  ...patternsPictures,
  ...changesPictures,
  "signoff-refused": () => quote(reply({ id: 9, login: "mallory" }, "/signoff runtime")),
  "signoff-unknown": () => quote(reply(ana, "/signoff runtme")),
  ...retitlePictures,
  help: () => quote(reply(ana, "/help")),
};

const place = /(<!-- picture: ([\w-]+) -->\n)[^]*?(<!-- \/picture -->)/g;

/** The page with its pictures as they are now. Throws when it names one that does not exist. */
export function withPictures(page: string): string {
  return page.replaceAll(place, (_, begin: string, name: string, end: string) => {
    const draw = Object.hasOwn(pictures, name) ? pictures[name] : undefined;
    if (draw === undefined) throw new Error(`there is no picture ${name}; known: ${Object.keys(pictures).join(", ")}`);
    return `${begin}\n${draw()}\n\n${end}`;
  });
}

const config = `version: 1
areas:
  runtime: { owners: [ana, "@acme/runtime"], paths: [src/runtime/**] }
gates:
  ci: { checks: [build] }
  coverage:
    evidence: { file: reports/coverage.json }
    rows:
      - { name: Line coverage, value: lines.covered, of: lines.total, expect: ">= 80%" }
pull_request: { require: [title, touched, ci, coverage] }
`;

interface Scene {
  /** Ana signed the push before the present one. */
  readonly signedBefore?: boolean;
}

function aReport({ signedBefore = false }: Scene = {}): Report {
  const loaded = mustLoad();
  const files = allOf(aFile({ patch: "@@ -1 +1 @@\n-const startDelayMs = 120;\n+const startDelayMs = 0;" }));
  return judged(loaded, {
    files,
    signing: someSigning({ areas: areasAt(loaded), people: people(ana) }),
    ledger: signedBefore ? [aSignOff()] : [],
    documents: new Map([["reports/coverage.json", { state: "found", text: '{"lines":{"covered":42,"total":50}}' }]]),
  });
}

/** Two areas, of which one was signed before a rebase, one has one signature of two; and somebody waits for something. */
function aReportOfPeople(): Report {
  const loaded = mustLoad(`version: 1
areas:
  runtime: { owners: [ana], backups: [dan], paths: [src/runtime/**] }
  docs: { title: Documentation, owners: [ana, bob], paths: [docs/**], quorum: 2 }
pull_request: { require: [touched] }
`);
  const files = allOf(aFile(), aFile({ path: "docs/start.md" }));
  const areas = areasAt(loaded);
  const [runtime, docs] = areas;
  const hold: LedgerEntry = {
    kind: "held",
    ...aStamp({ actor: carla, comment: 9 }),
    reason: "waiting for the benchmark",
  };
  return judged(loaded, {
    files,
    signing: someSigning({ areas, people: withBackup(people(ana, bob), dan) }),
    ledger: [
      aSignOff(aStamp({ actor: dan }), files, runtime),
      aSignOff(
        { ...aStamp({ actor: bob, comment: 8 }), headSha: secondHead, note: "read the examples too" },
        files,
        docs,
      ),
      hold,
    ],
  });
}

// Within the first hour of the head, while CI may not have begun.
const now = new Date("2026-11-20T09:40:00Z");

function judged(loaded: Config, given: Partial<Snapshot>): Report {
  return evaluate(someSnapshot(given), usedGates(loaded, someSnapshot(given).pullRequest), { draftsWait: false, now });
}

function areasAt(loaded: Config): readonly Area[] {
  return areasOf(loaded, { now, files: [], codeowners: undefined });
}

function comment(report: Report): string {
  return renderSummaryComment(report).replace(`${summaryMarker}\n`, "");
}

function gateRow(name: string, { gates }: Report): string {
  return renderGates(
    gates.filter(({ gate }) => gate === name),
    20_000,
  );
}

/** The gate and the table of areas below it, as the comment shows them. */
function touched(report: Report): string {
  const areas = renderAreas(report.areas, report.pullRequest, 20_000) ?? "";
  return `${gateRow("touched", report)}\n\n${areas}`;
}

function reply(actor: Person, body: string): string {
  const areas = someAreas({ areas: areasAt(mustLoad()), people: people(ana) });
  const read = readCommands(body, commands);
  if (read.state !== "lines") throw new Error(`${body} holds no command`);
  const { answered } = runCommands(read.lines, aCommandContext({ actor: { ...actor, isMachine: false }, areas }));
  const help = body === "/help" ? renderHelp(commands, areas) : undefined;
  return renderReply(aComment(11), answered, help).replace(/^<!--.*-->\n+/, "");
}

function mustLoad(text = config): Config {
  const loaded = loadConfig(text);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  return loaded.config;
}

function permissionTable(): string {
  const { permissions } = parseAppFile(readFileSync("app.yml", "utf8"));
  const rows = permissions.map(({ name, because }) => `| \`${name}\` | ${because} |`);
  return ["| permission | what it is for |", "|---|---|", ...rows].join("\n");
}

function quote(markdown: string): string {
  return markdown.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
