import type { Report } from "../policy/evaluate.ts";
import { areaInWords, shownAreas } from "../render/areas.ts";
import { titleOf } from "../render/headline.ts";
import { visible } from "../policy/text/visible.ts";
import { stateWords } from "../render/verdict.ts";
import { type ExitCode, type Given, isGiven, type Surroundings, valueOf } from "./command-line.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { caveatsOf, headOf, tellUnusable } from "./explain.ts";
import { connect } from "./live/connect.ts";
import { readCredentials } from "./live/credentials.ts";
import { pretendTitle } from "./live/pretend-title.ts";
import { findSubject, report as reportOn } from "./live/read-pull-request.ts";
import { readingTimeMs, type Simulated, simulateComment } from "./live/simulate-comment.ts";
import { getSubject } from "./live/subject.ts";
import { reportLines } from "./print-report.ts";
import { gatesJson, sentenceAndFix } from "./report-json.ts";

/** What a comment would be answered, and how the pull request would stand then. */
export async function simulate(given: Given, surroundings: Surroundings): Promise<ExitCode> {
  const { terminal, env, now: clock } = surroundings;
  const [body, login] = [getText(given, "comment"), getText(given, "as")];
  const subject = getSubject(given.positionals[0] ?? "");
  let waitedMs = 0;
  const now = () => new Date(clock().getTime() + waitedMs);
  const connection = await connect(subject, readCredentials(env, valueOf(given, "app-id")), now);
  const found = await findSubject(subject.number, connection);
  if (found.state !== "found") return tellUnusable(found, surroundings);
  const { pullRequest, config } = found;
  const before = await reportOn(pullRequest, connection);
  waitedMs = readingTimeMs(config);
  const simulated = await simulateComment({ body, login }, found, connection);
  const title = simulated.state === "answered" ? simulated.outcome.title : undefined;
  if (title !== undefined) pretendTitle(connection.octokit, pullRequest.number, title);
  const after = await reportOn(title === undefined ? pullRequest : { ...pullRequest, title }, connection);
  const answers = answersOf(simulated);
  const changes = changesBetween(before, after);
  const notes = caveatsOf(pullRequest, connection);
  if (isGiven(given, "json")) {
    terminal.out(JSON.stringify({ answers, changes, gates: gatesJson(after.gates) }, null, 2));
    for (const note of notes) terminal.problem(note);
  } else {
    const lines = [
      headOf(pullRequest),
      ...notes,
      "",
      `${login} would be answered:`,
      ...answers.map(({ outcome, line, says }) => `    ${outcome === "done" ? "✅" : "❌"} ${line}: ${says}`),
      "",
      changes.length === 0 ? "Nothing would change." : "What would change:",
      ...changes.map((change) => `    ${change}`),
      "",
      terminal.paint("bold", titleOf(after)),
      ...reportLines(after, terminal.paint),
    ];
    for (const line of lines) terminal.out(line);
  }
  if (answers.some(({ outcome }) => outcome !== "done")) return 1;
  const code = exitCodeOf(after.state);
  return code === 0 && !connection.knowsApp ? 2 : code;
}

interface AnswerShown {
  readonly line: string;
  readonly outcome: "done" | "refused" | "ignored";
  readonly says: string;
}

function answersOf(simulated: Simulated): readonly AnswerShown[] {
  switch (simulated.state) {
    case "ignored":
      return [{ line: "the comment", outcome: "ignored", says: simulated.says }];
    case "refused":
      return [{ line: "the comment", outcome: "refused", says: sentenceAndFix(simulated.reason) }];
    case "answered":
      return simulated.outcome.answered.map(({ line, decision: { outcome, reasons, isTold } }) => {
        const said = reasons.map(sentenceAndFix).join(" ");
        // What succeeded without a word is answered by a reaction.
        const quiet = outcome === "done" && isTold !== true ? "accepted, with a thumbs up. " : "";
        return { line: visible(line), outcome, says: `${quiet}${said}`.trim() };
      });
  }
}

/** `touched: waits for a person → holds`, for gates and areas. */
function changesBetween(before: Report, after: Report): readonly string[] {
  const states = (report: Report) =>
    new Map([
      ...report.gates.map(({ gate, verdict }) => [`gate ${visible(gate)}`, stateWords[verdict.state]] as const),
      ...shownAreas(report).map((area) => [`area ${visible(area.area.name)}`, areaInWords(area)] as const),
      ["title", visible(report.pullRequest.title)] as const,
      ["holds", String(report.holds.length)] as const,
      ["concerns", String(report.concerns.length)] as const,
    ]);
  const [was, is] = [states(before), states(after)];
  return [...is].flatMap(([name, state]) => {
    const earlier = was.get(name) ?? "not there";
    return earlier === state ? [] : [`${name}: ${earlier} → ${state}`];
  });
}

function getText(given: Given, name: string): string {
  const text = valueOf(given, name);
  if (text === undefined || text.trim() === "") throw new Error(`\`--${name}\` is missing`);
  return text;
}
