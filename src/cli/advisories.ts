import { plainSentence } from "../render/plain-reason.ts";
import { visible } from "../policy/text/visible.ts";
import { createLocalSource } from "./advisories/local-source.ts";
import { findScene } from "./advisories/scene.ts";
import { scanJson } from "./advisories/scan-json.ts";
import { scanLines } from "./advisories/scan-lines.ts";
import { type LocalScan, scanScene } from "./advisories/scan-scene.ts";
import { exitCodeOfScan } from "./advisories/scan-verdict.ts";
import { type ExitCode, type Given, isGiven, type Surroundings, valueOf } from "./command-line.ts";
import { safeJson } from "./safe-json.ts";

/** Meets the lockfiles of the working tree with the advisories of today. */
export async function advisories(given: Given, surroundings: Surroundings): Promise<ExitCode> {
  const { terminal, now } = surroundings;
  const source = await createLocalSource(valueOf(given, "dump"), surroundings);
  const scene = await findScene(given, surroundings);
  if (!scene.ok) {
    for (const problem of scene.problems) terminal.problem(problem);
    return 2;
  }
  const at = now();
  const scan = await scanScene(scene, source, at);
  const code = exitCodeOfScan(scan);
  for (const line of problemLines(scan)) terminal.problem(line);
  if (isGiven(given, "json")) terminal.out(safeJson(scanJson(scan, at), 2));
  else for (const line of scanLines(scan, code, terminal.paint)) terminal.out(line);
  return code;
}

/** What could not be read, and what to do about it. */
function problemLines({ troubles, policies }: LocalScan): readonly string[] {
  return [
    ...troubles.map(({ path, problem, fix }) => visible(`${path} ${problem}. ${fix}.`)),
    ...policies.unread.map((each) => `${plainSentence(each)} Correct the file.`),
  ];
}
