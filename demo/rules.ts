import { repository } from "./repository.ts";
import { must, readGate, readSummary, type Stage } from "./stage.ts";

const path = ".github/gatehouse.yml";
const milder = repository.config.replace(">= 80%", ">= 70%");

export async function previewRules({ world, terminal }: Stage): Promise<void> {
  const dan = world.github.as("dan");
  const branch = "milder-rules";
  terminal.act("dan", `opens a pull request that changes ${path}, with a slip of the hand`);
  const title = "chore: ask for less coverage";
  const files = { [path]: milder.replace("coverage:\n", "covrage:\n") };
  const pullRequest = await dan.openPullRequest({ title, branch, files });
  await world.settled();
  const stage = { world, terminal, pullRequest };
  const broken = await readGate(stage, "configuration");
  must(broken.includes("fails"), "a configuration with problems fails before the merge");
  terminal.show(broken);

  terminal.act("dan", "corrects it");
  pullRequest.headSha = await dan.push({ branch, files: { [path]: milder } });
  await world.settled();
  const preview = await readGate(stage, "configuration");
  must(preview.includes("Asks less than before"), "the preview says what is asked less");
  terminal.show(preview);
  must((await readSummary(stage)).includes("/signoff governance"), "the owners of the rules are asked");
  terminal.note("the rules of the base branch decide until the merge, and olga is asked: /signoff governance");
}
