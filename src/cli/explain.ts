import type { PullRequest } from "../policy/facts.ts";
import { reason } from "../policy/reason.ts";
import { titleOf } from "../render/headline.ts";
import { shortSha } from "../policy/text/short-sha.ts";
import { visible } from "../policy/text/visible.ts";
import { type ExitCode, type Given, isGiven, type Surroundings, valueOf } from "./command-line.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { connect, type Connection } from "./live/connect.ts";
import { readCredentials } from "./live/credentials.ts";
import { findSubject, type Found, report as reportOn } from "./live/read-pull-request.ts";
import { getSubject } from "./live/subject.ts";
import { reportLines } from "./print-report.ts";
import { gatesJson, sentenceAndFix } from "./report-json.ts";

/** Reads a pull request and says how it stands, in the words of its summary. */
export async function explain(given: Given, surroundings: Surroundings): Promise<ExitCode> {
  const { terminal, env, now } = surroundings;
  const subject = getSubject(given.positionals[0] ?? "");
  const connection = await connect(subject, readCredentials(env, valueOf(given, "app-id")), now);
  const found = await findSubject(subject.number, connection);
  if (found.state !== "found") return tellUnusable(found, surroundings);
  const report = await reportOn(found.pullRequest, connection);
  const notes = [
    ...(found.note === undefined ? [] : [sentenceAndFix(found.note)]),
    ...caveatsOf(found.pullRequest, connection),
  ];
  if (isGiven(given, "json")) {
    terminal.out(JSON.stringify({ gates: gatesJson(report.gates) }, null, 2));
    for (const note of notes) terminal.problem(note);
  } else {
    terminal.out(terminal.paint("bold", titleOf(report)));
    for (const line of [headOf(found.pullRequest), ...notes, "", ...reportLines(report, terminal.paint)])
      terminal.out(line);
  }
  const code = exitCodeOf(report.state);
  // A hold may stand in what could not be read.
  return code === 0 && !connection.knowsApp ? 2 : code;
}

export function tellUnusable(found: Exclude<Found, { state: "found" }>, { terminal }: Surroundings): ExitCode {
  if (found.state === "silent") {
    terminal.problem("There is no configuration for this repository, so Gatehouse is silent here.");
    return 2;
  }
  terminal.problem(sentenceAndFix(found.reason));
  for (const problem of found.problems) terminal.problem(visible(problem));
  return 2;
}

export function headOf({ number, headSha, baseBranch, title }: PullRequest): string {
  return visible(`#${number} at ${shortSha(headSha)}, into ${baseBranch}: "${title}".`);
}

/** What a reader must know of where this was read. */
export function caveatsOf({ isOpen }: PullRequest, { knowsApp }: Connection): readonly string[] {
  return [
    ...(isOpen ? [] : ["It is closed; this is how it would stand."]),
    ...(knowsApp
      ? []
      : [sentenceAndFix(reason("ledger-not-read", {})), "Holds, concerns and waivers are not shown either."]),
  ];
}
