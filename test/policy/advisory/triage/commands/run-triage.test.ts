import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { triageCommands } from "../../../../../src/policy/advisory/triage/commands/index.ts";
import { lookUpsOf, readTriage, runTriage } from "../../../../../src/policy/advisory/triage/commands/run-triage.ts";
import { commands } from "../../../../../src/policy/commands/index.ts";
import { parseComment } from "../../../../../src/policy/comment/parse-comment.ts";
import { readCommands } from "../../../../../src/policy/comment/run-commands.ts";
import { renderTriageAnswer, renderTriageHelp } from "../../../../../src/render/advisory/triage-answer.ts";
import { aTriageContext, decide, onPullRequest, reasonWords } from "./builders.ts";

const alone = { isShared: false };

function lines(body: string, isShared = false): readonly string[] | string {
  const read = readTriage(body, { isShared });
  if (read.state !== "lines") return read.state;
  return read.lines.map(({ command, text }) => `${"name" in command ? command.name : command.refusal.code}: ${text}`);
}

describe("which lines are commands", () => {
  it.for([
    { body: "/triage undo", is: ["undo: "] },
    { body: "/advisory undo", is: ["undo: "] },
    { body: "Thanks.\n\n/triage rescan\n/advisory assign @bea\n", is: ["rescan: ", "assign: @bea"] },
    { body: "/triage", is: ["help: "] },
    { body: "/triage IGNORE  the   rest ", is: ["accept-risk: the   rest"] },
    { body: "/signoff runtime", is: "none" },
    { body: "/triages undo", is: "none" },
    { body: "see /triage undo", is: "none" },
    { body: "> /triage undo", is: "quoted" },
    { body: "```\n/triage undo\n```", is: "quoted" },
    { body: "- /triage undo", is: "quoted" },
    { body: "<details>\n\n/triage undo\n\n</details>", is: "quoted" },
    { body: "<!-- /triage undo -->", is: "none" },
    { body: "/triage rescan\n".repeat(20), is: Array.from({ length: 20 }, () => "rescan: ") },
    { body: "/triage rescan\n".repeat(21), is: "too-many" },
    { body: `/triage undo\n\n${"x".repeat(10_001)}`, is: ["comment-too-tangled: "] },
    { body: "/triage undu", is: ["did-you-mean-command: "] },
    { body: "/triage frobnicate", is: ["triage-no-such-command: "] },
    { body: "/triage __proto__", is: ["triage-no-such-command: "] },
  ])("$body → $is", ({ body, is }) => {
    expect(lines(body)).toEqual(is);
  });

  it("on a pull request words that other bots may mean are left to them", () => {
    for (const body of ["/triage accepted", "/triage needs-information", "/triage support"]) {
      expect([body, lines(body, true)]).toEqual([body, "none"]);
    }
    expect(lines("/triage accept-risks x", true)).toEqual(["did-you-mean-command: x"]);
  });

  it("sign-off commands neither take them for typos of their own nor count them", () => {
    for (const body of ["/triage undo", "/advisory undo", "/triage", "/advisory help"]) {
      expect([body, readCommands(body, commands).state]).toEqual([body, "none"]);
    }
    expect(readCommands(`/hold\n${"/triage rescan\n".repeat(20)}`, commands)).toMatchObject({ lines: { length: 1 } });
  });

  it("tokens are hidden in what is recorded and in what is answered", () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const read = readTriage(`/triage not-affected the token ${token} is in our tests`, alone);
    expect(JSON.stringify(read)).not.toContain(token);
    expect(decide(`/triage not-affected the token ${token} is in our tests`).recorded?.entry).toMatchObject({
      reason: "the token [redacted] is in our tests",
    });
  });
});

describe("several lines of one comment", () => {
  function run(body: string, over = {}) {
    const read = readTriage(body, alone);
    if (read.state !== "lines") throw new Error(read.state);
    return runTriage(read.lines, aTriageContext(over));
  }

  it("each sees what those before it decided, and has an id of its own", () => {
    const { answered, recorded, asksForScan } = run(
      "/triage fixed-by #12\n/triage fixed-by #12\n/triage undo\n/triage undo",
    );
    expect(answered.map(({ answer }) => answer.reasons[0]?.code)).toEqual([
      "triage-fixed-by",
      "triage-stands",
      "triage-undone",
      "triage-nothing-to-undo",
    ]);
    expect(recorded.map(({ entry }) => `${entry.id} ${entry.kind}`)).toEqual(["200/0 fixed-by", "200/2 undo"]);
    expect(asksForScan).toBe(true);
  });

  it("one that is refused does not stop the others", () => {
    const { recorded } = run(`/triage assign nobody-here\n/triage severity low ${reasonWords}`);
    expect(recorded.map(({ entry }) => entry.id)).toEqual(["200/1"]);
  });

  it("one person cannot be two by saying it twice", () => {
    const state = {
      ...aTriageContext().known[0]?.state,
      rating: "critical",
      fix: "1.0.0",
      places: [["a", "b", "1", true]],
    };
    const known = [{ ...aTriageContext().known[0], state }];
    const { answered } = run(
      `/triage accept-risk ${reasonWords} until 9d\n/triage accept-risk ${reasonWords} until 8d`,
      { known },
    );
    expect(answered.map(({ answer }) => answer.reasons[0]?.code)).toEqual([
      "triage-second-needed",
      "triage-second-needed",
    ]);
  });

  it("tell what GitHub must be asked for them, each once", () => {
    const read = readTriage(
      "/triage fixed-by #12\n/triage fixed-by RUSTSEC-2099-0001 #12\n/triage assign @Bea\n/triage assign bea\n/triage undo",
      alone,
    );
    expect(read.state === "lines" && lookUpsOf(read.lines)).toEqual({
      pullRequests: [12],
      logins: ["bea"],
      policies: false,
    });
    const accepting = readTriage("/triage ignore x", alone);
    expect(accepting.state === "lines" && lookUpsOf(accepting.lines)).toEqual({
      pullRequests: [],
      logins: [],
      policies: true,
    });
  });
});

describe("hostile texts", () => {
  const hostile = "@acme/all <img src=x onerror=alert(1)> [x](javascript:y) `code` --> \u202Egnp ";

  it.for([
    `/triage ${hostile}`,
    `/triage fixed-by ${hostile}`,
    `/triage assign ${hostile}`,
    `/triage severity ${hostile}`,
    `/triage undo ${hostile}`,
    `/triage accept-risk ${reasonWords} until 2${hostile}`,
  ])("%s calls nobody and stays text", (line) => {
    const body = renderTriageAnswer([{ line, answer: decide(line) }]);
    expect(body).toContain("❌");
    expect(body).not.toMatch(/@(?!\u200B)/);
    expect(body).not.toContain("\u202E");
    // All that is foreign stands in code spans.
    expect(body.replaceAll(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, "")).not.toMatch(/<img|\]\(/);
  });

  it("in a reason are recorded as they are, in one line", () => {
    const { recorded } = decide(`/triage not-affected ${hostile}\u2028 second line`);
    expect(recorded?.entry).toMatchObject({ reason: expect.stringMatching(/^@acme\/all <img .*second line$/) });
  });
});

describe("the list of commands", () => {
  it("gives every name and alias to one of them", () => {
    const names = triageCommands.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names).toEqual([...new Set(names)]);
  });

  it.for(triageCommands.flatMap(({ name, examples }) => examples.map((example) => ({ name, example }))))(
    "/triage $example is answered with a yes",
    ({ name, example }) => {
      const entries = [
        { kind: "fixed-by", pullRequest: 7, id: "1/0", by: { id: 1, login: "x" }, at: "2099-01-01T00:00:00Z" },
      ] as const;
      const known = aTriageContext().known.map((each) => ({ ...each, entries }));
      const pullRequests = new Map([[123, "open"]] as const);
      const context = {
        known,
        pullRequests,
        assignable: new Set(["ana"]),
        comment: { id: 200, at: new Date("2030-01-01T00:00:00Z") },
      };
      expect(decide(`/triage ${example}`, context).outcome).toBe("done");
      expect(example.startsWith(name) || name === "help").toBe(true);
    },
  );

  it("is what the page shows", () => {
    const page = readFileSync("docs/commands/advisory.md", "utf8");
    const rows = triageCommands.map(({ usage, summary, aliases }) => {
      const also = aliases.map((alias) => `, \`${alias}\``).join("");
      return `| \`${usage.replaceAll("|", String.raw`\|`)}\`${also} | ${summary} |`;
    });
    expect(page.split("\n").filter((line) => rows.includes(line))).toEqual(rows);
  });

  it("begins no line with a command, so that a mail client that quotes it runs nothing", () => {
    const answers = [
      decide("/triage help"),
      decide("/triage nonsense /triage undo"),
      decide("/triage fixed-by", onPullRequest),
    ];
    const body = renderTriageAnswer(answers.map((answer) => ({ line: "/triage undo\n/triage undo", answer })));
    expect(body).toContain(renderTriageHelp());
    for (const text of [body, body.replaceAll(/[`|*]|<br>|^[ -]+/gm, ""), body.replaceAll(/^> ?/gm, "")]) {
      expect(parseComment(text).invocations).toEqual([]);
    }
  });
});
