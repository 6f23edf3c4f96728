import { must, readCheck, readSummary, say, type Stage } from "./stage.ts";
import { readMarkdown } from "./terminal.ts";

export async function fixTitle(stage: Stage): Promise<void> {
  const { world, terminal, pullRequest } = stage;
  const title = "Feature: faster start";
  terminal.act("dan", `opens a pull request  ${title}`);
  const opened = await world.github.as("dan").openPullRequest({
    title,
    branch: "faster-start",
    files: { "src/runtime/host.ts": "export const startDelayMs = 120;\n" },
  });
  Object.assign(pullRequest, opened);
  await world.settled();
  const failed = await readCheck(stage, "gatehouse/title");
  must(failed.conclusion === "failure", "the title fails");
  terminal.note("check gatehouse/title: failure");
  terminal.show(readMarkdown(failed.output.summary ?? ""));

  await say(stage, "dan", "/retitle feat(runtime): faster start");
  must((await readCheck(stage, "gatehouse/title")).conclusion === "success", "the new title passes");
  terminal.note("check gatehouse/title: success");
}

export async function signOffRuntime(stage: Stage): Promise<void> {
  const { world, terminal, pullRequest } = stage;
  terminal.act("", "The pull request touches src/runtime/, so its one comment asks for area runtime:");
  terminal.show(readMarkdown(await readSummary(stage)));

  await say(stage, "mallory", "/signoff runtime");
  const reply = (await world.github.comments(pullRequest.number)).at(-1)?.body ?? "";
  must(reply.includes("is not an owner"), "somebody who is not listed is refused");
  terminal.show(readMarkdown(reply));

  await say(stage, "ana", "/signoff runtime");
  must((await readSummary(stage)).includes("Signed by `ana`"), "the approver's sign-off counts");
  terminal.note("area runtime: signed by ana");

  terminal.act("dan", "pushes another change to src/runtime/host.ts");
  pullRequest.headSha = await world.github.as("dan").push({
    branch: "faster-start",
    files: { "src/runtime/host.ts": "export const startDelayMs = 0;\n" },
  });
  await world.settled();
  const stale = readMarkdown(await readSummary(stage));
  must(stale.includes("src/runtime/host.ts changed in"), "the sign-off is stale and names the file");
  terminal.show(linesWith(stale, "stale", "changed in"));

  const commentId = await say(stage, "ana", "/signoff runtime -- read the new delay too");
  must((await readSummary(stage)).includes("Signed by `ana`"), "the second sign-off counts");
  terminal.note("area runtime: signed by ana at the new head");

  terminal.act("dan", "may write here, and edits ana's comment: Never mind.");
  await world.github.as("dan").editComment(commentId, "Never mind.");
  await world.settled();
  const voided = readMarkdown(await readSummary(stage));
  must(voided.includes("was edited by dan"), "the sign-off is void, and it is said who edited it");
  terminal.show(linesWith(voided, "voided", "edited by"));

  await say(stage, "ana", "/signoff runtime");
  must((await readSummary(stage)).includes("Signed by `ana`"), "a new comment signs again");
  terminal.note("area runtime: signed by ana");
}

function linesWith(text: string, ...words: readonly string[]): string {
  return text
    .split("\n")
    .filter((line) => words.some((word) => line.includes(word)))
    .join("\n");
}
