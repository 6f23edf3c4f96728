import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeEdit } from "../../../src/policy/comment/judge-edit.ts";
import { parsedLengthLimit } from "../../../src/policy/comment/parse-markdown.ts";

const signed = "Looks fine.\n/signoff runtime api -- on canary\n/hold until Monday";

describe("an edit that changes no command", () => {
  it.for([
    { name: "the same text", after: signed },
    { name: "a typo beside it", after: signed.replace("fine", "good") },
    { name: "another note", after: signed.replace("canary", "the canary") },
    { name: "no note", after: signed.replace(" -- on canary", "") },
    { name: "line ends of Windows", after: signed.replaceAll("\n", "\r\n") },
    { name: "white space", after: signed.replace("runtime api", "  runtime\u00A0 api  ") },
    { name: "commas", after: signed.replace("runtime api", "runtime, api") },
    { name: "capitals", after: signed.replace("/signoff runtime", "/SignOff Runtime") },
    { name: "another order of the words", after: signed.replace("runtime api", "api runtime") },
    { name: "another order of the lines", after: "/hold until Monday\n/signoff runtime api" },
    { name: "another name of the command", after: signed.replace("/signoff", "/sign-off") },
    { name: "a command of somebody else's bot", after: `${signed}\n/lgtm` },
    { name: "a quote of a command", after: `${signed}\n\n> /signoff docs` },
  ])("$name", ({ after }) => {
    expect(judgeEdit({ before: signed, after })).toEqual({
      changesNothing: true,
      kept: ["api", "runtime"],
      adds: false,
      dropsStop: false,
    });
  });
});

describe("an edit that changes commands", () => {
  it.for([
    { name: "adds an area", before: "/signoff api", after: "/signoff api docs", kept: [], adds: true },
    { name: "adds a line", before: "/signoff api", after: "/signoff api\n/signoff docs", kept: ["api"], adds: true },
    { name: "adds a command to harmless text", before: "thanks", after: "thanks\n/signoff api", kept: [], adds: true },
    { name: "mends a typo", before: "/signof api", after: "/signoff api", kept: [], adds: true },
    { name: "takes an area out", before: "/signoff api docs", after: "/signoff api", kept: ["api"], adds: false },
    {
      name: "splits a line",
      before: "/signoff api docs",
      after: "/signoff docs\n/signoff api",
      kept: ["api", "docs"],
      adds: false,
    },
    {
      name: "joins lines",
      before: "/signoff api\n/signoff docs",
      after: "/signoff api docs",
      kept: ["api", "docs"],
      adds: false,
    },
    { name: "makes it prose", before: "/signoff api", after: "/signoff api not yet", kept: [], adds: true },
    { name: "names it differently", before: "/signoff rt", after: "/signoff runtime", kept: [], adds: true },
    { name: "pins it", before: "/signoff api", after: "/signoff api @0a9ddbc", kept: [], adds: true },
    {
      name: "pins it elsewhere",
      before: "/signoff api @0a9ddbc",
      after: "/signoff api @a413cfc",
      kept: [],
      adds: true,
    },
    {
      name: "takes out one of two pins",
      before: "/signoff api @0a9ddbc\n/signoff api @a413cfc",
      after: "/signoff api @a413cfc",
      kept: [],
      adds: false,
    },
    { name: "all to one area", before: "/signoff all", after: "/signoff api", kept: [], adds: true },
    { name: "takes it back", before: "/signoff api", after: "/unsignoff api", kept: [], adds: true },
    { name: "cancels it", before: "/signoff api", after: "/signoff cancel api", kept: [], adds: true },
    { name: "asks something else", before: "/signoff api", after: "/signoff status", kept: [], adds: true },
    { name: "quotes it", before: "/signoff api", after: "> /signoff api", kept: [], adds: false },
    { name: "puts it in a fence", before: "/signoff api", after: "```\n/signoff api", kept: [], adds: false },
    {
      name: "buries it",
      before: "/signoff api",
      after: `/signoff api\n${"a".repeat(parsedLengthLimit)}`,
      kept: [],
      adds: false,
    },
    { name: "empties it", before: "/signoff api", after: "", kept: [], adds: false },
    { name: "deletes it", before: "/signoff api", after: undefined, kept: [], adds: false },
  ])("$name", ({ before, after, kept, adds }) => {
    expect(judgeEdit({ before, after })).toEqual({ changesNothing: false, kept, adds, dropsStop: false });
  });

  it.for([
    { before: "/hold a", after: "", dropsStop: true, adds: false },
    { before: "/hold a", after: "/hold b", dropsStop: true, adds: true },
    { before: "/hold a", after: undefined, dropsStop: true, adds: false },
    { before: "/concern a -- b", after: "/signoff api", dropsStop: true, adds: true },
    { before: "/hold cancel", after: "", dropsStop: false, adds: false },
    { before: "/unhold", after: "", dropsStop: false, adds: false },
  ])("$before → $after: a hold or concern went: $dropsStop", ({ before, after, dropsStop, adds }) => {
    expect(judgeEdit({ before, after })).toEqual({ changesNothing: false, kept: [], adds, dropsStop });
  });

  it("deleting a comment that said nothing to us changes nothing", () => {
    expect(judgeEdit({ before: "thanks", after: undefined }).changesNothing).toBe(true);
  });

  it("an alias with a slash is kept like any other", () => {
    expect(judgeEdit({ before: "/signoff docs/ops\n/hold", after: "/signoff Docs/Ops" }).kept).toEqual(["docs/ops"]);
  });

  it("T40: a token in a line is not among the words that are kept", () => {
    const line = `/signoff api ghp_${"a1B2".repeat(9)}`;
    expect(judgeEdit({ before: line, after: `${line}\n/help` }).kept).toEqual(["api"]);
  });
});

const line = fc.constantFrom(
  "/signoff runtime",
  "/signoff rt api",
  "/SIGN-OFF api,runtime",
  "/signoff all",
  "/signoff api @0a9ddbc",
  "/signoff api -- note",
  "/signoff api not",
  "/signoff cancel api",
  "/unsignoff api",
  "/hold x",
  "/signof api",
  "/lgtm",
  "prose",
  "> /signoff docs",
  "",
  "```",
);
const body = fc.array(line, { maxLength: 8 }).map((lines) => lines.join("\n"));

describe("T1: whatever a comment is changed to", () => {
  it("an edit keeps only what was said before", () => {
    fc.assert(
      fc.property(body, fc.option(body, { nil: undefined }), (before, after) => {
        const said = judgeEdit({ before, after: before }).kept;
        expect(said).toEqual(expect.arrayContaining([...judgeEdit({ before, after }).kept]));
      }),
    );
  });

  it("two edits keep no more than either", () => {
    fc.assert(
      fc.property(body, body, body, (first, second, third) => {
        const before = judgeEdit({ before: first, after: second }).kept;
        const kept = judgeEdit({ before: second, after: third }).kept.filter((word) => before.includes(word));
        expect(judgeEdit({ before: first, after: first }).kept).toEqual(expect.arrayContaining(kept));
      }),
    );
  });

  it("an edit with the same commands changes nothing, whatever prose is around them", () => {
    const prose = fc.constantFrom("thanks", "> /signoff docs", "`/signoff docs`", "- /signoff docs", "a /hold b");
    fc.assert(
      fc.property(
        body.filter((text) => !text.includes("```")),
        prose,
        prose,
        (before, above, below) => {
          const same = judgeEdit({ before, after: before });
          expect(same).toMatchObject({ changesNothing: true, adds: false, dropsStop: false });
          expect(judgeEdit({ before: `\n\n${before}`, after: `${above}\n\n${before}\n\n${below}` })).toEqual(same);
        },
      ),
    );
  });

  it("the same commands in another body leave everything standing", () => {
    fc.assert(
      fc.property(body, body, (before, after) => {
        const judged = judgeEdit({ before, after });
        const all = judgeEdit({ before, after: before }).kept;
        expect(judged.changesNothing ? judged.kept : all).toEqual(all);
      }),
    );
  });
});
