import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { configSizeLimit, loadConfig } from "../config/load.ts";
import { configPath } from "../policy/known-paths.ts";
import { counted } from "../policy/text/counted.ts";
import { visible } from "../policy/text/visible.ts";
import { type ExitCode, type Given, isGiven, type Surroundings } from "./command-line.ts";
import { problemLine, noteLine } from "./config-lines.ts";

/** Every problem of a configuration at once, and what it says without effect yet. */
export async function validate(given: Given, { terminal, cwd }: Surroundings): Promise<ExitCode> {
  const [path = configPath] = given.positionals;
  const text = path === "-" ? await terminal.readInput(configSizeLimit) : await read(resolve(cwd, path), path);
  const loaded = loadConfig(text);
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

async function read(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new Error(`cannot read ${shown}`, { cause: error });
  }
}
