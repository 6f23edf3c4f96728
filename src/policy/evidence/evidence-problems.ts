import type { GateProblem } from "../gate.ts";
import { globProblems } from "../text/glob-list.ts";
import { formatOf, knownEndings } from "./formats/format.ts";
import type { Evidence, OutOfBand, Row } from "./options.ts";
import { parsePath } from "./rows/path.ts";
import { rowProblems } from "./rows/row-problems.ts";

interface Options {
  readonly evidence: Evidence;
  readonly rows: readonly Row[];
  readonly out_of_band?: OutOfBand | undefined;
}

/** What makes an evidence gate unusable although each key is valid. Where `same_as` leads is not known here. */
export function evidenceProblems({ evidence, rows, out_of_band: outOfBand }: Options): readonly GateProblem[] {
  return [
    ...sourceProblems(evidence),
    ...pathProblems(evidence),
    ...rows.flatMap((row, index) => rowProblems(row).map((each) => ({ ...each, path: ["rows", index, ...each.path] }))),
    ...repeatedNames(rows),
    ...(outOfBand?.one === "fail" && outOfBand.several === "advise"
      ? [
          problem(
            ["out_of_band", "several"],
            "several failing rows weigh less than one",
            "Write `one: advise` as well.",
          ),
        ]
      : []),
  ];
}

const sources = ["file", "artifact", "body", "same_as"] as const;

function sourceProblems(evidence: Evidence): readonly GateProblem[] {
  const { file, artifact, same_as: other } = evidence;
  const named = sources.filter((key) => evidence[key] !== undefined);
  const foreign = Object.keys(evidence).filter((key) => key !== "same_as");
  if (named.length !== 1) {
    const says = named.length === 0 ? "nothing says where the evidence is" : `evidence has ${named.length} sources`;
    return [problem(["evidence"], says, `Give it exactly one of ${sources.map((key) => `\`${key}\``).join(", ")}.`)];
  }
  if (other !== undefined) {
    const fix = `Remove it; gate \`${other}\` says it.`;
    return foreign.map((key) => problem(["evidence", key], `\`${key}\` does not go with \`same_as\``, fix));
  }
  if (file !== undefined) return fileProblems(file);
  if (artifact === undefined) return [];
  const path = ["evidence", "artifact", "path"];
  const [broken] = globProblems([artifact.path]);
  return broken === undefined ? formatProblems(artifact.path, path) : [{ ...broken, path }];
}

/** GitHub refuses every other form, an address among them, and the gate could never be told. */
function fileProblems(file: string): readonly GateProblem[] {
  const path = ["evidence", "file"];
  const isFromRoot = file.split("/").every((part) => part !== "" && part !== "." && part !== "..");
  if (isFromRoot) return formatProblems(file, path);
  return [
    problem(path, `\`${file}\` is no path from the root of the repository`, "Write it like `reports/coverage.json`."),
  ];
}

/** A glob may leave the ending open. */
function formatProblems(file: string, path: readonly string[]): readonly GateProblem[] {
  const ending = file.slice(file.lastIndexOf("/") + 1);
  if (formatOf(file) !== undefined || (path.includes("artifact") && /[*?{}]/.test(ending))) return [];
  return [
    problem(path, `the ending of \`${file}\` is of no format that can be read`, `Name a file with ${knownEndings}.`),
  ];
}

function pathProblems({ time, commit }: Evidence): readonly GateProblem[] {
  return Object.entries({ time, commit }).flatMap(([key, text]) => {
    const parsed = text === undefined ? undefined : parsePath(text);
    if (parsed === undefined) return [];
    const says = parsed.ok ? "it must lead to one value" : parsed.problem;
    const isOne = parsed.ok && parsed.path.terms.length === 1 && parsed.path.terms.every(({ isCount }) => !isCount);
    return isOne ? [] : [problem(["evidence", key], says, "Write keys with dots, e.g. `meta.generated_at`.")];
  });
}

function repeatedNames(rows: readonly Row[]): readonly GateProblem[] {
  const seen = new Set<string>();
  return rows.flatMap(({ name }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [problem(["rows", index, "name"], `two rows are called \`${name}\``, "Give each a name of its own.")];
  });
}

function problem(path: readonly PropertyKey[], says: string, fix: string): GateProblem {
  return { path, says, fix };
}
