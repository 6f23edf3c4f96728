import { parseArgs } from "node:util";
import { startWorld } from "../test/support/world.ts";
import { showEvidence } from "./evidence.ts";
import { fixTitle, signOffRuntime } from "./pull-request.ts";
import { announceOnce, scanAdvisories } from "./releases.ts";
import { repository } from "./repository.ts";
import { previewRules } from "./rules.ts";
import type { Stage } from "./stage.ts";
import { createTerminal } from "./terminal.ts";

const { values } = parseArgs({ options: { keep: { type: "boolean", default: false } } });
const terminal = createTerminal(process.stdout);

const steps: readonly (readonly [title: string, play: (stage: Stage) => Promise<void>])[] = [
  ["1. A title that says what changes", fixTitle],
  ["2. An area that its owner signs", signOffRuntime],
  ["3. Evidence, a check, one verdict", showEvidence],
  ["4. A change of the rules, previewed", previewRules],
  ["5. The daily advisory scan", scanAdvisories],
  ["6. A release, announced once", announceOnce],
];

terminal.line("Gatehouse, its main job. GitHub, OSV and Discord are real servers on this machine; nothing leaves it.");
const world = await startWorld(repository);
const stage: Stage = { world, terminal, pullRequest: { number: 0, headSha: "" } };
const counted: string[] = [];
try {
  for (const [title, play] of steps) {
    terminal.title(title);
    const mark = world.github.requests.mark();
    await play(stage);
    const requests = world.github.requests.since(mark);
    const reads = requests.reads().length;
    const unchanged = requests.notModified().length;
    const figures = [reads, unchanged, requests.writes().length].map((figure) => String(figure).padStart(9));
    counted.push(`${title.padEnd(44)}${figures.join("")}`);
  }
  terminal.title("Requests to GitHub, by step");
  terminal.line(`${"".padEnd(44)}${["reads", "(304)", "writes"].map((head) => head.padStart(9)).join("")}`);
  for (const row of counted) terminal.line(row);
  if (values.keep) await keep();
} finally {
  await world.close();
}

async function keep(): Promise<void> {
  const { github, gatehouse, osv, discord } = world;
  const comments = `${github.apiUrl}/repos/${github.owner}/${github.repo}/issues/1/comments`;
  terminal.title("Everything keeps running; Ctrl+C ends it");
  terminal.line(`Gatehouse  ${gatehouse.url}
GitHub     ${github.apiUrl}/repos/${github.owner}/${github.repo}
OSV        ${osv.url}
Discord    ${discord.apiUrl}

Comment as somebody (ana, dan, mallory, …; the token is gho_ and the login):
  curl -s ${comments} -H 'authorization: token gho_ana' -d '{"body": "/help"}' > /dev/null
Read what Gatehouse answers:
  curl -s ${comments} -H 'authorization: token gho_ana'`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
