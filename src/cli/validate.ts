import { configSizeLimit, type LoadedConfig, loadConfig } from "../config/load.ts";
import { linkProblem } from "../config/problems/link-problem.ts";
import { configPath } from "../policy/known-paths.ts";
import { counted } from "../policy/text/counted.ts";
import { visible } from "../policy/text/visible.ts";
import { type ExitCode, type Given, isGiven, type Surroundings } from "./command-line.ts";
import { problemLine, noteLine } from "./config-lines.ts";
import { isLinked } from "./linked.ts";
import { readText } from "./read-text.ts";

/** Every problem of a configuration at once, and what it says without effect yet. */
export async function validate(given: Given, { terminal, cwd }: Surroundings): Promise<ExitCode> {
  const [path = configPath] = given.positionals;
  const loaded = path === "-" ? loadConfig(await terminal.readInput(configSizeLimit)) : await loadFile(path, cwd);
  const problems = loaded.ok ? [] : loaded.problems;
  const notes = loaded.ok ? loaded.notes : [];
  if (isGiven(given, "json")) {
    const shown = {
      problems: problems.map(({ line, column, says, fix }) => ({
        line,
        column,
        says: visible(says),
        fix: visible(fix),
      })),
      notes: notes.map(({ line, column, says }) => ({ line, column, says: visible(says) })),
    };
    terminal.out(JSON.stringify(shown, null, 2));
    return loaded.ok ? 0 : 1;
  }
  const file = path === "-" ? "standard input" : path;
  for (const problem of problems) terminal.out(problemLine(file, problem));
  for (const note of notes) terminal.out(noteLine(file, note));
  const verdict = loaded.ok ? "✅ valid" : `❌ ${counted(problems.length, "problem")}`;
  terminal.out(`${terminal.paint(loaded.ok ? "green" : "red", verdict)}: ${visible(file)}`);
  return loaded.ok ? 0 : 1;
}

/** What another file is, is not known: only that one decides for a repository. */
async function loadFile(path: string, cwd: string): Promise<LoadedConfig> {
  if (path === configPath && (await isLinked(path, cwd))) return { ok: false, problems: [linkProblem] };
  return loadConfig(await readText(path, cwd, configSizeLimit));
}
