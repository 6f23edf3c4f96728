import { valid } from "semver";
import { counted } from "../policy/text/counted.ts";
import type { AboutTitle } from "../policy/title/checking/check-title.ts";
import { judgeTitle, type TitleJudgement } from "../policy/title/judge-title.ts";
import { type TitleStanding, noCommits } from "../policy/title/title-standing.ts";
import { changeOf, meaningOf } from "../policy/version/meaning.ts";
import type { LatestVersion } from "../policy/version/latest-version.ts";
import { renderTitleCheck } from "../render/title/title-check.ts";
import { type ExitCode, type Given, isGiven, type Surroundings, valueOf } from "./command-line.ts";
import { readDescription } from "./read-text.ts";
import type { Terminal } from "./terminal.ts";
import { titleJson } from "./title-json.ts";
import { readTitlePolicy } from "./title-policy.ts";
import { unfenced } from "./unfenced.ts";

/** Judges titles by the rules alone, and prints what the check `gatehouse/title` would say of them. */
export async function title(given: Given, { terminal, cwd }: Surroundings): Promise<ExitCode> {
  const about = await readAbout(given, cwd);
  const latestVersion = getVersion(valueOf(given, "current"));
  const read = await readTitlePolicy(given, cwd);
  if (!read.ok) {
    for (const problem of read.problems) terminal.problem(problem);
    return 2;
  }
  const { policy } = read;
  const titles = await readTitles(given, terminal);
  let failed = 0;
  for (const [index, each] of titles.entries()) {
    const judged = asJudged(judgeTitle(each, policy.rules, about));
    if (!judged.title.ok) failed += 1;
    if (isGiven(given, "json")) {
      const change = changeOf(judged);
      const impact = change && meaningOf(change, policy.meaning, latestVersion).impact;
      terminal.out(titleJson(each, judged.title, impact));
    } else {
      const { summary } = renderTitleCheck(judged, { pullRequest: { title: each }, latestVersion, policy });
      if (index > 0) terminal.out("");
      terminal.out(painted(unfenced(summary), judged.title.ok, terminal));
    }
  }
  if (isGiven(given, "stdin") && !isGiven(given, "json")) {
    const verdict = failed === 0 ? "✅ all pass" : `❌ ${failed} of them ${failed === 1 ? "fails" : "fail"}`;
    terminal.out(`\n${terminal.paint(failed === 0 ? "green" : "red", verdict)}: ${counted(titles.length, "title")}`);
  }
  return failed === 0 ? 0 : 1;
}

async function readAbout(given: Given, cwd: string): Promise<AboutTitle> {
  const number = valueOf(given, "number");
  if (number !== undefined && !/^[1-9]\d{0,9}$/.test(number)) {
    throw new Error("`--number` must be the number of a pull request");
  }
  const path = valueOf(given, "body-file");
  return {
    ...(number !== undefined && { number: Number(number) }),
    ...(path !== undefined && { body: await readDescription(path, cwd) }),
  };
}

function getVersion(text: string | undefined): LatestVersion {
  if (text === undefined) return { state: "unknown" };
  const version = valid(text);
  if (version === null) throw new Error(`\`${text}\` is no version. Write it like 0.7.3`);
  return { state: "released", version };
}

// Ten thousand of the longest titles that GitHub keeps.
const inputLimit = 4 * 1024 * 1024;

async function readTitles(given: Given, { readInput }: Terminal): Promise<readonly string[]> {
  const [typed] = given.positionals;
  const isFromInput = isGiven(given, "stdin");
  if (isFromInput === (typed !== undefined)) {
    throw new Error(isFromInput ? "give TITLE or `--stdin`, not both" : "TITLE is missing; `--stdin` reads one a line");
  }
  if (typed !== undefined) return [typed];
  const text = await readInput(inputLimit);
  if (Buffer.byteLength(text) > inputLimit) {
    throw new Error(`standard input has more than ${inputLimit / 1024 / 1024} MB; give it in parts`);
  }
  return linesOf(text);
}

/** An empty line is an empty title; nothing behind the last line break is none. */
function linesOf(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const titles = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  if (titles.length === 0) throw new Error("standard input is empty; write one title a line");
  return titles;
}

function asJudged(judgement: TitleJudgement): Extract<TitleStanding, { state: "passes" | "fails" }> {
  return judgement.ok
    ? { state: "passes", title: judgement, commits: noCommits }
    : { state: "fails", title: judgement, commits: noCommits };
}

/** The state in its colour, and the carets in red. */
function painted(text: string, isHeld: boolean, { paint }: Terminal): string {
  const [state = "", ...lines] = text.split("\n");
  const shown = lines.map((line) => (/^ {4} *\^[ ^]*$/.test(line) ? paint("red", line) : line));
  return [paint(isHeld ? "green" : "red", state), ...shown].join("\n");
}
