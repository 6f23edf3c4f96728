import { stringify } from "yaml";
import { areasOf } from "../../src/config/areas-of.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { type Area, areaKey } from "../../src/policy/area/area.ts";
import { digestDiff } from "../../src/policy/area/area-digest.ts";
import type { ChangedFile, PullRequest, Snapshot } from "../../src/policy/facts.ts";
import { nothingRead } from "../../src/policy/nothing-read.ts";
import type { DiffDigests } from "../../src/policy/heads.ts";
import type { SignOff } from "../../src/policy/ledger/entry.ts";

export const size = { gates: 20, areas: 50, files: 300, signOffs: 5 } as const;

const headSha = "0a9ddbc0f1e2d3c4b5a697887766554433221100";
const baseBranch = "main";
const checksGates = 9;
const evidenceGates = size.gates - checksGates - 2; // two are built in: title and touched
const rowsPerGate = 5;
const runsPerGate = 3;

export const lookedAt = new Date("2026-11-20T12:00:00Z");

/** What a job has in hand after it has read a large pull request of a large repository. */
export interface BigPullRequest {
  readonly configText: string;
  readonly config: Config;
  readonly snapshot: Snapshot;
}

export function makeBigPullRequest(): BigPullRequest {
  const configText = writeConfig();
  const loaded = loadConfig(configText);
  if (!loaded.ok) throw new Error(`the benchmark's configuration is wrong: ${loaded.problems[0]?.says}`);
  const { config } = loaded;
  const files = { files: numbers(size.files).map(makeFile), isComplete: true };
  const areas = areasOf(config, { now: lookedAt, files: files.files, codeowners: undefined });
  const diff = digestDiff(areas, files, baseBranch);
  const signers = numbers(size.signOffs).map((signer) => ({ id: idOfSigner(signer), capacity: "owner" as const }));
  const people = { signers, ownerCount: undefined, isAuthorOwner: false, problem: undefined };
  return {
    configText,
    config,
    snapshot: {
      ...nothingRead,
      pullRequest: makePullRequest(),
      files,
      signing: {
        areas,
        people: new Map(areas.map((area) => [areaKey(area), people])),
        reviews: [],
        heads: { present: { sha: headSha, baseBranch, since: lookedAt, diff }, earlier: [] },
        graceMs: 10_000,
        contributors: undefined,
      },
      // Every fifth area is stale: its first file was another one when it was signed.
      ledger: areas.flatMap((area, index) =>
        numbers(size.signOffs).map((signer) => makeSignOff(signer, area, { diff, isStale: index % 5 === 0 })),
      ),
      checks: { checks: numbers(checksGates * runsPerGate).map(makeCheck) },
      documents: new Map(
        numbers(evidenceGates).map((gate) => [documentOf(gate), { state: "found", text: makeEvidence() }]),
      ),
    },
  };
}

function makePullRequest(): PullRequest {
  return {
    number: 12,
    title: "feat(area-07): start in half the time",
    body: "",
    author: { id: 1, login: "ana" },
    isByBot: false,
    isOpen: true,
    isDraft: false,
    headSha,
    baseBranch,
    defaultBranch: baseBranch,
    changedFiles: size.files,
    commits: 8,
    comments: 60,
    openedAt: new Date("2026-11-20T08:00:00Z"),
    labels: [],
    requestedReviewerIds: [],
    repositoryUrl: "https://github.com/acme/app",
    isPrivate: false,
  };
}

function writeConfig(): string {
  const areas = numbers(size.areas).map((area) => {
    const name = areaName(area);
    const paths = [`src/${name}/**`, `test/${name}/**/*.test.ts`, `docs/{${name},guide/${name}}.md`];
    return [name, { owners: [`@acme/${name}`, "ana"], paths }] as const;
  });
  const checks = numbers(checksGates).map((gate) => {
    const names = numbers(runsPerGate).map((run) => checkName(gate * runsPerGate + run));
    return [`ci-${gate}`, { checks: names }] as const;
  });
  const evidence = numbers(evidenceGates).map((gate) => {
    const rows = numbers(rowsPerGate).map((row) => {
      const suite = `suites[name=s${row}]`;
      return { name: `Suite ${row}`, value: `${suite}.pass`, of: `${suite}.all`, expect: ">= 80%" };
    });
    return [`evidence-${gate}`, { evidence: { file: documentOf(gate) }, rows }] as const;
  });
  const gates = Object.fromEntries([...checks, ...evidence]);
  const used = { require: ["title", "touched", ...Object.keys(gates)] };
  return stringify({ version: 1, areas: Object.fromEntries(areas), gates, pull_request: used });
}

function makeFile(index: number): ChangedFile {
  const lines = numbers(30).map(
    (line) => `${line % 3 === 0 ? "+" : " "}  const value${line} = read(${index}, ${line});`,
  );
  const patch = [`@@ -10,20 +10,30 @@ function read${index}() {`, ...lines].join("\n");
  const blobSha = String(index).padStart(40, "0");
  return { path: pathOf(index), previousPath: undefined, status: "modified", patch, blobSha };
}

function makeSignOff(
  signer: number,
  area: Area,
  { diff, isStale }: { readonly diff: DiffDigests; readonly isStale: boolean },
): SignOff {
  const key = areaKey(area);
  const { digest = null, files = {} } = diff.areas[key] ?? {};
  const [first = ""] = Object.keys(files);
  return {
    kind: "signed",
    actor: { id: idOfSigner(signer), login: `approver-${signer}` },
    source: { kind: "comment", id: 1_000 + signer },
    at: `2026-11-20T09:0${signer}:00Z`,
    headSha: "1".repeat(40),
    baseBranch,
    wholeDigest: diff.whole,
    area: key,
    areaDigest: isStale ? "0".repeat(64) : digest,
    fileDigests: isStale ? { ...files, [first]: "0".repeat(16) } : files,
    word: area.name,
    bodySha256: "2".repeat(64),
  };
}

function makeCheck(index: number) {
  return { id: index, name: checkName(index), appSlug: "github-actions", status: "completed", conclusion: "success" };
}

function makeEvidence(): string {
  return JSON.stringify({ suites: numbers(rowsPerGate).map((row) => ({ name: `s${row}`, pass: 95 + row, all: 100 })) });
}

function pathOf(index: number): string {
  return `src/${areaName(index % size.areas)}/part-${Math.floor(index / size.areas)}/file-${index}.ts`;
}

function areaName(index: number): string {
  return `area-${String(index).padStart(2, "0")}`;
}

function checkName(index: number): string {
  return `ci / job ${index}`;
}

function documentOf(gate: number): string {
  return `evidence/suite-${gate}.json`;
}

function idOfSigner(signer: number): number {
  return 100 + signer;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
