import { stringify } from "yaml";
import { areasOf } from "../../src/config/areas-of.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { filesOfArea } from "../../src/policy/area/area.ts";
import { digestArea, namedDigests } from "../../src/policy/area/area-digest.ts";
import type { ChangedFile, Facts } from "../../src/policy/facts.ts";
import type { SignOff } from "../../src/policy/area/ledger.ts";
import type { judgeAreas } from "../../src/policy/area/judge-areas.ts";

export const size = { gates: 20, areas: 50, files: 300, signOffs: 5 } as const;

const headSha = "0a9ddbc0f1e2d3c4b5a697887766554433221100";
const baseBranch = "main";
const checksGates = 9;
const evidenceGates = size.gates - checksGates - 2; // two are built in: title and touched
const rowsPerGate = 5;
const runsPerGate = 3;

type AreasInput = Parameters<typeof judgeAreas>[0];

/** What a job has in hand after it has read a large pull request of a large repository. */
export interface BigPullRequest {
  readonly configText: string;
  readonly config: Config;
  readonly areas: AreasInput;
  readonly facts: Omit<Facts, "areas">;
}

export function makeBigPullRequest(): BigPullRequest {
  const configText = writeConfig();
  const loaded = loadConfig(configText);
  if (!loaded.ok) throw new Error(`the benchmark's configuration is wrong: ${loaded.problems[0]?.says}`);
  const { config } = loaded;
  const files = { files: numbers(size.files).map(makeFile), isComplete: true };
  const pullRequest = {
    number: 12,
    title: "feat(area-07): start in half the time",
    author: { id: 1, login: "ana" },
    isOpen: true,
    isDraft: false,
    headSha,
    baseBranch,
    changedFiles: size.files,
    comments: 60,
  };
  const areas = areasOf(config);
  const entitledIds = numbers(size.signOffs).map(idOfSigner);
  return {
    configText,
    config,
    areas: {
      allowsSelf: false,
      areas,
      pullRequest,
      files,
      people: new Map(areas.map(({ name }) => [name, { entitledIds, problem: undefined }])),
      ledger: areas.flatMap((area, index) => {
        const digest = digestArea(filesOfArea(area, files.files), files.isComplete);
        // Every fifth area is stale: its first file was another one when it was signed.
        const isStale = index % 5 === 0;
        const fileDigests = { ...namedDigests(digest), ...(isStale ? { [pathOf(index)]: "0".repeat(16) } : {}) };
        const signed = { area: area.name, areaDigest: isStale ? "0".repeat(64) : (digest.digest ?? null), fileDigests };
        return numbers(size.signOffs).map((signer) => makeSignOff(signer, signed));
      }),
    },
    facts: {
      pullRequest,
      files,
      checks: { checks: numbers(checksGates * runsPerGate).map(makeCheck) },
      documents: new Map(
        numbers(evidenceGates).map((gate) => [documentOf(gate), { state: "found", text: makeEvidence() }]),
      ),
    },
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
  signed: Pick<SignOff, "area" | "areaDigest"> & { readonly fileDigests: Record<string, string> },
): SignOff {
  return {
    kind: "signed",
    ...signed,
    actor: { id: idOfSigner(signer), login: `approver-${signer}` },
    headSha: "1".repeat(40),
    baseBranch,
    commentId: 1_000 + signer,
    bodySha256: "2".repeat(64),
    at: `2026-11-20T09:0${signer}:00Z`,
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
