import { describe, expect, it } from "vitest";
import { commands } from "../../../src/policy/commands/index.ts";
import { parsedLengthLimit } from "../../../src/policy/comment/parse-comment.ts";
import {
  commandLimit,
  neededForCommands,
  readCommands,
  runCommands,
} from "../../../src/policy/comment/run-commands.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import { aCommandContext, anArea, carla, someAreas } from "../../support/builders.ts";

function run(body: string, context = aCommandContext()) {
  const read = readCommands(body, commands);
  if (read.state !== "lines") throw new Error(`the comment is ${read.state}`);
  return runCommands(read.lines, context);
}

function answers(body: string, context = aCommandContext()) {
  return run(body, context).answered.map(({ decision }) => decision.reasons.map(sentenceWithFix).join(" "));
}

describe("a comment asks", () => {
  it.for([
    { body: "nothing here", state: "none" },
    { body: "/lgtm", state: "none" },
    { body: "/retest", state: "none" },
    { body: "/halp", state: "none" },
    { body: "> /lgtm", state: "none" },
    { body: "/signoff runtime", state: "lines" },
    { body: "/sign-off runtime", state: "lines" },
    { body: "/signof runtime", state: "lines" },
    { body: "> /signoff runtime", state: "quoted" },
    { body: "> /signof runtime", state: "none" },
    { body: "> /signoff runtime\n\n/help", state: "lines" },
    { body: "/help\n".repeat(commandLimit), state: "lines" },
    { body: "/help\n".repeat(commandLimit + 1), state: "too-many" },
    { body: "/lgtm\n".repeat(commandLimit + 1), state: "none" },
    { body: `${"/lgtm\n".repeat(100)}/help`, state: "lines" },
    { body: `/lgtm\n${"a".repeat(parsedLengthLimit)}`, state: "none" },
  ])("$body → $state", ({ body, state }) => expect(readCommands(body, commands).state).toBe(state));

  it("too much at once, and nothing of it is run", () => {
    expect(readCommands("/help\n".repeat(30), commands)).toEqual({ state: "too-many", count: 30 });
  });

  it("in a text too long to be parsed, and is told to ask again", () => {
    expect(answers(`/signoff runtime\n${"a".repeat(parsedLengthLimit)}`)).toEqual([
      "This comment is longer than 10000 characters or nested too deeply, so its commands were not run. Comment `/signoff runtime` by itself.",
    ]);
  });
});

describe("a near miss is answered with the nearest command and what was typed behind it", () => {
  it.for([
    { body: "/signof runtime", says: "There is no such command here. Did you mean `/signoff runtime`?" },
    { body: "/retile feat: x", says: "There is no such command here. Did you mean `/retitle feat: x`?" },
    { body: "/rechek", says: "There is no such command here. Did you mean `/recheck`?" },
  ])("$body", ({ body, says }) => {
    expect(answers(body)).toEqual([says]);
    expect(run(body).entries).toEqual([]);
  });
});

describe("several lines", () => {
  it("each have their own answer; one refusal does not undo the others", () => {
    const outcome = run("/signoff runtime\n/signoff nonsense\n/help");
    expect(outcome.answered.map(({ line, decision }) => [line, decision.outcome])).toEqual([
      ["/signoff runtime", "done"],
      ["/signoff nonsense", "refused"],
      ["/help", "done"],
    ]);
    expect(outcome.entries.map(({ area }) => area)).toEqual(["runtime"]);
  });

  it("about one area leave one entry, the last", () => {
    const { entries } = run("/signoff runtime -- first\n/signoff runtime -- second");
    expect(entries.map(({ note }) => note)).toEqual(["second"]);
  });

  it.for([
    { body: "/retitle fix: a\n/retitle fix: b", title: "fix: b" },
    { body: "/retitle fix: a\n/retitle nonsense", title: "fix: a" },
    { body: "/retitle fix: a\n/retitle feat(runtime): faster start", title: undefined },
    { body: "/retitle feat(runtime): faster start", title: undefined },
    { body: "/help", title: undefined },
  ])("$body → the title becomes $title", ({ body, title }) => {
    expect(run(body, aCommandContext({ actor: { ...carla, isMachine: false } })).title).toBe(title);
  });
});

describe("what is looked up for", () => {
  it.for([
    { body: "/help", isAuthor: false, needs: [] },
    { body: "/recheck", isAuthor: false, needs: [] },
    { body: "/signof", isAuthor: false, needs: [] },
    { body: "/signoff runtime", isAuthor: false, needs: ["areas"] },
    { body: "/retitle x", isAuthor: true, needs: [] },
    { body: "/retitle x", isAuthor: false, needs: ["areas", "permission"] },
  ])("$body, author: $isAuthor → $needs", ({ body, isAuthor, needs }) => {
    const read = readCommands(body, commands);
    expect(read.state === "lines" && [...neededForCommands(read.lines, { isAuthor })]).toEqual(needs);
  });
});

describe("every command", () => {
  it.for(commands)("/$name has an example that it accepts", ({ examples }) => {
    const areas = someAreas({ areas: [anArea(), anArea({ name: "api", aliases: [] })] });
    for (const example of examples) {
      const context = aCommandContext({ areas, hasTriage: true });
      expect(run(example, context).answered.map(({ decision }) => decision.outcome)).toEqual(["done"]);
    }
  });

  it("has names of its own", () => {
    const names = commands.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });
});
