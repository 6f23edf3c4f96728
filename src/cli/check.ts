import { shortSha } from "../policy/text/short-sha.ts";
import type { UsedGate } from "../policy/evaluate.ts";
import { configPath } from "../policy/known-paths.ts";
import { titleOf } from "../render/headline.ts";
import { counted } from "../policy/text/counted.ts";
import { visible } from "../policy/text/visible.ts";
import { type Comparison, compareCheckout } from "./checkout/comparison.ts";
import { gitIn } from "./checkout/git.ts";
import { judgeCheckout, type LocalJudgement } from "./checkout/judge-checkout.ts";
import { loadLocalConfig } from "./checkout/local-config.ts";
import { type ExitCode, type Given, isGiven, type Surroundings, valueOf } from "./command-line.ts";
import { problemLine } from "./config-lines.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { reportLines } from "./print-report.ts";
import { readDescription } from "./read-text.ts";
import { gatesJson } from "./report-json.ts";

/** Judges HEAD by the configuration of its base, as far as a checkout can tell. */
export async function check(given: Given, { terminal, env, cwd, now }: Surroundings): Promise<ExitCode> {
  const git = gitIn(cwd, env);
  const compared = await compareCheckout(valueOf(given, "base"), git);
  const loaded = await loadLocalConfig(compared, git);
  if (!loaded.ok) {
    const file = loaded.isFromWorkingTree ? configPath : `${compared.baseName}:${configPath}`;
    for (const problem of loaded.problems) terminal.problem(problemLine(file, problem));
    return 2;
  }
  const bodyFile = valueOf(given, "body-file");
  const planned = {
    title: valueOf(given, "title") ?? compared.subject,
    body: bodyFile === undefined ? undefined : await readDescription(bodyFile, cwd),
    labels: given.options.get("label") ?? [],
    baseBranch: valueOf(given, "into") ?? compared.baseBranch ?? compared.baseName,
  };
  const { config } = loaded;
  const judgement = await judgeCheckout(compared, planned, { config, git, now: now() });
  const { report } = judgement;
  const notes = [
    ...(loaded.isFromWorkingTree ? [`${compared.baseName} has no ${configPath} yet: judged by yours.`] : []),
    ...notJudged(judgement),
  ];
  if (isGiven(given, "json")) {
    terminal.out(JSON.stringify({ gates: gatesJson(report.gates) }, null, 2));
    for (const note of notes) terminal.problem(visible(note));
  } else {
    const { paint } = terminal;
    terminal.out(paint("bold", headline(judgement)));
    terminal.out(visible(scope(compared, judgement, planned.title)));
    for (const line of [...notes.map(visible), "", ...reportLines(report, paint)]) terminal.out(line);
  }
  return exitCodeOf(report.state);
}

/** A pull request is not ready when what can be told here holds. */
function headline({ report, needGitHub, needBody }: LocalJudgement): string {
  const others = [...needGitHub, ...needBody].filter(({ use }) => use === "require").length;
  if (report.state !== "success" || others === 0) return titleOf(report);
  const here = report.gates.filter(({ use }) => use === "require").length;
  return `✅ Nothing fails here: ${here} of ${here + others} required gates were judged`;
}

function scope({ baseName, baseSha, headSha, commits }: Comparison, { files }: LocalJudgement, title: string): string {
  const work = `${counted(commits, "commit")}, ${counted(files.files.length, "file")}`;
  return `HEAD ${shortSha(headSha)} against ${baseName} (${shortSha(baseSha)}): ${work}, titled "${title}". What is not committed is not judged.`;
}

function notJudged({ needGitHub, needBody }: LocalJudgement): readonly string[] {
  return [
    ...(needGitHub.length === 0 ? [] : [`Not judged here: ${names(needGitHub)} (GitHub is needed for that).`]),
    ...(needBody.length === 0 ? [] : [`Not judged: ${names(needBody)} (give the description with --body-file).`]),
  ];
}

function names(gates: readonly UsedGate[]): string {
  return gates.map(({ name }) => name).join(", ");
}
