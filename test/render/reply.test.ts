import { describe, expect, it } from "vitest";
import { done, refused } from "../../src/policy/command.ts";
import { commands } from "../../src/policy/commands/index.ts";
import { parseComment } from "../../src/policy/comment/parse-comment.ts";
import { reason, reasons, type ReasonCode } from "../../src/policy/reason.ts";
import { readCommands, runCommands } from "../../src/policy/comment/run-commands.ts";
import { sentenceWithFix } from "../../src/render/reason.ts";
import { renderHelp, renderReply } from "../../src/render/reply.ts";
import { aCommandContext, anArea, someAreas } from "../support/builders.ts";

const comment = { kind: "comment" as const, id: 99 };
const hostile = "@acme/all | `` ](https://evil.example) <img src=x>\u202E\n/signoff runtime\n--> Fixes #1";
const api = anArea({ name: "api", owners: ["@acme/api"] });

describe("a reply", () => {
  it("names every line with its result", () => {
    const read = readCommands("/signoff runtime\n/signoff runtme\n/retitle Feature: faster start", commands);
    const { answered } = runCommands(read.state === "lines" ? read.lines : [], aCommandContext());
    expect(renderReply(comment, answered, undefined)).toMatchInlineSnapshot(`
      "<!-- gatehouse:reply v1 comment-99 -->

      ✅ \`/signoff runtime\`: Signed \`runtime\` at \`0a9ddbc\`.

      ❌ \`/signoff runtme\`: \`runtme\` is not an area here, so this line did nothing. Did you mean \`/signoff runtime\`? Areas: \`runtime\`.

      ❌ \`/retitle Feature: faster start\`: \`Feature\` is not a type here. Did you mean \`feat\`? Comment \`/retitle feat: faster start\`."
    `);
  });

  it("to a request for help lists every command and every area", () => {
    const help = renderHelp(commands, someAreas({ areas: [anArea(), api] }));
    expect(renderReply(comment, [{ line: "/help", decision: done(reason("help", {})) }], help)).toMatchInlineSnapshot(`
      "<!-- gatehouse:reply v1 comment-99 -->

      ✅ \`/help\`: Commands and areas of this pull request:

      - Comment \`/signoff AREA [AREA …] [@​SHA] [-- NOTE]\`: Sign off areas at the present head. Who may: Owners of the area and their backups.
      - Comment \`/unsignoff AREA [AREA …] [@​LOGIN] [-- REASON]\`: Take back a sign-off. Who may: Whoever signed; an owner of the area also for others, with a reason.
      - Comment \`/hold [REASON]\`: Keep the pull request from being merged. Who may: The author of the pull request, area owners, and anyone with triage permission.
      - Comment \`/unhold\`: Lift your hold, or, when you have none, everybody's. Who may: Whoever holds it; an area owner and anyone with maintain permission also for others, but not the author of the pull request.
      - Comment \`/concern NAME [-- TEXT]\`: Raise an objection that blocks until it is resolved. Who may: The author of the pull request, area owners, and anyone with triage permission.
      - Comment \`/resolve NAME\`: Resolve a concern. Who may: Whoever raised it, and area owners who did not open the pull request.
      - Comment \`/pass GATE -- NOTE\`: Say that a manual gate holds. Who may: Owners of the gate's area, or of any area when it names none. The author of the pull request only where the area allows self sign-off.
      - Comment \`/fail GATE [-- NOTE]\`: Say that a manual gate does not hold. Who may: Owners of the gate's area, or of any area when it names none.
      - Comment \`/waive GATE until DATE|DURATION -- REASON\`: Let the pull request pass without a gate, for at most 7 days. Who may: Owners of the gate's area or of the area governance; the author of the pull request only where that area allows self sign-off.
      - Comment \`/retitle [--force] [TITLE]\`: Change the title to one that passes; without a title, to the one that the check suggests. Who may: The author of the pull request, area owners, and anyone with triage permission; \`--force\` takes a title that does not pass, from anyone with maintain permission.
      - Comment \`/gates\`: Bring the summary up to date. Who may: Anyone.
      - Comment \`/recheck\`: Look at the pull request again. Who may: Anyone.
      - Comment \`/help\`: List the commands and the areas of this pull request. Who may: Anyone.

      Areas and their owners:

      - \`runtime\` (also \`rt\`): \`ana\`, \`bob\`
      - \`api\`: \`@​acme/api\`"
    `);
    for (const { name } of commands) expect(help).toContain(`\`/${name}`);
  });

  it("names code owners of one area in one line, and nobody where the configuration hides them", () => {
    const part = (...owners: readonly string[]) =>
      anArea({ name: "code", owners, files: { kind: "paths", paths: new Set() } });
    const hidden = anArea({ name: "secret", shownOwners: [] });
    const help = renderHelp([], someAreas({ areas: [part("ana"), part("ana", "bob"), hidden] }));
    expect(help.split("\n").slice(-2)).toEqual(["- `code`: `ana`, `bob`", "- `secret`"]);
  });

  it("to a review is known by another marker than one to a comment", () => {
    const [first] = renderReply({ kind: "review", id: 99 }, [], undefined).split("\n");
    expect(first).toBe("<!-- gatehouse:reply v1 review-99 -->");
  });

  it("without areas lists the commands alone", () => {
    expect(renderHelp(commands, []).split("\n")).toHaveLength(commands.length);
  });
});

describe("nothing that we say can be run when a mail client sends it back", () => {
  const many = Array.from({ length: 400 }, (_, index) =>
    anArea({ name: `a${index}`, owners: Array.from({ length: 50 }, () => "x".repeat(39)) }),
  );
  const refusal = refused(reason("no-such-area", { area: hostile, areas: Array.from({ length: 400 }, () => hostile) }));
  const long = { line: hostile.repeat(1_000), decision: refusal };
  it.for([
    { name: "help", body: renderReply(comment, [], renderHelp(commands, someAreas({ areas: [anArea(), api] }))) },
    { name: "help with 400 areas", body: renderReply(comment, [], renderHelp(commands, someAreas({ areas: many }))) },
    {
      name: "hostile lines",
      body: renderReply(
        comment,
        Array.from({ length: 20 }, () => long),
        undefined,
      ),
    },
    {
      name: "everything at once",
      body: renderReply(
        comment,
        Array.from({ length: 20 }, () => long),
        renderHelp(commands, someAreas({ areas: many })),
      ),
    },
  ])("$name", ({ body }) => {
    expect(Buffer.byteLength(body)).toBeLessThan(65_535);
    expect(body).not.toMatch(/@(?!\u200B)/);
    // As a reader without Markdown shows it: the marks gone, the words left.
    for (const text of [body, body.replaceAll(/[`|*]|<br>|^[ -]+/gm, ""), body.replaceAll(/^> ?/gm, "")]) {
      expect(parseComment(text).invocations).toEqual([]);
    }
  });

  const codes = Object.keys(reasons) as readonly ReasonCode[]; // the keys of a constant are its codes
  it.for(codes)("%s", (code) => {
    const { says, fix = "" }: { says: string; fix?: string } = reasons[code];
    const names = [...`${says}${fix}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    const parameters = Object.fromEntries(names.map((name) => [name, name.startsWith("safe") ? "Safe." : hostile]));
    const text = sentenceWithFix({ code, parameters });
    expect(text).not.toMatch(/[{}]|[!]|^\/|undefined/m);
    expect(parseComment(text).invocations).toEqual([]);
    expect(says === "{safeProblem}" || /[.:]$/.test(says)).toBe(true);
    expect(fix === "" || fix.endsWith(".") || fix.endsWith("?")).toBe(true);
  });
});

describe("a list of names", () => {
  it.for([
    { areas: [], shown: "Areas: nobody." },
    { areas: ["a"], shown: "Areas: `a`." },
    { areas: ["a", "b"], shown: "Areas: `a` and `b`." },
    { areas: ["a", "b", "c"], shown: "Areas: `a`, `b` and `c`." },
    {
      areas: Array.from({ length: 12 }, (_, index) => `a${index}`),
      shown: "Areas: `a0`, `a1`, `a2`, `a3`, `a4`, `a5`, `a6`, `a7`, `a8`, `a9` and 2 more.",
    },
  ])("$areas reads $shown", ({ areas, shown }) => {
    expect(sentenceWithFix(reason("no-such-area", { area: "x", areas })).split("did nothing. ")[1]).toBe(shown);
  });
});
