import { expect, it } from "vitest";
import { mayHoldCommand } from "../../src/ingest/may-hold-command.ts";

it.for([
  { body: "/signoff runtime", holds: true },
  { body: "   /signoff", holds: true },
  { body: "Thanks.\r\n\r\n/retitle feat: x", holds: true },
  { body: "Thanks.\r/hold", holds: true },
  { body: "\uFEFF/signoff", holds: true },
  { body: "\u00A0/signoff", holds: true },
  { body: " \u200B\u00A0\u2060 /signoff", holds: true },
  // In a fence: the parser says no, but only the parser can.
  { body: "```\n/signoff\n```", holds: true },
  // Nothing of these is run, but who quotes a command by habit gets a sign that it was seen.
  { body: "    /signoff", holds: true },
  { body: "\t/signoff", holds: true },
  { body: "> /signoff", holds: true },
  { body: "> > - /signoff", holds: true },
  { body: "- /signoff", holds: true },
  { body: "see /usr/bin/env", holds: false },
  { body: "//signoff", holds: false },
  { body: "\\/signoff", holds: false },
  { body: "/ signoff", holds: false },
  { body: "／signoff", holds: false },
  { body: "/1", holds: false },
  { body: "", holds: false },
])("$body → $holds", ({ body, holds }) => {
  expect(mayHoldCommand(body)).toBe(holds);
});

it.for(["\u200B", "\u200B\n", "\uFEFF ", " ", "\t\u2028", ">", "\u200B>\u200B", "/", "\u00A0\u200D"])(
  "T46: the longest comment that GitHub takes, made of %j, is read at once",
  (atom) => {
    expect(mayHoldCommand(`${atom.repeat(65_534 / atom.length)}x/`)).toBe(false);
  },
);
