import { must, type Stage } from "./stage.ts";
import { readMarkdown } from "./terminal.ts";

export async function scanAdvisories(stage: Stage): Promise<void> {
  const { world, terminal } = stage;
  for (const [index, scan] of ["the daily scan", "the same scan once more"].entries()) {
    terminal.act("clock", `asks for ${scan}: it reads Cargo.lock and asks OSV`);
    const slot = new Date(Date.UTC(2099, 2, index + 1, 9)).toISOString();
    await world.gatehouse.enqueue([{ job: "due-advisories", payload: { slot } }]);
    await world.settled();
    const issues = await world.github.issues();
    must(issues.length === 1, "one untriaged advisory gives one issue, however often it is scanned");
    terminal.note(`${issues.length} open issue: #${issues[0]?.number} ${issues[0]?.title}`);
    if (scan === "the daily scan") terminal.show(readMarkdown(issues[0]?.body ?? ""));
  }
  terminal.note("the advisory that deny.toml ignores with a reason opened nothing");
}

export async function announceOnce(stage: Stage): Promise<void> {
  const { world, terminal } = stage;
  const posted = () => world.discord.messages("announcements");
  terminal.act("olga", "publishes release v0.8.0");
  const body = "## Highlights\n\n- The runtime starts without a delay (#1)\n- Thanks, @everyone who measured\n";
  const release = await world.github.as("olga").publishRelease({ tag: "v0.8.0", name: "Engine v0.8.0", body });
  await world.settled();
  const guids = world.github.deliveries
    .all()
    .filter(({ event }) => event === "release")
    .map(({ guid }) => guid);
  terminal.act("GitHub", `delivers each of its ${guids.length} publishing events three times`);
  for (const guid of guids) await world.github.redeliver(guid, 2);
  await world.settled();
  must(posted().length === 1 && posted()[0]?.pings.length === 0, "one announcement is posted, and it calls nobody");
  terminal.note(`Discord #announcements: ${posted().length} message`);
  showMessage();

  terminal.act("olga", "edits the notes");
  await world.github.as("olga").editRelease(release.id, { body: `${body}- Faster on Windows too\n` });
  await world.settled();
  must(posted().length === 1 && posted()[0]?.editedAt !== undefined, "the edit changes the message and posts no other");
  terminal.note(`Discord #announcements: ${posted().length} message, edited`);
  showMessage();

  function showMessage(): void {
    const [embed] = posted()[0]?.embeds ?? [];
    terminal.show([embed?.title, "", embed?.description, "", embed?.footer?.text].join("\n"));
  }
}
